"""The map of sites, providers, zones and grid, with the lists behind it."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from rugsat.kernel.language import gettext as _
from rugsat.law.outline import outline_of
from rugsat.operations.report.wording import number
from rugsat.operations.report.zone_map import Zone, zone_map
from rugsat.store.kept_law import law_in_force
from rugsat.store.queries.grid_map import grid_map
from rugsat.web.console.area import CONSOLE
from rugsat.web.console.words import zone_choices
from rugsat.web.layout.asked import address_with, day_of, one_of, text_of
from rugsat.web.layout.map_points import points_of
from rugsat.web.layout.moment import today
from rugsat.web.layout.page import render


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """The map of a day."""
    on, after, choices = day_of(request), text_of(request, "after"), zone_choices()
    zone = one_of(request, "zone", choices)
    found = grid_map(on=on, zone=zone, after=after)
    zones = [
        Zone(name, title, found.by_zone.get(name, 0), number(found.by_zone.get(name, 0))) for name, title in choices
    ]
    outline = outline_of(law_in_force().rulebook.jurisdiction.code)
    words = _("How many sites lie in each zone; the lists below say the same.")
    drawn = zone_map(
        "sites", _("Sites by zone"), words, zones=zones, outline=outline, points=points_of(found.spots, outline)
    )
    return render(
        request,
        "console/map.html.j2",
        CONSOLE,
        title=_("Map of sites and grid"),
        drawn=drawn,
        zones=zones,
        zone=zone,
        grid=found,
        on=on,
        today=today(),
        address_of=lambda name: address_with(request, zone=name, after=""),
        first=address_with(request, after="") if after else "",
        next=address_with(request, after=found.after) if found.after else "",
    )
