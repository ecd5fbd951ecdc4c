"""Questions whose text is written once: what they ask about changes, how they are put to the database does not.

Composing a query set and writing it as SQL costs several times as much as a database needs to answer a question by an
index. The text of a question that is asked with other values each time is a pure function of the models, so that it is
written when it is first asked, and only the values are put in from then on. No answer is kept.
"""

from collections.abc import Callable, Collection, Hashable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, Generic, TypeVar

from django.db import connection
from django.db.models import QuerySet
from django.db.models.query import ModelIterable, ValuesListIterable, get_related_populators

Row = TypeVar("Row")

_populators: Callable[..., Sequence[Any]] = get_related_populators
_FIRST = datetime(1000, 1, 1, tzinfo=UTC)
"""No day and no moment of a register is so old: such days stand for those that are asked about."""
_NUMBER = -(10**15)
_MOST_VALUES = 512
_MOST_KEPT = 256


@dataclass(frozen=True, slots=True)
class Fixed:
    """A value that is part of the text, such as how many rows are wanted at most: one of few."""

    value: Hashable


Value = str | int | date | datetime | Collection[str] | Fixed | None


@dataclass(frozen=True, slots=True)
class _Written:
    """A question as it is put to the database, and how its answer is read."""

    sql: str
    places: tuple[tuple[str, int] | None, ...]
    """For each value in the text, which one it is of those asked about; None where it is always the same."""
    always: tuple[Any, ...]
    converters: tuple[tuple[int, Sequence[Any], Any], ...]
    read: Callable[[Sequence[Any]], Any]


class Prepared(Generic[Row]):
    """A question that is composed from the values that it is asked with, by whoever calls it with their names.

    A value is a text, a whole number, a day, a moment, None, a collection of texts, or Fixed. What is composed may
    depend on whether a value is None and on what is Fixed, and on nothing else; a collection may only be asked about
    with `in`, where it does not matter that a value is said twice. Of one with more than 512 values the question is
    composed anew. Rows to be fetched beforehand are asked for by a question of their own. Raises TypeError where a
    question takes no such value.
    """

    def __init__(self, compose: Callable[..., QuerySet[Any, Row]]) -> None:
        self._compose = compose
        self._written: dict[tuple[Any, ...], _Written] = {}

    def __call__(self, **values: Value) -> list[Row]:
        """The rows of the answer; an empty sequence is asked about of nobody."""
        given = {name: _many(name, value) for name, value in values.items()}
        if () in given.values():
            return []
        if any(held and len(held) > _MOST_VALUES for held in given.values()):
            return list(self.queryset(**values))
        shape = (connection.vendor, *((name, _shape(values[name], held)) for name, held in given.items()))
        written = self._written.get(shape)
        if written is None:
            if len(self._written) >= _MOST_KEPT:
                self._written.clear()
            written = self._written[shape] = _write(self._compose, values, given)
        asked = [
            always if place is None else _adapted((given[place[0]] or ())[place[1]])
            for place, always in zip(written.places, written.always, strict=True)
        ]
        with connection.cursor() as cursor:
            cursor.execute(written.sql, asked)
            rows = cursor.fetchall()
        if written.converters:
            rows = [_converted(row, written.converters) for row in rows]
        return [written.read(row) for row in rows]

    def queryset(self, **values: Value) -> QuerySet[Any, Row]:
        """The question as a query set, to be looked at or narrowed further."""
        return self._compose(**{name: each.value if isinstance(each, Fixed) else each for name, each in values.items()})


def _many(name: str, value: Value) -> tuple[Any, ...] | None:
    """The values that stand for one: of a collection as many as the next power of two, the last of them repeated.

    So few texts are written for collections of any length.
    """
    if value is None or isinstance(value, Fixed):
        return None
    if isinstance(value, str | int | date):
        return (value,)
    if not isinstance(value, Collection):
        message = f"{name} is a {type(value).__name__}, and a prepared question takes texts, whole numbers and days"
        raise TypeError(message)
    held = tuple(value)
    return held and held + held[-1:] * ((1 << (len(held) - 1).bit_length()) - len(held))


def _shape(value: Value, held: tuple[Any, ...] | None) -> Hashable:
    """All of a value that the text depends on."""
    if held is None:
        return value if isinstance(value, Fixed) else None
    return (len(held), type(held[0]))


def _adapted(value: Any) -> Any:
    """A value as the database takes it."""
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return connection.ops.adapt_datefield_value(value) if isinstance(value, date) else value


def _write(compose: Callable[..., QuerySet[Any, Any]], values: dict[str, Value], given: dict[str, Any]) -> _Written:
    """Compose the question once with values that nobody asks about, and see where they come to stand."""
    stands: dict[str, tuple[Any, ...]] = {}
    for number, (name, held) in enumerate(given.items()):
        stands[name] = tuple(_stand_in(each, name, number, place) for place, each in enumerate(held or ()))
    places = {_adapted(each): (name, place) for name, held in stands.items() for place, each in enumerate(held)}
    rows = compose(**{name: _as_given(values[name], held) for name, held in stands.items()})
    compiler = rows.query.get_compiler(using=rows.db)
    sql, params = compiler.as_sql()
    found = tuple(places.get(each) if isinstance(each, str | int | date) else None for each in params)
    changed = {name for name, _ in places.values()} - {each[0] for each in found if each}
    # A text that is part of another one, as of a beginning, would stay there for ever.
    changed |= {each[1:].partition(".")[0] for each, place in zip(params, found, strict=True) if _holds(each, place)}
    if changed:
        message = f"a prepared question asks about {', '.join(sorted(changed))} in a way that changes with the value"
        raise TypeError(message)
    converters = compiler.get_converters([each[0] for each in compiler.select[: compiler.col_count]])
    held = tuple((place, functions, expression) for place, (functions, expression) in converters.items())
    return _Written(sql, found, tuple(params), held, _reader(rows, compiler))


def _holds(param: Any, place: tuple[str, int] | None) -> bool:
    """Whether what stands for a text is in a value that it is not the whole of."""
    return place is None and isinstance(param, str) and "\0" in param


def _stand_in(value: Any, name: str, number: int, place: int) -> str | int | date:
    if isinstance(value, datetime):
        return _FIRST + timedelta(days=number)
    if isinstance(value, date):
        return _FIRST.date() + timedelta(days=number)
    return _NUMBER - number if isinstance(value, int) else f"\0{name}.{place}"


def _as_given(value: Value, stands: tuple[Any, ...]) -> Any:
    if value is None or isinstance(value, Fixed):
        return value and value.value
    return stands[0] if isinstance(value, str | int | date) else list(stands)


def _converted(row: Sequence[Any], converters: tuple[tuple[int, Sequence[Any], Any], ...]) -> list[Any]:
    held = list(row)
    for place, functions, expression in converters:
        value = held[place]
        for function in functions:
            value = function(value, expression, connection)
        held[place] = value
    return held


def _reader(rows: QuerySet[Any, Any], compiler: Any) -> Callable[[Sequence[Any]], Any]:
    """How a row of the answer is read: as Django reads it."""
    kind = rows._iterable_class
    if kind is ValuesListIterable:
        return tuple
    if kind is not ModelIterable or vars(rows)["_prefetch_related_lookups"]:
        message = "a prepared question gives rows of a model or lists of values, and fetches nothing beforehand"
        raise TypeError(message)
    fields, model = compiler.klass_info["select_fields"], compiler.klass_info["model"]
    first, end = fields[0], fields[-1] + 1
    names = [each[0].target.attname for each in compiler.select[first:end]]
    related = _populators(compiler.klass_info, compiler.select, rows.db)
    more = tuple((compiler.annotation_col_map or {}).items())

    def read(row: Sequence[Any]) -> Any:
        made = model.from_db(rows.db, names, row[first:end])
        for each in related:
            each.populate(row, made)
        for name, place in more:
            setattr(made, name, row[place])
        return made

    return read
