"""The written forms of values that both schemas name: patterns, bounds and closed lists, from the rules of a column."""

from collections.abc import Callable, Mapping
from typing import Any

from rugsat.kernel.identifiers.country import countries
from rugsat.kernel.identifiers.currency import currencies
from rugsat.law.returns.definition import ReturnColumn

PATTERNS: Mapping[str, str] = {
    "lei": "[0-9A-Z]{18}[0-9]{2}",
    "dti": "[1-9B-DF-HJ-NP-TV-XZ][0-9B-DF-HJ-NP-TV-XZ]{8}",
    "bic": "[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?",
    "chain": "[-a-z0-9]{3,8}:[-_a-zA-Z0-9]{1,32}",
    "account": "[-a-z0-9]{3,8}:[-_a-zA-Z0-9]{1,32}:[-.%a-zA-Z0-9]{1,128}",
    "asset": "[-a-z0-9]{3,8}:[-_a-zA-Z0-9]{1,32}/[-a-z0-9]{3,8}:[-.%a-zA-Z0-9]{1,128}(/[-.%a-zA-Z0-9]{1,78})?",
}
"""The form only: a schema cannot compute check digits."""

SEALED = "sealed1[.][0-9a-f]{16}[.][A-Za-z0-9_-]{120,760}"
"""The form of an identifier that is sealed to the authority; whether it opens only the authority knows."""


def constraints(column: ReturnColumn, *, exclusive: tuple[str, str], anchored: bool) -> dict[str, Any]:
    """The rules of a column that a schema can say, in the words that Table Schema and JSON Schema share.

    `exclusive` names the two open bounds, lower first; `anchored` puts ^ and $ around patterns.
    """
    said: dict[str, Any] = {}
    for rule in column.rules:
        said |= _said(rule.kind, rule.options, dict(zip(("above", "below"), exclusive, strict=True)))
    if anchored and "pattern" in said:
        said["pattern"] = f"^(?:{said['pattern']})$"
    return said


def number(value: Any) -> int | float:
    """A bound as a schema writes it: whole where it is whole."""
    return int(value) if value == int(value) else float(value)


def _said(kind: str, options: Mapping[str, Any], exclusive: Mapping[str, str]) -> dict[str, Any]:
    if kind in PATTERNS:
        return {"pattern": PATTERNS[kind]}
    if kind in _LISTS:
        return {"enum": _LISTS[kind](options)}
    if kind == "pattern":
        return {"pattern": options["regex"]}
    if kind == "range":
        names = {"at_least": "minimum", "at_most": "maximum", **exclusive}
        return {names[bound]: number(value) for bound, value in options.items()}
    names = {"at_least": "minLength", "at_most": "maxLength"} if kind == "length" else {}
    return {names[bound]: count for bound, count in options.items() if bound in names}


_LISTS: Mapping[str, Callable[[Mapping[str, Any]], list[Any]]] = {
    "one_of": lambda options: list(options["values"]),
    "country": lambda _: sorted(countries()),
    "currency": lambda _: sorted(currencies()),
}
