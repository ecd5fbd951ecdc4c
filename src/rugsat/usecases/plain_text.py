"""Texts that every database keeps, and that a page or a letter shows as what they are."""

import dataclasses
import re
from collections.abc import Iterator, Mapping
from typing import Any

from rugsat.kernel.errors import RugsatError
from rugsat.kernel.printable import printable

LONGEST = 100_000
"""Characters of one text in an act; a longer one is a document, and is handed in as such."""
_ODD = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
"""Controls but tab and line ends, halves of letters, and marks that let a text be read in another order."""
_UNSEEN = re.compile("[\\s\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2060-\u2064\u3164\ufeff\uffa0]*")
_SHOWN = 40


class TextRefusedError(RugsatError):
    """A text with letters that are none, or longer than anything that is written in an act."""


def refuse_odd(said: Any, place: str = "") -> None:
    """Refuse a text anywhere in what was said that no register keeps; the error names its place."""
    for where, text in _texts(said, place):
        if len(text) > LONGEST:
            message = f"{where}: the text has {len(text)} characters and at most {LONGEST} are kept; hand in a document"
            raise TextRefusedError(message)
        if found := _ODD.search(text):
            message = (
                f"{where}: '{printable(text[:_SHOWN])}' holds the character {printable(found[0])}, which is no letter "
                "and would be shown as something else; write the text without it"
            )
            raise TextRefusedError(message)


def refuse_no_name(text: str, place: str) -> None:
    """Refuse what is no name: nothing that is seen, or more than one line."""
    if _UNSEEN.fullmatch(text) or len(text.splitlines()) > 1:
        message = f"{place}: '{printable(text[:_SHOWN])}' is no name; write it in one line, in letters that are seen"
        raise TextRefusedError(message)


def _texts(said: Any, place: str) -> Iterator[tuple[str, str]]:
    if isinstance(said, str):
        yield place or "the text", said
    elif isinstance(said, Mapping):
        for name, value in said.items():
            yield from _texts(str(name), f"{place}.{printable(str(name)[:_SHOWN])}".lstrip("."))
            yield from _texts(value, f"{place}.{printable(str(name)[:_SHOWN])}".lstrip("."))
    elif isinstance(said, list | tuple | set | frozenset):
        for number, value in enumerate(said, 1):
            yield from _texts(value, f"{place}[{number}]")
    elif dataclasses.is_dataclass(said) and not isinstance(said, type):
        for field in dataclasses.fields(said):
            yield from _texts(getattr(said, field.name), f"{place}.{field.name}".lstrip("."))
