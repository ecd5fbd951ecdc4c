"""The shapes that a value of the law may have, each read strictly: amount, indexed amount, scale, schedule, list."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias

from rugsat.kernel.numbers import exact, plain
from rugsat.kernel.unit import Unit, UnknownUnitError, unit_named
from rugsat.law.source.document import Node

_CLOCK = re.compile(r"([01]\d|2[0-3]):([0-5]\d)|24:00")
_DAY_MINUTES = 24 * 60
_YEAR = tuple(range(1, 13))


class Shape(StrEnum):
    """The closed set of shapes."""

    AMOUNT = "amount"
    INDEXED_AMOUNT = "indexed_amount"
    """A number of units of an index, such as MCI or BRV, whose money value changes with the years."""
    SCALE = "scale"
    """A rate by brackets."""
    SCHEDULE = "schedule"
    """A value by hour of the day and month of the year."""
    LIST = "list"


@dataclass(frozen=True, slots=True)
class Bracket:
    """A rate that holds from a lower bound on, up to the next bracket."""

    since: Decimal
    rate: Decimal


@dataclass(frozen=True, slots=True)
class Scale:
    """Brackets in ascending order."""

    brackets: tuple[Bracket, ...]

    def rate_at(self, measure: Decimal) -> Decimal | None:
        """The rate of the bracket that the measure falls in; None below the lowest."""
        rates = [bracket.rate for bracket in self.brackets if bracket.since <= measure]
        return rates[-1] if rates else None


@dataclass(frozen=True, slots=True)
class Part:
    """A value that holds between two minutes of the local day, in some months; it may run past midnight."""

    since_minute: int
    until_minute: int
    months: tuple[int, ...]
    value: Decimal

    @property
    def minutes(self) -> frozenset[int]:
        """The minutes of the day that it covers, counted from midnight."""
        end = self.until_minute if self.until_minute > self.since_minute else self.until_minute + _DAY_MINUTES
        return frozenset(minute % _DAY_MINUTES for minute in range(self.since_minute, end))


@dataclass(frozen=True, slots=True)
class Schedule:
    """Parts of the day and year that do not overlap; between them nothing is set."""

    parts: tuple[Part, ...]

    def value_at(self, *, month: int, minute: int) -> Decimal | None:
        """The value at a minute of the local day (0 is midnight) in a month; None where no part holds."""
        held = (part.value for part in self.parts if month in part.months and minute in part.minutes)
        return next(held, None)


Value: TypeAlias = Decimal | Scale | Schedule | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """How the values of a parameter are written: shape, unit and, for a scale, the unit of its brackets."""

    shape: Shape
    unit: Unit
    of: Unit | None = None

    def read(self, node: Node) -> Value:
        """Read one value; a number that is not exact in the unit is refused."""
        if self.shape is Shape.SCALE:
            return self._scale(node)
        if self.shape is Shape.SCHEDULE:
            return self._schedule(node)
        return node.texts() if self.shape is Shape.LIST else _number(node, self.unit)

    def items(self, value: Value) -> tuple[tuple[str, Decimal | None], ...]:
        """The value in parts, each as text and number: an amount has one part with no text, a list only texts."""
        if isinstance(value, Scale):
            unit = self.of.name if self.of else ""
            return tuple((f"from {plain(bracket.since)} {unit}", bracket.rate) for bracket in value.brackets)
        if isinstance(value, Schedule):
            return tuple((_part_text(part), part.value) for part in value.parts)
        return ((("", value),)) if isinstance(value, Decimal) else tuple((text, None) for text in value)

    def _scale(self, node: Node) -> Scale:
        brackets: list[Bracket] = []
        for item in node.sequence():
            entries = item.mapping(required=("from", "rate"))
            since = _number(entries["from"], self.of or self.unit)
            if brackets and since <= brackets[-1].since:
                entries["from"].refuse(f"brackets must ascend: {since} does not come after {brackets[-1].since}")
            brackets.append(Bracket(since, _number(entries["rate"], self.unit)))
        if not brackets:
            node.refuse("a scale has at least one bracket")
        return Scale(tuple(brackets))

    def _schedule(self, node: Node) -> Schedule:
        parts: list[Part] = []
        for item in node.sequence():
            part = self._part(item)
            for other in parts:
                if set(part.months) & set(other.months) and part.minutes & other.minutes:
                    item.refuse(f"{_part_text(part)} overlaps {_part_text(other)}: each minute belongs to one part")
            parts.append(part)
        if not parts:
            node.refuse("a schedule has at least one part")
        return Schedule(tuple(parts))

    def _part(self, node: Node) -> Part:
        entries = node.mapping(required=("from", "until", "value"), optional=("months",))
        since, until = _minute(entries["from"]), _minute(entries["until"])
        if since in {until, _DAY_MINUTES}:
            node.refuse("a part must last at least a minute: use from 00:00 until 24:00 for the whole day")
        months = _months(entries["months"]) if "months" in entries else _YEAR
        return Part(since, until, months, _number(entries["value"], self.unit))


def read_form(entries: dict[str, Node]) -> Form:
    """Read the keys `shape`, `unit` and `of` of a parameter; a unit that the shape cannot have is refused."""
    shape, unit = entries["shape"].one_of(Shape), _unit(entries["unit"])
    if (shape is Shape.LIST) != (unit.name == "text"):
        entries["unit"].refuse(f"a {shape} cannot have the unit {unit.name}: only lists are of text")
    if (shape is Shape.INDEXED_AMOUNT) != (unit.dimension == "index"):
        entries["unit"].refuse(f"an {shape} cannot have the unit {unit.name}: only an indexed_amount counts an index")
    if shape is not Shape.SCALE:
        if "of" in entries:
            entries["of"].refuse("only a scale has the key 'of'")
        return Form(shape, unit)
    if "of" not in entries:
        entries["shape"].refuse("the unit that the brackets are measured in is missing: write of: …")
    return Form(shape, unit, _unit(entries["of"]))


def _unit(node: Node) -> Unit:
    try:
        return unit_named(node.text())
    except UnknownUnitError as error:
        node.refuse(str(error))


def _number(node: Node, unit: Unit) -> Decimal:
    value = node.number()
    try:
        exact(str(value))
        base = unit.in_base(value)
    except ValueError as error:
        node.refuse(f"{error}: write it in a unit in which it is exact")
    if unit.name == "switch" and base not in {0, 1}:
        node.refuse("a switch is 1 or 0")
    return value


def _minute(node: Node) -> int:
    if not _CLOCK.fullmatch(node.text()):
        node.refuse(f"'{node.text()}' is no time of the day: write it as 17:00")
    hour, _, minute = node.text().partition(":")
    return int(hour) * 60 + int(minute)


def _months(node: Node) -> tuple[int, ...]:
    months: list[int] = []
    for item in node.sequence():
        if item.whole() not in _YEAR or item.whole() in months:
            item.refuse("a month is a number from 1 to 12, each only once")
        months.append(item.whole())
    if not months:
        node.refuse("at least one month must be named; leave the key out for the whole year")
    return tuple(months)


def _part_text(part: Part) -> str:
    return f"{_clock(part.since_minute)}-{_clock(part.until_minute)}{_months_text(part.months)}"


def _clock(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"


def _months_text(months: Iterable[int]) -> str:
    return "" if tuple(months) == _YEAR else f" in months {', '.join(map(str, months))}"
