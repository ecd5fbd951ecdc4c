"""From the text of a field to its value: strictly, plain digits only, nothing guessed, nothing trimmed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

import polars as pl

from rugsat.domain.returns.moments import read_moments
from rugsat.domain.returns.refusal import Refusal
from rugsat.domain.returns.setting import Setting
from rugsat.kernel.numbers import PRECISION, SCALE
from rugsat.law.returns.definition import InputType, ReturnColumn

_INTEGER = r"^-?[0-9]{1,18}$"
_DECIMAL = rf"^-?[0-9]{{1,{PRECISION - SCALE}}}(\.[0-9]{{1,{SCALE}}})?$"
_DAY = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
_CONTROL = r"[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]"
_COMBINING = r"\p{M}"
_NO_VALUE = r"^(?:NULL|null|None|NaN|nan|NaT|N/A|#N/A|<NA>|\\N)$"
_NO_TEXT = rf"^[\s=+\-@]|\s$|{_CONTROL}|{_COMBINING}|{_NO_VALUE}"
_FORMULA = r"^[=+\-@]"
_PLAIN_NUMBER = r"^-[0-9]+(\.[0-9]+)?$"
NUMBERS: Mapping[InputType, pl.DataType] = {
    InputType.INTEGER: pl.Int64(),
    InputType.DECIMAL: pl.Decimal(PRECISION, SCALE),
}
"""The types whose texts, once they have the form, always give a value of this kind."""

# These say of every character what it may be, so that no blank and no formula can pass them.
_STRICT_KINDS = frozenset({"one_of", "lei", "dti", "bic", "country", "currency", "chain", "account", "asset"})


@dataclass(frozen=True, slots=True)
class Reading:
    """Values of a column (numbers as texts of their form, for they are made later), and what was refused."""

    values: pl.Series
    refused: tuple[Refusal, ...] = ()


def read_column(column: ReturnColumn, texts: pl.Series, setting: Setting) -> Reading:
    """Read the texts of a column; an empty field has no value, and is refused where one is required."""
    reading = _read(column, texts, setting)
    if not column.required or not texts.null_count():
        return reading
    empty = Refusal(texts.is_null(), "required", "a value: the field cannot be empty")
    return Reading(reading.values, (empty, *reading.refused))


def _read(column: ReturnColumn, texts: pl.Series, setting: Setting) -> Reading:
    if column.type is InputType.TEXT:
        strict = any(rule.kind in _STRICT_KINDS for rule in column.rules)
        return Reading(texts) if strict else _text(texts)
    if column.type is InputType.MOMENT:
        return Reading(*read_moments(texts, setting.definition.time_zone))
    if column.type is InputType.SEALED:
        return _sealed(texts, setting)
    return _READERS[column.type](texts)


def _text(texts: pl.Series) -> Reading:
    suspect = texts.str.contains(_NO_TEXT)
    if not suspect.any():
        return Reading(texts)
    number = texts.str.contains(_PLAIN_NUMBER)
    blank = texts.str.contains(r"^\s|\s$")
    control = texts.str.contains(_CONTROL) & ~blank
    no_value = texts.str.contains(_NO_VALUE)
    combining = texts.str.contains(_COMBINING)
    apart = combining & (texts.str.normalize("NFC") != texts)
    formula = texts.str.contains(_FORMULA) & ~number & ~blank & ~control
    refused = (
        Refusal(blank, "blank", "text without blanks before or behind it"),
        # What is not seen makes two names of one: a client would have as many limits as spellings.
        Refusal(control, "control", "text on one line without control or invisible characters"),
        Refusal(
            apart, "composed", "letters with their marks in one character, as a keyboard writes them (Unicode NFC)"
        ),
        Refusal(no_value, "no_value", "a value, or an empty field where there is none"),
        Refusal(formula, "formula", "text that no spreadsheet takes for a formula: it begins with none of = + - @"),
    )
    bad = blank | control | apart | no_value | formula
    return Reading(_without(texts, bad), tuple(refusal for refusal in refused if refusal.bad.any()))


def _sealed(texts: pl.Series, setting: Setting) -> Reading:
    """Person tokens where there is a key to make them with, else the sealed texts, which are never kept."""
    if setting.person_tokens is None:
        return _text(texts)
    made = setting.person_tokens(texts)
    refused = made.with_row_index("at").filter(pl.col("expected").is_not_null()).group_by("expected")
    masks = [(expected, pl.int_range(len(texts), eager=True).is_in(rows["at"].implode()))
             for (expected,), rows in refused]  # fmt: skip
    return Reading(made["token"], tuple(Refusal(bad, "sealed", str(expected)) for expected, bad in masks))


def _number(form: str, rule: str, expected: str) -> Callable[[pl.Series], Reading]:
    def read(texts: pl.Series) -> Reading:
        formed = texts.str.contains(form)
        return Reading(texts) if formed.all() else _refusing(texts, _without(texts, ~formed), rule, expected)

    return read


def _date(texts: pl.Series) -> Reading:
    values = _without(texts, ~texts.str.contains(_DAY)).str.to_date("%Y-%m-%d", strict=False)
    return _refusing(texts, _of_calendar(values), "date", "a day that the calendar has, as in 2026-01-31")


def _month(texts: pl.Series) -> Reading:
    values = _without(texts + "-01", ~texts.str.contains(r"^[0-9]{4}-[0-9]{2}$")).str.to_date("%Y-%m-%d", strict=False)
    return _refusing(texts, _of_calendar(values), "month", "a month, as in 2026-01")


def _of_calendar(days: pl.Series) -> pl.Series:
    """Days without those of a year 0, which Polars counts and the calendar has not."""
    return days.set((days < date.min).fill_null(value=False), None)


def _boolean(texts: pl.Series) -> Reading:
    values = (texts == "true").set(~texts.is_in(["true", "false"]), None)
    return _refusing(texts, values, "boolean", "true or false")


def _refusing(texts: pl.Series, values: pl.Series, rule: str, expected: str) -> Reading:
    if values.null_count() == texts.null_count():
        return Reading(values)
    return Reading(values, (Refusal(values.is_null() & texts.is_not_null(), rule, expected),))


def _without(texts: pl.Series, bad: pl.Series) -> pl.Series:
    return texts.set(bad.fill_null(value=True), None)


_READERS: dict[InputType, Callable[[pl.Series], Reading]] = {
    InputType.INTEGER: _number(_INTEGER, "integer", "a whole number in plain digits, at most 18 of them"),
    InputType.DECIMAL: _number(
        _DECIMAL,
        "decimal",
        f"a number in plain digits, as in 1234.5, at most {PRECISION - SCALE} before the point and {SCALE} behind it",
    ),
    InputType.DATE: _date,
    InputType.MONTH: _month,
    InputType.BOOLEAN: _boolean,
}
