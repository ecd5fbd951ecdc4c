"""What a page was asked in its address or its form: days, texts and places in lists, each read strictly."""

from collections.abc import Iterable
from datetime import date

from django.http import HttpRequest, QueryDict

from rugsat.kernel.language import gettext as _
from rugsat.web.layout.moment import today
from rugsat.web.layout.refusal import BadQuestionError

_LONGEST = 200
_LAST_PAGE = 1_000
_DIGITS = 9
"""Of a number in an address or a form; what has more is none that a page has written."""


def day_of(request: HttpRequest, name: str = "on", *, default: date | None = None) -> date:
    """The day that is asked for, written YYYY-MM-DD; today where none is."""
    text = request.GET.get(name, "")
    return _day(text) if text else default or today()


def day_sent(request: HttpRequest, name: str) -> date | None:
    """The day in a field of the form that was sent; None where it is empty."""
    text = request.POST.get(name, "").strip()
    return _day(text) if text else None


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = None
    # Every written form but this one would be a second address of the same page.
    if day is None or text != day.isoformat() or not 1900 <= day.year < 9999:
        message = _("'{text}' is no day: write year, month and day, as in 2026-03-31.").format(text=text[:20])
        raise BadQuestionError(message)
    return day


def day_if_asked(request: HttpRequest, name: str) -> date | None:
    """The day that is asked for; None where none is."""
    return day_of(request, name) if request.GET.get(name) else None


def text_of(request: HttpRequest, name: str = "q", longest: int = _LONGEST) -> str:
    """A text, without what no name or number holds."""
    text = " ".join(request.GET.get(name, "").replace("\0", " ").split())
    return text[:longest]


def page_of(request: HttpRequest) -> int:
    """The number of a page, from 1."""
    text = request.GET.get("page", "1")
    if not text.isascii() or not text.isdigit() or len(text) > _DIGITS or not 1 <= int(text) <= _LAST_PAGE:
        message = _("'{text}' is no number of a page: begin with the first.").format(text=text[:20])
        raise BadQuestionError(message)
    return int(text)


def one_of(request: HttpRequest, name: str, choices: Iterable[tuple[str, str]]) -> str:
    """The one of the choices, given as value and word, that is asked for; empty where none is."""
    text = request.GET.get(name, "")
    if text and text not in {value for value, _word in choices}:
        message = _("The list cannot be narrowed to '{text}': choose one of the words offered.").format(text=text[:60])
        raise BadQuestionError(message)
    return text


def address_with(request: HttpRequest, **changed: str) -> str:
    """The address of the page with other parameters; one that is empty falls away."""
    asked: QueryDict = request.GET.copy()
    for name, value in changed.items():
        asked[name] = value
    for name in [name for name, value in asked.items() if not value]:
        del asked[name]
    return f"{request.path}?{asked.urlencode()}" if asked else request.path
