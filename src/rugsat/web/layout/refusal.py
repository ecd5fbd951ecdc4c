"""Pages for what cannot be answered: what, why, and what to do next."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from rugsat.kernel.errors import RugsatError
from rugsat.kernel.language import gettext as _
from rugsat.store.queries.told import NotOnTheRegisterError
from rugsat.web.layout.area import Area
from rugsat.web.layout.page import render

_API = "/api/"


class BadQuestionError(RugsatError):
    """A question that is not written as it must be."""


class RefusalMiddleware:
    """Turns an error that a person can mend into a page that says so."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The page."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, _view: Any, _args: list[Any], _given: dict[str, Any]) -> None:
        """There is nothing at an address with a NUL, which no database may be asked for; the API says so itself."""
        if "\0" in request.path_info and not request.path_info.startswith(_API):
            raise Http404

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The page of an error that is meant for people; any other error is left to Django."""
        if not isinstance(exception, RugsatError):
            return None
        unknown = isinstance(exception, NotOnTheRegisterError)
        status = HTTPStatus.NOT_FOUND if unknown else HTTPStatus.BAD_REQUEST
        return refused(request, str(exception), status)


def refused(request: HttpRequest, why: str, status: HTTPStatus) -> HttpResponse:
    """The page that says why a question cannot be answered, in the area that it was asked in."""
    area = getattr(request, "area", None) or Area.of_path(request.path)
    found = status is HTTPStatus.NOT_FOUND
    title = _("Not on the register") if found else _("The question cannot be answered")
    return render(request, "layout/refusal.html.j2", area, status=status, title=title, why=why)


def no_such_page(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django gives it
    """The page for an address that leads nowhere."""
    why = _("There is no page at this address. Look at the address again, or begin at the start page.")
    area = Area.of_path(request.path)
    return render(
        request, "layout/refusal.html.j2", area, status=HTTPStatus.NOT_FOUND, title=_("Page not found"), why=why
    )


def broken(request: HttpRequest) -> HttpResponse:
    """The page for a fault of the program itself."""
    why = _("The fault is on our side and has been noted. Try again in a few minutes.")
    area = Area.of_path(request.path)
    status = HTTPStatus.INTERNAL_SERVER_ERROR
    return render(request, "layout/refusal.html.j2", area, status=status, title=_("Something went wrong"), why=why)
