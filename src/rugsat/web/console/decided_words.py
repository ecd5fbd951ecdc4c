"""What was decided in an act, in words: each field by its title, each value as people read it."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from markupsafe import Markup

from rugsat.kernel.errors import RugsatError
from rugsat.store.queries.audit import TrailLine
from rugsat.web.console.decided_names import chosen, title_of
from rugsat.web.console.decided_values import COUNTED, VALUES, WHOLE, Word, counted
from rugsat.web.layout.said import said_value

Row = tuple[str, str]

_COMMA, _LINE = Markup(", "), Markup("<br>")
_CODE = Markup('<span class="rugsat-code">{}</span>')
_DIGEST = re.compile(r"[0-9a-f]{64}")
_SAYS, _DEEPEST = "says", 6
_IN_CODE = frozenset(
    {
        "accounts.account",
        "accounts.bank",
        "authorisation",
        "bank_line",
        "banks.account",
        "banks.bank",
        "body",
        "by",
        "case",
        "commit",
        "connection",
        "customs_reference",
        "draft",
        "drafted_by",
        "field",
        "file",
        "filing",
        "finding",
        "findings",
        "held",
        "invoice",
        "lei",
        "meter",
        "namesakes",
        "no_longer_listed",
        "nonce",
        "officer",
        "opened.*",
        "owner",
        "part",
        "party",
        "person",
        "proposed_by",
        "provider",
        "run",
        "sender",
        "serial",
        "serials",
        "signature",
        "site",
        "to",
        "token",
        "wallet.account",
        "wallets.account",
        "warning",
        "websites",
        "written_by",
    }
)
"""Numbers of the register, logins, identifiers: they stay as they are, in the letters of code."""
_NONE_OF_THE_FIELD = (ArithmeticError, AttributeError, LookupError, RecursionError, RugsatError, TypeError, ValueError)
"""What is raised where a value is none of its field's; the log keeps what was said, whatever it is."""


def decided(line: TrailLine) -> list[Row]:
    """What was decided, as titles and values; what holds nothing is left out, a code that nobody knows is as it is."""
    return list(_rows(line.content, line.kind.partition("_")[0]))


def _rows(content: Mapping[str, Any], within: str) -> Iterator[Row]:
    for name, value in content.items():
        if name == _SAYS and isinstance(value, Mapping):
            yield from _rows(value, _SAYS)
        elif shown := _shown(name, value, within, 0):
            yield title_of(name, within), shown


def _shown(name: str, value: Any, within: str, depth: int) -> Markup:
    """A value, in which what lies within it has its titles, too."""
    if value is None or value == "" or depth > _DEEPEST:
        return _plain(value)
    if isinstance(value, Mapping):
        whole = _tried(WHOLE.get(name), value)
        return Markup.escape(whole) if whole else _pairs(value, name, depth)
    if isinstance(value, list | tuple):
        shown = [each for each in (_shown(name, one, within, depth + 1) for one in value) if each]
        things = any(isinstance(one, Mapping | list | tuple) for one in value)
        return (_LINE if things else _COMMA).join(shown)
    return _leaf(name, value, within)


def _pairs(held: Mapping[str, Any], within: str, depth: int) -> Markup:
    parts = ((title_of(name, within), _shown(name, value, within, depth + 1)) for name, value in held.items())
    return Markup("; ").join(Markup("{}: {}").format(title, shown) for title, shown in parts if shown)


def _leaf(name: str, value: Any, within: str) -> Markup:
    as_written: Word | None = counted if within in COUNTED else chosen(VALUES, name, within)
    words = None if isinstance(value, bool) else _tried(as_written, value)
    if words is None:
        words = _tried(lambda each: said_value(name, each), value)
    if words is None:
        return _plain(value)
    is_code = bool(_IN_CODE & {name, f"{within}.{name}", f"{within}.*"}) or _DIGEST.fullmatch(words)
    return _CODE.format(words) if is_code and words == str(value) else Markup.escape(words)


def _tried(as_written: Callable[[Any], str] | None, value: Any) -> str | None:
    """The value as its field writes it; None where it has no way of its own, or the value is none of the field's."""
    if as_written is None:
        return None
    try:
        return str(as_written(value))
    except _NONE_OF_THE_FIELD:
        return None


def _plain(value: Any) -> Markup:
    """A value as it is; of one that lies deeper than can be written, that there is something."""
    try:
        return Markup.escape("" if value is None else str(value))
    except RecursionError:
        return Markup("…")


DECIDED_WORDS = {"decided": decided}
"""Filters of the templates."""
