"""The first page of a user of an organisation: its applications."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from rugsat.kernel.language import gettext as _
from rugsat.store.queries.own_cases import listed
from rugsat.web.layout.page import render
from rugsat.web.layout.visitor import visitor_of
from rugsat.web.portal.area import PORTAL

_MOST = 50


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """The page."""
    cases = listed(party=visitor_of(request).party, most=_MOST)
    return render(request, "portal/start.html.j2", PORTAL, title=_("Overview"), cases=cases)
