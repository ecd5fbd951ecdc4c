"""Rules over several columns of a row, as a form writes them."""

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from rugsat.law.returns.definition import InputType, ReturnColumn, Rule
from rugsat.law.source.document import Node

Columns: TypeAlias = Mapping[str, ReturnColumn]
Options: TypeAlias = Mapping[str, Any]

_NUMBERS = (InputType.INTEGER, InputType.DECIMAL)
_DAYS = (InputType.DATE, InputType.MONTH)


def read_row_rule(node: Node, columns: Columns) -> Rule:
    """Read one rule over several columns; an unknown kind, option or column is refused."""
    entries = node.entries()
    if len(entries) != 1:
        node.refuse("a rule has one name: write - name: {options}")
    kind, options = next(iter(entries.items()))
    if kind not in KINDS:
        options.refuse(f"'{kind}' is not a rule over columns: use one of {', '.join(KINDS)}")
    return Rule(kind, "", KINDS[kind](options, columns))


def read_column_names(node: Node, columns: Columns, *, at_least: int = 1) -> list[str]:
    """Names of columns that the form has, each once."""
    names = [column_named(item, columns).name for item in node.sequence()]
    if len(set(names)) < len(names) or len(names) < at_least:
        node.refuse(f"list at least {at_least} column{'s' if at_least > 1 else ''}, and none twice")
    return names


def column_named(node: Node, columns: Columns) -> ReturnColumn:
    """The column that a value names."""
    name = node.text()
    if name not in columns:
        node.refuse(f"there is no column '{name}': use one of {', '.join(columns)}")
    return columns[name]


def _unique(node: Node, columns: Columns) -> Options:
    return {"columns": read_column_names(node.mapping(required=("columns",))["columns"], columns)}


def _result(node: Node, columns: Columns) -> Options:
    options = node.mapping(required=("columns", "equals", "within"))
    names = read_column_names(options["columns"], columns, at_least=2)
    equals, within = column_named(options["equals"], columns).name, options["within"].number()
    for name in (*names, equals):
        if columns[name].type not in _NUMBERS:
            node.refuse(f"the column {name} is no number: use integer and decimal columns only")
    if equals in names:
        options["equals"].refuse("the result cannot be one of the columns that it is made of")
    if within < 0:
        options["within"].refuse("a tolerance is 0 or more")
    return {"columns": names, "equals": equals, "within": within}


def _order(node: Node, columns: Columns) -> Options:
    listed = node.mapping(required=("columns",))["columns"]
    names = read_column_names(listed, columns, at_least=2)
    types = {columns[name].type for name in names}
    alike = any(types <= set(group) for group in (_NUMBERS, _DAYS, (InputType.MOMENT,)))
    if not alike:
        listed.refuse("only numbers, or only days and months, or only moments can be put in order")
    return {"columns": names}


def _required_when(node: Node, columns: Columns) -> Options:
    options = node.mapping(required=("column", "is", "columns"))
    column = column_named(options["column"], columns)
    values = [_written_value(item, column) for item in options["is"].sequence()]
    if not values:
        options["is"].refuse("list at least one value")
    names = read_column_names(options["columns"], columns)
    return {"column": column.name, "is": values, "columns": names}


def _written_value(node: Node, column: ReturnColumn) -> str:
    value = str(node.boolean()).lower() if column.type is InputType.BOOLEAN else node.text()
    for rule in column.rules:
        known = [str(known) for known in rule.options.get("values", ())]
        if known and value not in known:
            node.refuse(f"the column {column.name} never is '{value}': use one of {', '.join(known)}")
    return value


def _differs(node: Node, columns: Columns) -> Options:
    listed = node.mapping(required=("columns",))["columns"]
    names = read_column_names(listed, columns, at_least=2)
    if len(names) > 2 or columns[names[0]].type is not columns[names[1]].type:
        listed.refuse("name two columns of one type")
    return {"columns": names}


KINDS: Mapping[str, Callable[[Node, Columns], Options]] = {
    "unique": _unique,
    "product": _result,
    "sum": _result,
    "order": _order,
    "required_when": _required_when,
    "differs": _differs,
}
"""Every rule kind over columns, with the reader of its options."""
