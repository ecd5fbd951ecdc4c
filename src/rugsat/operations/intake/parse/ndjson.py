"""NDJSON in, batches out: one object a line, numbers exactly as they are written, every bad line named."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rugsat.operations.intake.parse.batch import Batch, FileRefusedError, Header
from rugsat.operations.intake.parse.container import open_unpacked
from rugsat.operations.intake.parse.gather import Field, Gatherer
from rugsat.operations.intake.parse.limits import Limits
from rugsat.operations.intake.parse.lines import Line, lines_of
from rugsat.operations.intake.parse.plain_number import without_exponent

_TEXT = {str, type(None)}
_SHOWN = 120


class _Bad(Exception):  # noqa: N818 - it is a fault of a line on its way, not an error
    """What is wrong with a line."""

    def __init__(self, *, rule: str, expected: str, value: Field = None, field: str = "") -> None:
        super().__init__(rule)
        self.field, self.value, self.rule, self.expected = field, value, rule, expected


def read(path: Path, *, header: Header, limits: Limits) -> Iterator[Batch]:
    """Read NDJSON, packed or not; a missing key is an empty field, the keys of the first object stop the file.

    Numbers keep the text that they are written with (an exponent is written out), true and false become text.
    """
    gatherer = Gatherer(header.known, limits=limits)
    lines = _Lines(header)
    checked = False
    with open_unpacked(path, limits=limits) as file:
        for line in lines_of(file, limits=limits):
            if line.number > limits.rows:
                message = f"the file has more than {limits.rows} rows; file it in parts"
                raise FileRefusedError(message, file=path.name)
            try:
                found = lines.object_of(line)
                if not checked:
                    # Keys may be left out of an object, so what is required is judged row by row.
                    header.check([*found, *(header.required - found.keys())], file=path.name, limits=limits)
                    checked = True
                gatherer.add(line.number, lines.fields_of(found), len(line.content))
            except _Bad as bad:
                gatherer.fault(line.number, field=bad.field, value=bad.value, rule=bad.rule, expected=bad.expected)
            if gatherer.full:
                yield gatherer.batch(bytes_read=file.bytes_read)
        yield gatherer.batch(bytes_read=file.bytes_read)


class _Lines:
    """Reads single lines for one header."""

    def __init__(self, header: Header) -> None:
        self._known = header.known
        self._known_keys = frozenset(header.known)
        decoder = json.JSONDecoder(
            object_pairs_hook=_object, parse_float=without_exponent, parse_int=str, parse_constant=_no_number
        )
        self._decode = decoder.decode

    def object_of(self, line: Line) -> dict[str, Any]:
        """The object on a line."""
        text = _text_of(line)
        try:
            found = self._decode(text)
        except json.JSONDecodeError as error:
            expected = f"one JSON object on the line; at character {error.pos + 1}: {error.msg}"
            raise _Bad(rule="json", expected=expected, value=text[:_SHOWN]) from None
        except RecursionError:
            raise _Bad(rule="nested", expected="an object whose values are plain", value=text[:_SHOWN]) from None
        if not isinstance(found, dict):
            raise _Bad(rule="json", expected="one JSON object on the line", value=text[:_SHOWN])
        return found

    def fields_of(self, found: dict[str, Any]) -> list[Field]:
        """The fields of an object in the order of the columns."""
        if not found.keys() <= self._known_keys:
            unknown = next(key for key in found if key not in self._known_keys)
            raise _Bad(rule="unknown_key", expected=f"one of {', '.join(self._known)}", field=unknown[:_SHOWN])
        fields = [found.get(name) for name in self._known]
        return fields if _TEXT.issuperset(map(type, fields)) else [*map(_plain, self._known, fields)]


def _text_of(line: Line) -> str:
    if line.too_long:
        raise _Bad(rule="length", expected="a line of at most as many bytes as one row may have")
    try:
        text = line.content.decode()
    except UnicodeDecodeError as error:
        shown = line.content[:_SHOWN].decode(errors="replace")
        raise _Bad(rule="utf8", expected=f"UTF-8; byte {error.start + 1} of the line is none", value=shown) from None
    if "\0" in text:
        raise _Bad(rule="nul", expected="text without NUL characters", value=text[:_SHOWN])
    return text


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    seen: set[str] = set()
    for key, _ in pairs:
        if key in seen:
            raise _Bad(rule="repeated_key", expected="every key once", field=key[:_SHOWN])
        seen.add(key)
    return found


def _no_number(text: str) -> str:
    raise _Bad(rule="json", expected="a number; NaN and Infinity are none", value=text)


def _plain(name: str, value: Any) -> Field:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    raise _Bad(
        rule="nested",
        expected="a text, a number, true, false or null",
        value="{…}" if isinstance(value, dict) else "[…]",
        field=name,
    )
