"""Data quality per filer, the lowest score first; it orders work and decides nothing."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from rugsat.kernel.language import gettext as _
from rugsat.store.queries.party_names import names_of
from rugsat.store.queries.quality import filers
from rugsat.web.console.area import CONSOLE
from rugsat.web.layout.asked import address_with, one_of, page_of
from rugsat.web.layout.moment import now, today
from rugsat.web.layout.page import render

_MOST = 50
_MONTHS = ("1", "3", "6", "12")


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """The list over some months."""
    choices = [(months, months) for months in _MONTHS]
    months, number = int(one_of(request, "months", choices) or "3"), page_of(request)
    held = filers(now=now(), months=months, most=_MOST, skip=(number - 1) * _MOST)
    return render(
        request,
        "console/quality.html.j2",
        CONSOLE,
        title=_("Data quality"),
        held=held,
        names=names_of([each["sender"] for each in held["filers"]], on=today()),
        months=months,
        choices=choices,
        first=address_with(request, page=str(number - 1)) if number > 1 else "",
        next=address_with(request, page=str(number + 1)) if held["count"] > number * _MOST else "",
    )
