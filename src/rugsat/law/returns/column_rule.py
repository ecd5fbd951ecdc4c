"""Rules on one column, as a form writes them: a bare name, or a name with its options."""

import re
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from rugsat.law.returns.definition import InputType, Rule
from rugsat.law.returns.vocabulary import LISTS, REGISTERS, read_name
from rugsat.law.source.document import Node

Options: TypeAlias = Mapping[str, Any]
Reader: TypeAlias = Callable[[Node, InputType], Options]

_NUMBERS = (InputType.INTEGER, InputType.DECIMAL)
_TEXT = (InputType.TEXT,)
_DAYS = (InputType.DATE, InputType.MONTH, InputType.MOMENT)
_BOUNDS = ("above", "at_least", "below", "at_most")
_LOOKS_AROUND = re.compile(r"\(\?[=!<P]|\\[1-9]")


def read_column_rule(node: Node, *, column: str, type_: InputType) -> Rule:
    """Read one rule of a column; an unknown kind or option, or one that does not suit the type, is refused."""
    kind, options = _kind_and_options(node)
    if kind not in KINDS:
        node.refuse(f"'{kind}' is not a rule on one column: use one of {', '.join(KINDS)}")
    types, reader = KINDS[kind]
    if type_ not in types:
        node.refuse(f"the rule {kind} does not suit the type {type_}: it looks at {', '.join(types)}")
    if reader is None:
        if options is not None:
            options.refuse(f"the rule {kind} has no options: write it as a bare name")
        return Rule(kind, column)
    if options is None:
        node.refuse(f"the rule {kind} needs options: write {kind}: {{…}}")
    return Rule(kind, column, reader(options, type_))


def read_number(node: Node, type_: InputType) -> Any:
    """A number of the column's type: whole for an integer column, else exact as written."""
    return node.whole() if type_ is InputType.INTEGER else node.number()


def _kind_and_options(node: Node) -> tuple[str, Node | None]:
    if not node.is_mapping:
        return node.text(), None
    entries = node.entries()
    if len(entries) != 1:
        node.refuse("a rule has one name: write - name, or - name: {options}")
    return next(iter(entries.items()))


def _one_of(node: Node, type_: InputType) -> Options:
    options = node.mapping(optional=("values", "values_of"))
    if len(options) != 1:
        node.refuse("write either values: […] or values_of: …")
    if "values_of" in options:
        return {"values_of": options["values_of"].word(*LISTS)}
    items = options["values"].sequence()
    values = [item.whole() if type_ is InputType.INTEGER else item.text() for item in items]
    if not values or len(set(values)) < len(values):
        options["values"].refuse("list at least one value, and none twice")
    return {"values": values}


def _pattern(node: Node, _type: InputType) -> Options:
    options = node.mapping(required=("regex", "like"))
    regex, like = options["regex"].text(), options["like"].text()
    if _LOOKS_AROUND.search(regex):
        options["regex"].refuse("look-around, named groups and back references are not portable: write it without them")
    try:
        fits = re.fullmatch(regex, like)
    except (re.error, RecursionError, OverflowError) as error:
        options["regex"].refuse(f"this is not a regular expression ({error}): mend it")
    if fits is None:
        options["like"].refuse(f"the example '{like}' does not match the pattern: mend one of them")
    return {"regex": regex, "like": like}


def _length(node: Node, _type: InputType) -> Options:
    options = {key: value.whole() for key, value in node.mapping(optional=("at_least", "at_most")).items()}
    if not options or min(options.values()) < 0 or options.get("at_least", 0) > options.get("at_most", 1 << 31):
        node.refuse("say at_least, at_most or both, from 0 upwards, the smaller first")
    return options


def _range(node: Node, type_: InputType) -> Options:
    options = {key: read_number(value, type_) for key, value in node.mapping(optional=_BOUNDS).items()}
    low = [options[key] for key in ("above", "at_least") if key in options]
    high = [options[key] for key in ("below", "at_most") if key in options]
    if not options or len(low) > 1 or len(high) > 1 or (low and high and low[0] > high[0]):
        node.refuse("say one lower bound (above, at_least), one upper bound (below, at_most), or both, low to high")
    return options


def _decimals(node: Node, _type: InputType) -> Options:
    at_most = node.mapping(required=("at_most",))["at_most"]
    if not 0 <= at_most.whole() <= 18:
        at_most.refuse("a decimal has from 0 to 18 digits behind the point")
    return {"at_most": at_most.whole()}


def _registered(node: Node, _type: InputType) -> Options:
    options = node.mapping(required=("register", "column"))
    return {"register": options["register"].word(*REGISTERS), "column": read_name(options["column"])}


KINDS: Mapping[str, tuple[tuple[InputType, ...], Reader | None]] = {
    "one_of": ((InputType.TEXT, InputType.INTEGER), _one_of),
    "pattern": (_TEXT, _pattern),
    "length": (_TEXT, _length),
    "range": (_NUMBERS, _range),
    "decimals": ((InputType.DECIMAL,), _decimals),
    "lei": (_TEXT, None),
    "dti": (_TEXT, None),
    "bic": (_TEXT, None),
    "country": (_TEXT, None),
    "currency": (_TEXT, None),
    "chain": (_TEXT, None),
    "account": (_TEXT, None),
    "asset": (_TEXT, None),
    "within_period": (_DAYS, None),
    "registered": (_TEXT, _registered),
    "own": (_TEXT, _registered),
}
"""Every rule kind on one column: the types it looks at, and the reader of its options (none: it has no options)."""
