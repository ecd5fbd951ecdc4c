"""Warnings: who may not act at present, though an authorisation was given once."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from rugsat.kernel.language import gettext as _
from rugsat.store.queries.public.lines import Filters, listed
from rugsat.web.layout.asked import address_with, day_of, text_of
from rugsat.web.layout.moment import today
from rugsat.web.layout.page import render
from rugsat.web.register.area import REGISTER
from rugsat.web.register.words import WARNED_OF


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Suspended and revoked authorisations of a day."""
    on, after = day_of(request), text_of(request, "after")
    lines = listed(Filters(statuses=WARNED_OF), on=on, after=after)
    return render(
        request,
        "register/warnings.html.j2",
        REGISTER,
        title=_("Warnings and suspensions"),
        lines=lines.lines,
        on=on,
        today=today(),
        first=address_with(request, after="") if after else "",
        next=address_with(request, after=lines.after) if lines.after else "",
    )
