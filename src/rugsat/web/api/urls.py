"""Where the API lies: everything below /api/v1/, its reference included; every error there is a problem."""

from collections.abc import Callable
from functools import cache, wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import URLPattern, URLResolver, include, path, re_path

from rugsat.web.api import problems
from rugsat.web.api.access import rate_of
from rugsat.web.api.service import ROOT, build

api = build()
_BRACES = str.maketrans("<>", "{}")


def _answered(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """The view with every error as a problem, and with headers that say what of the rate is left."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            _refuse_unknown(request)
            response = view(request, *args, **kwargs)
        except Exception as error:
            response = problems.of_error(request, error)
        if response.status_code == 405:
            allowed = response["Allow"]
            message = f"{request.method} is not done here: do {allowed}"
            response = problems.problem(request, 405, message, headers={"Allow": allowed})
        response.setdefault("Cache-Control", "no-store")
        if rate := rate_of(request):
            response["RateLimit-Limit"] = str(rate.limit)
            response["RateLimit-Remaining"] = str(rate.left)
            response["RateLimit-Reset"] = str(rate.resets_in_s)
        return response

    return answered


def _refuse_unknown(request: HttpRequest) -> None:
    """Refuse what is asked for by a name that the operation does not know, rather than answer something else."""
    match = request.resolver_match
    assert match is not None
    place = (match.route.translate(_BRACES), str(request.method).lower())
    known = _queries().get(place)
    if known is not None and (unknown := sorted(set(request.GET) - known)):
        message = f"nothing is asked by '{unknown[0]}' here: ask by {', '.join(sorted(known)) or 'nothing'}"
        raise problems.ProblemError(422, "not-valid", message)


@cache
def _queries() -> dict[tuple[str, str], frozenset[str]]:
    """The names that each operation knows, by its place and method."""
    return {
        (place.lstrip("/"), method): frozenset(
            each["name"] for each in operation.get("parameters", ()) if each["in"] == "query"
        )
        for place, methods in api.get_openapi_schema()["paths"].items()
        for method, operation in methods.items()
    }


def nothing(request: HttpRequest) -> HttpResponseBase:
    """Say that there is nothing at an address below the API."""
    return problems.of_error(request, Http404())


nothing.csrf_exempt = True  # type: ignore[attr-defined]


def _patterns() -> list[URLPattern | URLResolver]:
    found, app, namespace = api.urls
    for pattern in found:
        assert isinstance(pattern, URLPattern)
        assert pattern.callback is not None
        pattern.callback = _answered(pattern.callback)
    below = path(ROOT.lstrip("/"), include((found, app), namespace=namespace))
    return [below, re_path(r"^api/", nothing, name="api-nothing")]


urlpatterns = _patterns()
