"""Rules and due dates in words, as a filer reads them."""

from collections.abc import Callable, Mapping
from typing import Any

from rugsat.kernel.numbers import plain
from rugsat.law.returns.definition import Derivation, FilingCalendar, Rule

_BOUNDS = {"above": "above", "at_least": "at least", "below": "below", "at_most": "at most"}

_EVERY = {
    "day": "for each day",
    "month": "for each month",
    "quarter": "for each quarter",
    "year": "for each year",
    "event": "each time there is something to file",
}


def rule_in_words(rule: Rule) -> str:
    """What a good value (or row) is like, as half a sentence."""
    return KINDS[rule.kind](rule.options)


def derivation_in_words(derivation: Derivation) -> str:
    """How a derived column comes about."""
    options = derivation.options
    return {
        "power_from_energy": "{energy} over {seconds}, in whole watts, half to even",
        "converted": "{amount} from {currency} at the rate of the day, 18 digits, half to even; empty without a rate",
        "ratio": "{numerator} by {denominator}, 18 digits, rounded down; empty unless {denominator} is above 0",
        "person_token": "token of the person that is sealed in {of}",
    }[derivation.rule].format_map(options)


def due_in_words(calendar: FilingCalendar) -> str:
    """How often a return is filed and when it is due, as one sentence."""
    return f"Filed {_EVERY[calendar.every]}; {_due(calendar)}."


def _due(calendar: FilingCalendar) -> str:
    due = calendar.due
    if due is None:
        return "the due date is not set and so unknown"
    if due.unit == "day_of_next_month":
        return f"due by day {due.count} of the month after the {calendar.every}"
    after = "the event" if calendar.every == "event" else f"the end of the {calendar.every}"
    unit = due.unit.replace("_", " ") + ("" if due.count == 1 else "s")
    return f"due within {due.count} {unit} after {after}"


def _listed(names: Any, last: str) -> str:
    *first, end = (str(name) for name in names)
    return f"{', '.join(first)} {last} {end}" if first else end


def _columns(options: Mapping[str, Any], last: str = "and") -> str:
    return _listed(options["columns"], last)


def _length(options: Mapping[str, Any]) -> str:
    return " and ".join(f"{_BOUNDS[bound]} {count}" for bound, count in options.items()) + " characters"


def _range(options: Mapping[str, Any]) -> str:
    return " and ".join(f"{_BOUNDS[bound]} {number}" for bound, number in options.items())


def _result(operation: str) -> Callable[[Mapping[str, Any]], str]:
    def words(options: Mapping[str, Any]) -> str:
        exactly = f"within {plain(options['within'])}" if options["within"] else "exactly"
        return f"{options['equals']} is {_listed(options['columns'], operation)}, {exactly}"

    return words


def _required_when(options: Mapping[str, Any]) -> str:
    return f"where {options['column']} is {_listed(options['is'], 'or')}, {_columns(options)} must not be empty"


KINDS: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    "one_of": lambda options: f"one of {', '.join(map(str, options['values']))}",
    "pattern": lambda options: f"written like {options['like']}",
    "length": _length,
    "range": _range,
    "decimals": lambda options: f"at most {options['at_most']} digits behind the point",
    "lei": lambda _: "a LEI (ISO 17442) with right check digits",
    "dti": lambda _: "a DTI (ISO 24165) with a right check character",
    "bic": lambda _: "a BIC (ISO 9362)",
    "country": lambda _: "a country (ISO 3166-1, two capital letters)",
    "currency": lambda _: "a currency in use (ISO 4217, three capital letters)",
    "chain": lambda _: "a chain (CAIP-2, as in eip155:1)",
    "account": lambda _: "an account on a chain (CAIP-10)",
    "asset": lambda _: "an asset of a chain (CAIP-19)",
    "within_period": lambda _: "within the period that is filed for, in local time",
    "registered": lambda options: f"in the register on that day ({options['register']}.{options['column']})",
    "own": lambda options: f"the sender's own in the register on that day ({options['register']}.{options['column']})",
    "unique": lambda options: f"no two rows have the same {_columns(options)}",
    "product": _result("times"),
    "sum": _result("plus"),
    "order": lambda options: f"{_columns(options)} do not descend, in this order",
    "required_when": _required_when,
    "differs": lambda options: f"{_columns(options)} are not the same",
}
"""The words of every rule kind."""
