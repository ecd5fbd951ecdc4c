"""The JSON Schema (2020-12) of one record of a return, as it stands in a line of NDJSON."""

from typing import Any

from rugsat.domain.returns.artefacts.field_forms import SEALED, constraints
from rugsat.domain.returns.artefacts.rule_words import rule_in_words
from rugsat.law.returns.definition import InputType, ReturnColumn, ReturnDefinition, Rule

_DAY = "[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
_MOMENT = rf"^{_DAY}[T ]([01][0-9]|2[0-3])(:[0-5][0-9]){{2}}(\.[0-9]{{1,6}})?(Z|[+-][0-9]{{2}}:?[0-9]{{2}})?$"
_TYPES: dict[InputType, tuple[list[str], str]] = {
    InputType.TEXT: (["string"], ""),
    InputType.INTEGER: (["integer"], ""),
    InputType.DECIMAL: (["string", "number"], ""),
    InputType.DATE: (["string"], f"^{_DAY}$"),
    InputType.MONTH: (["string"], "^[0-9]{4}-(0[1-9]|1[0-2])$"),
    InputType.MOMENT: (["string"], _MOMENT),
    InputType.BOOLEAN: (["boolean"], ""),
    InputType.SEALED: (["string"], f"^{SEALED}$"),
}


def json_schema(definition: ReturnDefinition) -> dict[str, Any]:
    """The schema of one record; decimals may be texts, which keep every digit, or numbers.

    A schema knows neither check digits nor registers nor other rows: the rules it cannot say stand in descriptions.
    """
    schema: dict[str, Any] = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": definition.title["en"],
        "description": definition.description,
        "$comment": " ".join(f"{rule.id}: {rule_in_words(rule)}." for rule in definition.rules),
        "type": "object",
        "properties": {column.name: _property(column) for column in definition.columns},
        "required": [column.name for column in definition.columns if column.required],
        "additionalProperties": False,
    }
    conditions = [_condition(rule) for rule in definition.rules if rule.kind == "required_when"]
    return {**schema, "allOf": conditions} if conditions else schema


def example_record(definition: ReturnDefinition) -> dict[str, Any]:
    """The example row as a record of JSON; columns without an example are left out."""
    return {column.name: _value(column) for column in definition.columns if column.example}


def _value(column: ReturnColumn) -> Any:
    if column.type is InputType.INTEGER:
        return int(column.example)
    return column.example == "true" if column.type is InputType.BOOLEAN else column.example


def _property(column: ReturnColumn) -> dict[str, Any]:
    types, pattern = _TYPES[column.type]
    said = constraints(column, exclusive=("exclusiveMinimum", "exclusiveMaximum"), anchored=True)
    if column.type is InputType.DECIMAL:
        pattern = _decimal_pattern(column)
    if pattern:
        said["pattern"] = pattern
    if not column.required and "enum" in said:
        said["enum"] = [*said["enum"], None]
    rules = "; ".join(rule_in_words(rule) for rule in column.rules if "enum" not in said)
    parts = (column.meaning, f"in {column.unit}" if column.unit else "", rules)
    described: dict[str, Any] = {"description": "; ".join(part for part in parts if part)}
    if column.example:
        described["examples"] = [column.example]
    nullable = types if column.required else [*types, "null"]
    return {"type": nullable[0] if len(nullable) == 1 else nullable, **said, **described}


def _decimal_pattern(column: ReturnColumn) -> str:
    """Plain digits with as many behind the point as the column allows, and no minus where it cannot be negative."""
    places, sign = 18, "-?"
    for rule in column.rules:
        if rule.kind == "decimals":
            places = rule.options["at_most"]
        if rule.kind == "range" and rule.options.get("above", rule.options.get("at_least", -1)) >= 0:
            sign = ""
    behind = f"([.][0-9]{{1,{places}}})?" if places else ""
    return f"^{sign}[0-9]{{1,20}}{behind}$"


def _condition(rule: Rule) -> dict[str, Any]:
    column, values, columns = rule.options["column"], list(rule.options["is"]), list(rule.options["columns"])
    filled = {name: {"not": {"type": "null"}} for name in columns}
    return {
        "if": {"properties": {column: {"enum": values}}, "required": [column]},
        "then": {"properties": filled, "required": columns},
    }
