"""Rules and due dates in words, as a filer reads them."""

from collections.abc import Callable, Mapping
from typing import Any

from rugsat.kernel.language import gettext as _
from rugsat.kernel.language import speaking
from rugsat.kernel.numbers import plain
from rugsat.law.returns.definition import Derivation, FilingCalendar, Rule

_EVERY = {
    "day": "for each day",
    "month": "for each month",
    "quarter": "for each quarter",
    "year": "for each year",
    "event": "each time there is something to file",
}


def rule_in_words(rule: Rule) -> str:
    """What a good value (or row) is like, as half a sentence; in English, as what is given to machines says it."""
    with speaking("en"):
        return rule_words(rule)


def rule_words(rule: Rule) -> str:
    """The same in the language of the reader."""
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


def _listed(names: Any, joined: Callable[[str, str], str]) -> str:
    *first, end = (str(name) for name in names)
    return joined(", ".join(first), end) if first else end


def _both(first: str, last: str) -> str:
    return _("{first} and {last}").format(first=first, last=last)


def _either(first: str, last: str) -> str:
    return _("{first} or {last}").format(first=first, last=last)


def _columns(options: Mapping[str, Any]) -> str:
    return _listed(options["columns"], _both)


def _bounds(options: Mapping[str, Any]) -> str:
    said = {
        "above": _("above {bound}"),
        "at_least": _("at least {bound}"),
        "below": _("below {bound}"),
        "at_most": _("at most {bound}"),
    }
    return _listed([said[name].format(bound=bound) for name, bound in options.items()], _both)


def _result(sign: str) -> Callable[[Mapping[str, Any]], str]:
    def words(options: Mapping[str, Any]) -> str:
        result = f"{options['equals']} = {f' {sign} '.join(options['columns'])}"
        if not options["within"]:
            return _("{result}, exactly").format(result=result)
        return _("{result}, within {tolerance}").format(result=result, tolerance=plain(options["within"]))

    return words


def _required_when(options: Mapping[str, Any]) -> str:
    words = _("where {column} is {values}, {columns} must not be empty")
    values = _listed(options["is"], _either)
    return words.format(column=options["column"], values=values, columns=_columns(options))


def _of_register(words: str, options: Mapping[str, Any]) -> str:
    return words.format(register=f"{options['register']}.{options['column']}")


KINDS: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    "one_of": lambda options: _("one of {choices}").format(choices=", ".join(map(str, options["values"]))),
    "pattern": lambda options: _("written like {example}").format(example=options["like"]),
    "length": lambda options: _("{bounds} characters").format(bounds=_bounds(options)),
    "range": _bounds,
    "decimals": lambda options: _("at most {count} digits behind the point").format(count=options["at_most"]),
    "lei": lambda _options: _("a legal entity identifier (ISO 17442) with right check digits"),
    "dti": lambda _options: _("a digital token identifier (ISO 24165) with a right check character"),
    "bic": lambda _options: _("a business identifier code (ISO 9362)"),
    "country": lambda _options: _("a country code of two capitals (ISO 3166-1)"),
    "currency": lambda _options: _("a currency code of three capitals that is in use (ISO 4217)"),
    "chain": lambda _options: _("a chain (CAIP-2), as in {example}").format(example="eip155:1"),
    "account": lambda _options: _("an account on a chain (CAIP-10)"),
    "asset": lambda _options: _("an asset of a chain (CAIP-19)"),
    "within_period": lambda _options: _("within the period that is filed for, in local time"),
    "registered": lambda options: _of_register(_("in the register on that day ({register})"), options),
    "own": lambda options: _of_register(_("the sender's own in the register on that day ({register})"), options),
    "unique": lambda options: _("no two rows have the same {columns}").format(columns=_columns(options)),
    "product": _result("×"),
    "sum": _result("+"),
    "order": lambda options: _("{columns} do not descend, in this order").format(columns=_columns(options)),
    "required_when": _required_when,
    "differs": lambda options: _("{columns} are not the same").format(columns=_columns(options)),
}
"""The words of every rule kind."""
