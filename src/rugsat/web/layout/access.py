"""Who reaches which page: the matrix is asked before any page is made, and what it does not name is not there."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseRedirectBase
from django.shortcuts import resolve_url
from django_htmx.http import HttpResponseClientRedirect
from django_htmx.middleware import HtmxDetails

from rugsat.usecases.permissions import matrix
from rugsat.web.layout.unsent import of_signed_out
from rugsat.web.layout.visitor import visitor_of


class AccessMiddleware:
    """Lets a request through to a page that the matrix grants to whoever asks.

    Whoever has not signed in is sent to do so and comes back; with a form that he sent, it stays before him meanwhile.
    Whoever has, and holds no role for the page, is told what is told of an address that leads nowhere, so that nobody
    learns what there is.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The page; one for which somebody had to sign in is kept by no cache.

        Who is sent elsewhere while a part of a page is asked for goes there with the whole page.
        """
        response = self.get_response(request)
        if isinstance(response, HttpResponseRedirectBase) and HtmxDetails(request):
            response = HttpResponseClientRedirect(response.url)
        if getattr(request, "for_signed_in", False):
            response.headers.setdefault("Cache-Control", "no-store, private")
        return response

    def process_view(
        self, request: HttpRequest, _view: Any, _args: list[Any], _given: dict[str, Any]
    ) -> HttpResponse | None:
        """What is answered in place of the page; None lets it through."""
        page = request.resolver_match.view_name if request.resolver_match else ""
        if matrix().sees(page, frozenset(), signed_in=False):
            return None
        request.for_signed_in = True  # type: ignore[attr-defined]
        visitor = visitor_of(request)
        if not visitor.login:
            if answer := of_signed_out(request):
                return answer
            back = urlencode({"next": request.get_full_path() if request.method in {"GET", "HEAD"} else request.path})
            return HttpResponseRedirect(f"{resolve_url(settings.LOGIN_URL)}?{back}")
        if not visitor.sees(page):
            raise Http404
        return None
