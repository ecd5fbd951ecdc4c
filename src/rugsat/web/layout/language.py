"""The language of a page: the one that was chosen, else the first that the browser asks for and the register speaks."""

import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.cache import patch_vary_headers

from rugsat.kernel.language import LANGUAGES, speaking

CHOICE = "language"
"""Name of the parameter that chooses a language, and of the cookie that keeps the choice."""
OWN_NAMES = {"en": "English", "ru": "Русский", "tk": "Türkmençe"}
_KEPT_S = 365 * 24 * 3600
_ASKED = re.compile(r"([a-zA-Z]{1,8})(?:-[a-zA-Z0-9]+)*\s*(?:;\s*q=([0-9.]+))?")


class LanguageMiddleware:
    """Speaks the language of whoever asks while a page is made."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The page; where a language is chosen, it is kept, and the address is asked for again without the choice."""
        chosen = request.GET.get(CHOICE, "")
        if chosen in LANGUAGES and request.method == "GET":
            return _kept(request, chosen)
        language = _language(request)
        with speaking(language):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        patch_vary_headers(response, ("Cookie", "Accept-Language"))
        return response


def _kept(request: HttpRequest, chosen: str) -> HttpResponse:
    rest = request.GET.copy()
    del rest[CHOICE]
    # The path begins with one slash alone, or a browser would take it for the name of another host.
    path = "/" + request.path.lstrip("/")
    response = HttpResponseRedirect(f"{path}?{rest.urlencode()}" if rest else path)
    secure = request.is_secure()
    response.set_cookie(CHOICE, chosen, max_age=_KEPT_S, samesite="Lax", httponly=True, secure=secure)
    return response


def _language(request: HttpRequest) -> str:
    kept = request.COOKIES.get(CHOICE, "")
    if kept in LANGUAGES:
        return kept
    parts = request.headers.get("Accept-Language", "")[:200].split(",")
    matched = [match for part in parts if (match := _ASKED.fullmatch(part.strip()))]
    asked = [(-_weight(match[2]), match[1].lower()) for match in matched]
    return next((language for _, language in sorted(asked, key=lambda each: each[0]) if language in LANGUAGES), "en")


def _weight(text: str | None) -> float:
    try:
        return float(text) if text else 1.0
    except ValueError:
        return 0.0
