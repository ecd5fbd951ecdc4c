"""Words for people in English, Russian and Turkmen, through gettext."""

import gettext as _gettext
import io
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from importlib.resources import files

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LANGUAGES = ("en", "ru", "tk")

_language: ContextVar[str] = ContextVar("language", default="en")


def language() -> str:
    """The language that words are given in now."""
    return _language.get()


def speak(chosen: str) -> None:
    """Give words in the chosen language from now on; one that is not known gives English."""
    _language.set(chosen if chosen in LANGUAGES else "en")


@contextmanager
def speaking(chosen: str) -> Iterator[None]:
    """Give words in the chosen language within a with block."""
    token = _language.set(chosen if chosen in LANGUAGES else "en")
    try:
        yield
    finally:
        _language.reset(token)


def gettext(message: str) -> str:
    """The message in the present language, in English where it is not translated."""
    return _catalogue(language()).gettext(message)


def ngettext(singular: str, plural: str, count: int) -> str:
    """The message for a count, by the plural rules of the present language."""
    return _catalogue(language()).ngettext(singular, plural, count)


def in_language(titles: Mapping[str, str]) -> str:
    """The title in the present language, else in English, else whichever there is first."""
    return titles.get(language()) or titles.get("en") or next(iter(titles.values()), "")


@cache
def _catalogue(chosen: str) -> _gettext.NullTranslations:
    source = files("rugsat").joinpath("locale", chosen, "rugsat.po")
    if not source.is_file():
        return _gettext.NullTranslations()
    compiled = io.BytesIO()
    # Compiled at first use, so that no built catalogue has to be kept in step with its source.
    write_mo(compiled, read_po(io.BytesIO(source.read_bytes()), locale=chosen))
    compiled.seek(0)
    return _gettext.GNUTranslations(compiled)
