"""Everything about one party on one page, as of a day."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from rugsat.kernel.language import gettext as _
from rugsat.law.outline import outline_of
from rugsat.operations.report.wording import number
from rugsat.operations.report.zone_map import Zone, zone_map
from rugsat.store.kept_law import law_in_force
from rugsat.store.queries.party_asked import FEW
from rugsat.store.queries.party_file import PartyFile, party_file
from rugsat.store.queries.public.lists import Spot
from rugsat.store.queries.returns_calendar import around
from rugsat.store.queries.returns_lines import ReturnLine, lines_of_party
from rugsat.web.console.area import CONSOLE
from rugsat.web.console.owner_graph import owner_graph
from rugsat.web.console.words import zone_title
from rugsat.web.layout.asked import day_of
from rugsat.web.layout.map_points import points_of
from rugsat.web.layout.moment import now, today
from rugsat.web.layout.page import render


@require_safe
def page(request: HttpRequest, party: str) -> HttpResponse:
    """The page of a party."""
    on = day_of(request)
    file = party_file(party=party, now=now(), on=on)
    returns = lines_of_party(party, around(on), now=now(), has_filed=file.has_filed)
    return render(
        request,
        "console/party.html.j2",
        CONSOLE,
        title=file.facts["name"],
        file=file,
        on=on,
        today=today(),
        few=FEW,
        graph=owner_graph(party, str(file.facts["name"]), file.owners),
        map=_map(file),
        returns=_most_pressing(returns),
        more=max(0, len(returns) - FEW),
        late=sum(each.state == "overdue" for each in returns),
    )


def _most_pressing(returns: Sequence[ReturnLine]) -> list[ReturnLine]:
    """As many as a page shows: those that are overdue, then those that are due, the nearest first; then the filed."""
    order = {"overdue": 0, "due": 1}
    return sorted(returns, key=lambda each: (order.get(each.state, 2), each.due.due))[:FEW]


def _map(file: PartyFile) -> object:
    """The sites of the party on the map of the country; None where it has none."""
    sites = file.belongs.sites
    if not sites:
        return None
    law = law_in_force().rulebook.jurisdiction
    counted = {name: sum(site.zone == name for site in sites) for name in law.zones}
    zones = [Zone(name, zone_title(name), count, number(count) if count else "") for name, count in counted.items()]
    outline = outline_of(law.code)
    spots = [
        Spot(site.latitude, site.longitude, site.address)
        for site in sites
        if site.latitude is not None and site.longitude is not None
    ]
    words = _("Where the sites of the party lie; the list below says the same.")
    return zone_map("sites", _("Sites"), words, zones=zones, outline=outline, points=points_of(spots, outline))
