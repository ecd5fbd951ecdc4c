"""Warnings about firms: drafts that wait for another officer, and what is given to the public today."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from rugsat.kernel.language import gettext as _
from rugsat.store.queries.public.warned import listed as given
from rugsat.store.queries.warning_drafts import listed as drafts
from rugsat.web.console.area import CONSOLE
from rugsat.web.layout.asked import address_with, text_of
from rugsat.web.layout.moment import today
from rugsat.web.layout.page import render
from rugsat.web.layout.visitor import visitor_of


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """The list; that of the warnings leads on page by page."""
    after = text_of(request, "after")
    found = given(on=today(), after=after)
    visitor = visitor_of(request)
    return render(
        request,
        "console/warnings.html.j2",
        CONSOLE,
        title=_("Warnings about firms"),
        drafts=drafts(),
        warnings=found.warnings,
        first=address_with(request, after="") if after else "",
        next=address_with(request, after=found.after) if found.after else "",
        may_draft=visitor.sees("console:warning-new"),
    )
