"""How a page of the portal answers: the page within its area, or, once an act was done, the next page."""

from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from rugsat.web.layout.acting import Refused
from rugsat.web.layout.page import render
from rugsat.web.portal.area import PORTAL

_OF_THE_LAYOUT = frozenset({"area", "menu", "visitor", "told", "new_key", "here", "languages", "language", "country"})


def shown(request: HttpRequest, name: str, *, refused: Refused | None = None, **given: Any) -> HttpResponse:
    """A page of the portal; one that is shown again because its act was refused has the status of that."""
    assert not given.keys() & _OF_THE_LAYOUT, "a page gives what the layout shows around it"
    status = refused.status if refused else HTTPStatus.OK
    if not refused and (form := given.get("form")) is not None and form.is_bound and form.errors:
        status = HTTPStatus.BAD_REQUEST
    return render(request, f"portal/{name}.html.j2", PORTAL, status=status, refused=refused, **given)


def onward(page: str, *where: Any, query: str = "") -> HttpResponse:
    """To the next page, by a request of its own, so that asking for it again does nothing once more."""
    address = reverse(f"portal:{page}", args=where)
    response = HttpResponseRedirect(f"{address}?{query}" if query else address)
    response.status_code = HTTPStatus.SEE_OTHER
    return response
