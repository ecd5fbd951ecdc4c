"""Why a whole file was refused, in the language of the reader.

Intake says it once and in English, as the file, what is wrong, and what to do. What is wrong and what to do are
recognised by their patterns and said again; what is not recognised is shown as it was written.
"""

import re
from functools import cache

from rugsat.kernel.language import gettext


def _mark(message: str) -> str:
    """Mark a message for translators; it is translated where it is used."""
    return message


_PATTERNS = (
    _mark("{name} is filed by {roles}, and '{sender}' is none in {period}"),
    _mark("{name} is filed by {every}, and {period} is none"),
    _mark("name the {every} it is for"),
    _mark("let the party file it that owes it"),
    _mark("the register does not know '{sender}' in {period}"),
    _mark("name the sender as it does"),
    _mark("it is empty"),
    _mark("write the rows, or, where there is nothing to report, name it {name}"),
    _mark("it is filed as {kind} and is not empty"),
    _mark("empty it, or file it as a correction"),
    _mark("it has a header and no rows"),
    _mark("where there is nothing to report, file an empty file as nil"),
    _mark("the header has unknown columns: {columns}"),
    _mark("the header has repeated columns: {columns}"),
    _mark("the header has missing columns: {columns}"),
    _mark("write each of these once: {columns}"),
    _mark("the header has {count} columns, more than {limit}"),
    _mark("file the return's template"),
    _mark("it has no header"),
    _mark("write the names of the columns into the first line"),
    _mark("its header is not UTF-8 text"),
    _mark("save it as CSV in UTF-8"),
    _mark("the file has more than {limit} rows"),
    _mark("the file unpacks to more than {limit} bytes"),
    _mark("file it in parts"),
    _mark("half a file: its {packing} data stop before their end"),
    _mark("send the whole file again"),
    _mark("it is one JSON list"),
    _mark("write one object on each line (NDJSON)"),
    _mark("it changed while it was read"),
    _mark("file it once it is whole"),
)
_PERIODS = frozenset({_mark("day"), _mark("month"), _mark("quarter"), _mark("year")})
_FIELD = re.compile(r"\\\{(\w+)\\\}")


def refusal_in_words(refusal: str, file: str = "") -> str:
    """Why a file was refused: the file where it is named, what is wrong, what to do."""
    beginning = f"{file}: " if file and refusal.startswith(f"{file}: ") else ""
    return beginning + "; ".join(_part(each) for each in refusal.removeprefix(beginning).split("; "))


def _part(said: str) -> str:
    for pattern in _PATTERNS:
        if held := _regex(pattern).fullmatch(said):
            return gettext(pattern).format(**{name: _written(name, value) for name, value in held.groupdict().items()})
    return said


def _written(name: str, value: str) -> str:
    return gettext(value) if name == "every" and value in _PERIODS else value


@cache
def _regex(pattern: str) -> re.Pattern[str]:
    """The pattern with its fields as groups; re.escape has put a backslash before each brace."""
    return re.compile(_FIELD.sub(lambda held: f"(?P<{held[1]}>.+?)", re.escape(pattern)))
