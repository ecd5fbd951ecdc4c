"""One law for a page: what is only looked at is made under the law that was in force when it was asked for."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from rugsat.store.kept_law import one_law


class LawMiddleware:
    """Lets a page that changes nothing ask for the law as often as it needs to, and be told the same each time."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The page; an act may publish law, so that what follows it asks anew."""
        if request.method not in {"GET", "HEAD"}:
            return self.get_response(request)
        with one_law():
            return self.get_response(request)
