"""The cases of an organisation, page by page."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from rugsat.kernel.language import gettext as _
from rugsat.store.queries import own_transfers
from rugsat.store.queries.own_cases import listed
from rugsat.web.layout import moment
from rugsat.web.layout.asked import address_with, text_of
from rugsat.web.layout.visitor import visitor_of
from rugsat.web.portal.answering import shown

_MOST = 25


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """The page."""
    cases = listed(party=visitor_of(request).party, most=_MOST + 1, after=text_of(request, "after"))
    onward = address_with(request, after=cases[_MOST - 1]["case"]) if len(cases) > _MOST else ""
    return shown(
        request,
        "applications",
        title=_("Applications"),
        cases=cases[:_MOST],
        onward=onward,
        coming=own_transfers.listed(party=visitor_of(request).party, now=moment.now()),
    )
