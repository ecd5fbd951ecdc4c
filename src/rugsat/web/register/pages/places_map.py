"""The map: sites as points, counted by zone, and behind it the list of sites."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from rugsat.kernel.language import gettext as _
from rugsat.law.outline import outline_of
from rugsat.operations.report.wording import number
from rugsat.operations.report.zone_map import Zone, zone_map
from rugsat.store.queries.public.lists import places
from rugsat.web.layout.asked import address_with, day_of, text_of
from rugsat.web.layout.map_points import points_of
from rugsat.web.layout.moment import today
from rugsat.web.layout.page import render
from rugsat.web.layout.refusal import BadQuestionError
from rugsat.web.register.area import REGISTER
from rugsat.web.register.words import rulebook, zone_word


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """The map of a day."""
    on, after, zone = day_of(request), text_of(request, "after"), text_of(request, "zone")
    law = rulebook().jurisdiction
    if zone and zone not in law.zones:
        message = _("There is no zone '{zone}': choose one of the words offered.").format(zone=zone[:60])
        raise BadQuestionError(message)
    found = places(on=on, zone=zone, after=after)
    zones = [
        Zone(name, zone_word(name), found.by_zone.get(name, 0), number(found.by_zone.get(name, 0)))
        for name in law.zones
    ]
    outline = outline_of(law.code)
    points = points_of(found.spots, outline)
    title = _("Sites by zone")
    description = _("How many sites of authorisations that are in force or suspended lie in each zone.")
    drawn = zone_map("sites", title, description, zones=zones, outline=outline, points=points)
    return render(
        request,
        "register/map.html.j2",
        REGISTER,
        title=_("Map of sites and zones"),
        drawn=drawn,
        drawn_sites=sum(point.count for point in points),
        all_sites=sum(found.by_zone.values()),
        zones=zones,
        zone=zone,
        places=found.places,
        on=on,
        today=today(),
        first=address_with(request, after="") if after else "",
        next=address_with(request, after=found.after) if found.after else "",
    )
