"""Values, days and sources in words, for tables and pages that a person reads."""

from datetime import timedelta
from decimal import Decimal

from rugsat.kernel.citation import Confidence
from rugsat.kernel.numbers import plain
from rugsat.law.parameter import ANY, Parameter
from rugsat.law.resolve import NotSet, Resolved

_WEIGHT = {
    Confidence.PRIMARY: "primary text read",
    Confidence.TWO_SECONDARY: "two sources agree",
    Confidence.SECONDARY: "one source",
    Confidence.WEAK: "weak source",
}
_COUNTED = {"second", "minute", "hour", "day", "working_day", "month", "year"}
_A_DAY = timedelta(days=1)


def value_in_words(parameter: Parameter, answer: Resolved) -> str:
    """The value with its unit; of an indexed amount with the arithmetic, of a scale or schedule part by part."""
    if answer.counted is not None and isinstance(answer.value, Decimal):
        counted = answer.counted
        factors = f"{number_in_words(counted.count)} {counted.unit} × {number_in_words(counted.index_value)}"
        return f"{factors} = {amount_in_words(answer.value, answer.unit)}"
    parts = parameter.form.items(answer.value)
    return "; ".join(_part(item, number, answer.unit) for item, number in parts) or "an empty list"


def _part(item: str, number: Decimal | None, unit: str) -> str:
    if number is None:
        return item
    return f"{item}: {amount_in_words(number, unit)}" if item else amount_in_words(number, unit)


def amount_in_words(value: Decimal, unit: str) -> str:
    """An amount with its unit, as in 75 % or 15 working days; a switch is yes or no."""
    if unit == "switch":
        return "yes" if value else "no"
    if unit == "count":
        return number_in_words(value)
    named = "%" if unit == "percent" else unit.replace("_", " ")
    return f"{number_in_words(value)} {named}{'s' if unit in _COUNTED and value != 1 else ''}"


def number_in_words(value: Decimal) -> str:
    """A number with commas between thousands and no trailing zeros."""
    whole, point, rest = plain(value).partition(".")
    return f"{int(whole):,}{point}{rest}" if whole.lstrip("-") != "0" else plain(value)


def place_in_words(answer: Resolved | NotSet) -> str:
    """The class and zone that an answer is for, empty where it does not differ by them."""
    return ", ".join(part for part in (answer.cls, answer.zone) if part != ANY)


def days_in_words(answer: Resolved) -> str:
    """The days on which the value holds, the last one included."""
    return f"from {answer.since}" if answer.until is None else f"{answer.since} to {answer.until - _A_DAY}"


def confidence_in_words(answer: Resolved) -> str:
    """How well the value is sourced, as in: confidence S2, two sources agree."""
    if answer.confidence is None:
        return "set by an act, not read from a source"
    return f"confidence {answer.confidence}, {_WEIGHT[answer.confidence]}"
