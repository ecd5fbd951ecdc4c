"""How much may come in with a form: nothing of a body is read before it is known that its page takes it."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from rugsat.kernel.language import gettext as _
from rugsat.web.layout.refusal import refused
from rugsat.web.layout.visitor import visitor_of

LARGEST_OF_NOBODY = 64 << 10
"""Bytes of a form of whoever has not signed in: a login, a password, what a passkey answers."""
_WITHOUT_A_BODY = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})


class BodyMiddleware:
    """Refuses a body that is larger than the forms of its page, with all files in it, before anything of it is read.

    It stands behind the guard of the pages and before the look for the token of a form, which reads the body. A page
    that takes files, and the API, look at the size for themselves.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The page."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, _args: list[Any], _given: dict[str, Any]
    ) -> HttpResponse | None:
        """The page that says why the body is not taken; None lets it through."""
        if request.method in _WITHOUT_A_BODY or getattr(view, "csrf_exempt", False):
            return None
        said = request.META.get("CONTENT_LENGTH") or "0"
        largest = settings.DATA_UPLOAD_MAX_MEMORY_SIZE if visitor_of(request).login else LARGEST_OF_NOBODY
        if said.isdecimal() and said.isascii() and int(said) <= largest:
            return None
        why = _("More was sent than this page takes: send less at once, and files on the pages that ask for them.")
        return refused(request, why, HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
