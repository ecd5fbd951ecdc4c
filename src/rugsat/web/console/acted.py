"""An act from a page of the console: whoever acts has just shown who he is, and a reload does not act again."""

from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from rugsat.usecases.use_case import UseCase
from rugsat.web.layout.acting import Refused, carried_out
from rugsat.web.layout.session import ask_again, fresh


def acted(
    request: HttpRequest, use_case: UseCase[Any], said: str, address: str = "", /, **asked: Any
) -> HttpResponse | Refused:
    """Carry an act out and go on to the address, or to this page where none is given; why not where it is refused."""
    if not fresh(request):
        return ask_again(request)
    done = carried_out(request, use_case, said, **asked)
    return done if isinstance(done, Refused) else gone_on(address or request.path)


def as_sent(request: HttpRequest, refused: Refused | None, *names: str) -> dict[str, str]:
    """What was written in the fields of a form whose act was refused; empty where none was."""
    return {name: request.POST.get(name, "") if refused else "" for name in names}


def gone_on(address: str) -> HttpResponse:
    """To the page that shows what was done, so that a reload does nothing."""
    return HttpResponseRedirect(address, status=HTTPStatus.SEE_OTHER)
