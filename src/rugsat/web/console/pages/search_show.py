"""The officers' search: people and firms in any spelling, numbers, and those who stand behind firms."""

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe
from django_htmx.middleware import HtmxDetails

from rugsat.kernel.language import gettext as _
from rugsat.store.queries.officer_search import MOST, search
from rugsat.web.console.area import CONSOLE
from rugsat.web.layout.asked import text_of
from rugsat.web.layout.moment import now
from rugsat.web.layout.page import render


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """The search with what it found; with htmx only the list is made anew."""
    text = text_of(request)
    response = render(
        request,
        "console/search_found.html.j2" if HtmxDetails(request) else "console/search.html.j2",
        CONSOLE,
        title=_("Search: {text}").format(text=text) if text else _("Search"),
        text=text,
        most=MOST,
        found=search(text, now=now()),
    )
    patch_vary_headers(response, ("HX-Request",))
    return response
