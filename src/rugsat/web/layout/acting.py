"""Carrying out an act from a page: once, by whoever has signed in, having seen what the page showed."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest

from rugsat.kernel.errors import RugsatError
from rugsat.usecases.call import Call, Done, NotPermittedError, StaleError
from rugsat.usecases.use_case import UseCase
from rugsat.web.layout import moment
from rugsat.web.layout.visitor import visitor_of

KEY, SEEN, BEHALF = "act_key", "act_seen", "act_for"
"""Names of the hidden fields of a form: its key, the version that was shown; and of the field for a delegation."""

_DIGITS, _NO_VERSION = 9, 0


@dataclass(frozen=True, slots=True)
class Refused:
    """An act that was refused: why, and with which status the page is shown again."""

    why: str
    status: HTTPStatus


def new_key() -> str:
    """A key for a form, so that sending it twice acts once."""
    return uuid4().hex


def call_of(request: HttpRequest) -> Call:
    """The call for an act that a form asks for."""
    return Call(
        by=visitor_of(request).login,
        at=moment.now(),
        key=request.POST.get(KEY, "")[:80],
        seen=_version(request.POST.get(SEEN, "")),
        on_behalf_of=request.POST.get(BEHALF, "")[:80],
    )


def _version(text: str) -> int | None:
    """The version that a form says was seen; one that nothing ever has where it is written as no page writes it."""
    if not text:
        return None
    return int(text) if text.isdecimal() and text.isascii() and len(text) <= _DIGITS else _NO_VERSION


def carried_out(request: HttpRequest, use_case: UseCase[Any], said: str, /, **asked: Any) -> Done | Refused:
    """Carry an act out; the words for whoever did it are shown on the next page.

    Where it is refused, nothing is changed, and the page is to be shown again with the reason and what was written.
    """
    try:
        done: Done = use_case(call_of(request), **asked)
    except RugsatError as error:
        return refusal(error)
    messages.success(request, said)
    return done


def refusal(error: RugsatError) -> Refused:
    """What is told of an error that a person can mend."""
    if isinstance(error, NotPermittedError):
        return Refused(str(error), HTTPStatus.FORBIDDEN)
    return Refused(str(error), HTTPStatus.CONFLICT if isinstance(error, StaleError) else HTTPStatus.BAD_REQUEST)
