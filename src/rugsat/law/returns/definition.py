"""What a return is: its columns, rules, keys, derived columns and calendar, as read from its YAML file."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from rugsat.kernel.citation import Citation
from rugsat.kernel.column import LEGAL_DAY, LOCATOR, Column, ColumnType


class InputType(StrEnum):
    """How a value is written in a filed file."""

    TEXT = "text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    DATE = "date"
    MONTH = "month"
    """A calendar month, written 2026-01; kept as the date of its first day."""
    MOMENT = "moment"
    """An ISO 8601 time with offset or Z; without one it is local time of the jurisdiction."""
    BOOLEAN = "boolean"
    SEALED = "sealed"
    """A national identifier encrypted to the authority; intake keeps a person token instead of it."""

    @property
    def kept_as(self) -> ColumnType:
        """The type of the column in the lake."""
        return _KEPT_AS[self]


_KEPT_AS = {
    InputType.TEXT: ColumnType.TEXT,
    InputType.INTEGER: ColumnType.INTEGER,
    InputType.DECIMAL: ColumnType.DECIMAL,
    InputType.DATE: ColumnType.DATE,
    InputType.MONTH: ColumnType.DATE,
    InputType.MOMENT: ColumnType.MOMENT,
    InputType.BOOLEAN: ColumnType.BOOLEAN,
    InputType.SEALED: ColumnType.TEXT,
}


@dataclass(frozen=True, slots=True)
class Rule:
    """A named rule with its options; `on` is the column it looks at, empty for a rule over several columns."""

    kind: str
    on: str = ""
    options: Mapping[str, Any] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """The name under which faults and receipts cite the rule, as in qty.range."""
        return f"{self.on or '+'.join(self.columns)}.{self.kind}"

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that the rule looks at."""
        return (self.on,) if self.on else tuple(self.options.get("columns", ()))


@dataclass(frozen=True, slots=True)
class ReturnColumn:
    """One column of a filed file."""

    name: str
    type: InputType
    meaning: str
    unit: str = ""
    required: bool = True
    standard: str = ""
    """Field of the standard that the column follows, as in auth.113 OrdrIdData."""
    rules: tuple[Rule, ...] = ()
    example: str = ""
    """A good value as it is written in a file; together the examples of a return are a good row."""

    @property
    def kept(self) -> Column:
        """The column as it is kept: moments are renamed from name to name_us, sealed ones keep the token."""
        name = f"{self.name}_us" if self.type is InputType.MOMENT else self.name
        return Column(name, self.type.kept_as, self.meaning, self.unit, nullable=not self.required)


@dataclass(frozen=True, slots=True)
class Derivation:
    """A column that intake computes, once, with a stated rule; checks never compute it again."""

    column: Column
    rule: str
    options: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Due:
    """When a return is due: so many days, working days or months after its period; `by` is the local hour."""

    count: int
    unit: str
    """day, working_day, month, or day_of_next_month (count is then the number of that day)."""


@dataclass(frozen=True, slots=True)
class FilingCalendar:
    """How often a return is filed and when it is due, with the rule's source; due None is not set."""

    every: str
    due: Due | None
    kind: str
    """law, policy or demonstration."""
    citation: Citation | None


@dataclass(frozen=True, slots=True)
class ReturnDefinition:
    """A return of a jurisdiction in the form that is in force since a day."""

    name: str
    jurisdiction: str
    title: Mapping[str, str]
    since: date
    until: date | None
    filed_by: tuple[str, ...]
    """Roles: miner, pool, exchange, custodian, energy_provider, bank, authority."""
    standard: str
    columns: tuple[ReturnColumn, ...]
    rules: tuple[Rule, ...]
    """Rules over several columns; the keys are among them as a rule of kind unique."""
    keys: tuple[str, ...]
    legal_day: str
    """Column that the legal day is taken from: a date, a month (its first day) or a moment (its local day)."""
    in_part: bool
    """Whether good rows are taken where others are bad."""
    derived: tuple[Derivation, ...]
    calendar: FilingCalendar
    citation: Citation | None
    time_zone: str
    about: tuple[str, ...] = ()
    """What the return is, and what the jurisdiction notes on it."""

    @property
    def description(self) -> str:
        """All that is said about it, as one text."""
        return " ".join(self.about)

    @property
    def kept_columns(self) -> tuple[Column, ...]:
        """All columns of the dataset in the lake, in order: filed, derived, legal day, locator."""
        filed = tuple(column.kept for column in self.columns)
        return (*filed, *(derivation.column for derivation in self.derived), LEGAL_DAY, *LOCATOR)

    @property
    def all_rules(self) -> tuple[Rule, ...]:
        """Every rule: of each column in order, then those over several columns."""
        return (*(rule for column in self.columns for rule in column.rules), *self.rules)
