"""Columns that intake computes from filed ones, as a form writes them."""

from collections.abc import Mapping
from dataclasses import dataclass

from rugsat.kernel.column import Column, ColumnType
from rugsat.law.returns.definition import Derivation, InputType
from rugsat.law.returns.row_rule import Columns, column_named
from rugsat.law.returns.vocabulary import read_name, read_unit
from rugsat.law.source.document import Node


@dataclass(frozen=True, slots=True)
class DerivationKind:
    """What a derivation rule gives, and from which inputs: option, types and unit of each."""

    gives: ColumnType
    inputs: Mapping[str, tuple[tuple[InputType, ...], str]]
    can_be_empty: bool = False
    """Whether the result can be empty though no input is."""


KINDS: Mapping[str, DerivationKind] = {
    "power_from_energy": DerivationKind(
        ColumnType.INTEGER,
        {"energy": ((InputType.INTEGER,), "Wh"), "seconds": ((InputType.INTEGER,), "second")},
    ),
    "converted": DerivationKind(
        ColumnType.DECIMAL,
        {"amount": ((InputType.DECIMAL, InputType.INTEGER), ""), "currency": ((InputType.TEXT,), "")},
        can_be_empty=True,
    ),
    "ratio": DerivationKind(
        ColumnType.DECIMAL,
        {
            "numerator": ((InputType.DECIMAL, InputType.INTEGER), ""),
            "denominator": ((InputType.DECIMAL, InputType.INTEGER), ""),
        },
        can_be_empty=True,
    ),
    "person_token": DerivationKind(ColumnType.TEXT, {"of": ((InputType.SEALED,), "")}),
}
"""The closed set of derivation rules; converted is empty without a rate of the day, ratio without a denominator."""


def read_derivation(node: Node, columns: Columns) -> Derivation:
    """Read one derived column; a missing input, or one of the wrong type or unit, is refused."""
    rule = node.entries().get("rule")
    if rule is None:
        node.refuse("the key 'rule' is missing: write rule: …")
    kind = KINDS[rule.word(*KINDS)]
    fields = node.mapping(required=("name", "type", "rule", "meaning", *kind.inputs), optional=("unit",))
    if fields["type"].word(*ColumnType) != kind.gives:
        fields["type"].refuse(f"the rule {rule.text()} gives {kind.gives}: write type: {kind.gives}")
    options = {option: _input(fields[option], columns, *kind.inputs[option]) for option in kind.inputs}
    optional = any(not columns[name].required for name in options.values())
    column = Column(
        read_name(fields["name"]),
        kind.gives,
        fields["meaning"].text(),
        read_unit(fields["unit"]) if "unit" in fields else "",
        nullable=kind.can_be_empty or optional,
    )
    return Derivation(column, rule.text(), options)


def _input(node: Node, columns: Columns, types: tuple[InputType, ...], unit: str) -> str:
    column = column_named(node, columns)
    if column.type not in types:
        node.refuse(f"the column {column.name} is {column.type}: name one of type {' or '.join(types)}")
    if unit and column.unit != unit:
        node.refuse(f"the column {column.name} is not in {unit}: name one that is")
    return column.name
