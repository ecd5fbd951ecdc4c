"""A record as JSON and back: a mapping is read into a frozen dataclass strictly, and every fault names its place."""

import dataclasses
import types
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from hashlib import sha256
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from rugsat.kernel.errors import RugsatError
from rugsat.kernel.numbers import exact, plain

T = TypeVar("T")


class RecordError(RugsatError):
    """A record that is not as its form says."""

    def __init__(self, place: str, message: str) -> None:
        self.place = place
        super().__init__(f"{place}: {message}")


def read_record(form: type[T], content: object, *, place: str) -> T:
    """Read a mapping into a dataclass; RecordError for a field that is unknown, missing or of another type.

    Days are written 2026-01-31; decimals are written as text or whole numbers, so that nothing is lost on the way.
    """
    if not isinstance(content, Mapping):
        message = f"a mapping of fields is needed, not {_kind(content)}"
        raise RecordError(place, message)
    hints = _hints_of(form)
    if unknown := [str(name) for name in content if name not in hints]:
        message = f"there is no such field; there is {', '.join(hints)}"
        where = f"{place}.{unknown[0]}"
        raise RecordError(where, message)
    values = {}
    for field in dataclasses.fields(form):  # type: ignore[arg-type]
        if field.name in content:
            values[field.name] = _value(hints[field.name], content[field.name], f"{place}.{field.name}")
        elif field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING:
            where, message = f"{place}.{field.name}", "the field is missing; write it"
            raise RecordError(where, message)
    return form(**values)


def to_plain(value: Any) -> Any:
    """A record, or whatever it is made of, as JSON holds it: days and decimals as text, bytes by their SHA-256."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: to_plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {str(name): to_plain(each) for name, each in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [to_plain(each) for each in value]
    if isinstance(value, Decimal):
        return plain(value)
    return _as_text(value)


def _as_text(value: Any) -> Any:
    """A single value: what JSON knows as it is, a moment, bytes by their digest, anything else as it prints."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, bytes):
        return sha256(value).hexdigest()
    return value if value is None or isinstance(value, bool | int) else str(value)


def _hints_of(form: Any) -> dict[str, Any]:
    return _hints(form)


@cache
def _hints(form: Any) -> dict[str, Any]:
    return get_type_hints(form)


def _value(hint: Any, content: Any, place: str) -> Any:
    origin = get_origin(hint)
    if origin in {Union, types.UnionType}:
        if content is None and type(None) in get_args(hint):
            return None
        return _value(next(each for each in get_args(hint) if each is not type(None)), content, place)
    if origin is tuple:
        if not isinstance(content, Sequence) or isinstance(content, str):
            message = f"a list is needed, not {_kind(content)}"
            raise RecordError(place, message)
        item = get_args(hint)[0]
        return tuple(_value(item, each, f"{place}[{number}]") for number, each in enumerate(content, 1))
    if origin is not None:
        if not isinstance(content, Mapping):
            message = f"a mapping is needed, not {_kind(content)}"
            raise RecordError(place, message)
        item = get_args(hint)[1]
        return {str(name): _value(item, each, f"{place}.{name}") for name, each in content.items()}
    if dataclasses.is_dataclass(hint):
        form: Any = hint
        return read_record(form, content, place=place)
    return content if hint in {object, Any} else _plain_value(hint, content, place)


def _plain_value(hint: Any, content: Any, place: str) -> Any:
    try:
        if hint is date and isinstance(content, str):
            return datetime.strptime(content, "%Y-%m-%d").date()  # noqa: DTZ007 - a day has no zone
        if hint is Decimal and isinstance(content, str | int) and not isinstance(content, bool):
            return exact(str(content))
    except ValueError as error:
        raise RecordError(place, str(error)) from None
    if type(content) is hint:
        return content
    message = f"{_NAMES.get(hint, hint.__name__)} is needed, not {_kind(content)}"
    raise RecordError(place, message)


_NAMES = {str: "text", int: "a whole number", bool: "true or false", date: "a day", Decimal: "a number written as text"}


def _kind(content: object) -> str:
    return _NAMES.get(type(content), "nothing" if content is None else f"a {type(content).__name__}")
