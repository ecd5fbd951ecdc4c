"""Lists of the approved: energy providers, partner banks, and assets that may be traded."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from rugsat.kernel.language import gettext as _
from rugsat.store.kept_law import law_in_force
from rugsat.store.queries.public.lines import Filters, Lines, listed
from rugsat.store.queries.public.lists import assets, instruments_of
from rugsat.web.layout.asked import address_with, day_of, text_of
from rugsat.web.layout.moment import today
from rugsat.web.layout.page import render
from rugsat.web.register.area import REGISTER

_ROLES = {"energy-providers": "energy_provider", "banks": "bank"}
ASSETS = "assets"


@require_safe
def page(request: HttpRequest, what: str = "energy-providers") -> HttpResponse:
    """One of the lists."""
    if what not in {*_ROLES, ASSETS}:
        raise Http404
    on, after = day_of(request), text_of(request, "after")
    lines = Lines(()) if what == ASSETS else _holders(_ROLES[what], request, after)
    titles = {"energy-providers": _("Energy providers"), "banks": _("Partner banks"), ASSETS: _("Assets")}
    return render(
        request,
        "register/approved.html.j2",
        REGISTER,
        title=_("Approved: {what}").format(what=titles[what]),
        what=what,
        titles=titles,
        lines=lines.lines,
        assets=assets(on=on) if what == ASSETS else [],
        on=on,
        today=today(),
        first=address_with(request, after="") if after else "",
        next=address_with(request, after=lines.after) if lines.after else "",
    )


def _holders(role: str, request: HttpRequest, after: str) -> Lines:
    instruments = instruments_of(law_in_force(), role)
    if not instruments:
        return Lines(())
    return listed(Filters(instruments=instruments, statuses=("in_force",)), on=day_of(request), after=after)
