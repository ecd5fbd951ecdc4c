"""The Table Schema descriptor (Data Package 2.0) of a return."""

from typing import Any

from rugsat.domain.returns.artefacts.field_forms import SEALED, constraints
from rugsat.domain.returns.artefacts.rule_words import rule_in_words
from rugsat.law.returns.definition import InputType, ReturnColumn, ReturnDefinition

_TYPES: dict[InputType, dict[str, Any]] = {
    InputType.TEXT: {"type": "string"},
    InputType.INTEGER: {"type": "integer"},
    InputType.DECIMAL: {"type": "number"},
    InputType.DATE: {"type": "date"},
    InputType.MONTH: {"type": "yearmonth"},
    InputType.MOMENT: {"type": "datetime"},
    InputType.BOOLEAN: {"type": "boolean", "trueValues": ["true"], "falseValues": ["false"]},
    InputType.SEALED: {"type": "string"},
}


def table_schema(definition: ReturnDefinition) -> dict[str, Any]:
    """The descriptor; what Table Schema has no word for stands in the keys unit, standard, rules and rowRules."""
    others = [rule for rule in definition.rules if not (rule.kind == "unique" and rule.columns == definition.keys)]
    return {
        "$schema": "https://datapackage.org/profiles/2.0/tableschema.json",
        "name": definition.name,
        "title": definition.title["en"],
        "description": definition.description,
        "fields": [_field(column) for column in definition.columns],
        "primaryKey": list(definition.keys),
        "missingValues": [""],
        "rowRules": [{"id": rule.id, "words": rule_in_words(rule)} for rule in others],
    }


def _field(column: ReturnColumn) -> dict[str, Any]:
    said = constraints(column, exclusive=("exclusiveMinimum", "exclusiveMaximum"), anchored=False)
    field: dict[str, Any] = {"name": column.name, **_TYPES[column.type], "description": column.meaning}
    field |= {key: value for key, value in {"unit": column.unit, "standard": column.standard}.items() if value}
    field |= {"example": column.example} if column.example else {}
    form = {"pattern": SEALED} if column.type is InputType.SEALED else {}
    field["constraints"] = {"required": column.required, **form, **said}
    if column.rules:
        field["rules"] = [{"id": rule.id, "words": rule_in_words(rule)} for rule in column.rules]
    return field
