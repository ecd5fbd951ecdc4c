"""Searching the register; with htmx the list changes while one writes."""

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe
from django_htmx.middleware import HtmxDetails

from rugsat.kernel.language import gettext as _
from rugsat.store.queries.public.found import MOST, Found, search
from rugsat.store.queries.public.warned import search as warnings_found
from rugsat.web.layout.asked import address_with, day_of, page_of, text_of
from rugsat.web.layout.page import render
from rugsat.web.register.area import REGISTER
from rugsat.web.register.asked import choices_of

_PAGE = 20


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """The search with what it found."""
    text, choices, on, number = text_of(request), choices_of(request), day_of(request), page_of(request)
    first = (number - 1) * _PAGE
    found = search(text, choices.filters, on=on, first=first, most=_PAGE) if text else Found((), 0)
    more = first + _PAGE < found.total
    response = render(
        request,
        "register/found.html.j2" if HtmxDetails(request) else "register/search.html.j2",
        REGISTER,
        title=_("Search: {text}").format(text=text) if text else _("Search"),
        text=text,
        choices=choices,
        on=on,
        found=found,
        warnings=warnings_found(text, on=on) if text and number == 1 else (),
        most=MOST,
        previous=address_with(request, page=str(number - 1)) if number > 1 else "",
        next=address_with(request, page=str(number + 1)) if more else "",
    )
    # At one address lie the page and the part of it that htmx puts in place; neither may be kept for the other.
    patch_vary_headers(response, ("HX-Request",))
    return response
