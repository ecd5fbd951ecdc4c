"""A form: what is filed, in versions, each with the day since which it is used."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from rugsat.kernel.column import LEGAL_DAY, LOCATOR
from rugsat.law.returns.column_rule import read_column_rule
from rugsat.law.returns.definition import Derivation, InputType, ReturnColumn, Rule
from rugsat.law.returns.derivation import read_derivation
from rugsat.law.returns.row_rule import Columns, read_column_names, read_row_rule
from rugsat.law.returns.vocabulary import read_name, read_unit
from rugsat.law.source.document import Node, by_language, read_document

_DAYS = (InputType.DATE, InputType.MONTH, InputType.MOMENT)
_TAKEN = frozenset({LEGAL_DAY.name, *(column.name for column in LOCATOR)})


@dataclass(frozen=True, slots=True)
class FormVersion:
    """One version of a form."""

    since: date
    in_part: bool
    legal_day: str
    keys: tuple[str, ...]
    columns: tuple[ReturnColumn, ...]
    rules: tuple[Rule, ...]
    """Rules over columns, the keys first, as a rule of kind unique."""
    derived: tuple[Derivation, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """A form with all its versions, the oldest first."""

    title: Mapping[str, str]
    standard: str
    description: str
    versions: tuple[FormVersion, ...]


def read_form(text: str, *, file: str) -> Form:
    """Read the YAML of a form; SourceError with file and line where anything in it is unknown or contradicts itself."""
    fields = read_document(text, file=file).mapping(required=("title", "standard", "description", "versions"))
    versions = tuple(_version(node) for node in fields["versions"].sequence())
    if not versions or any(later.since <= earlier.since for earlier, later in pairwise(versions)):
        fields["versions"].refuse("list at least one version, the oldest first, each with its own since")
    return Form(by_language(fields["title"]), fields["standard"].text(), fields["description"].text(), versions)


def read_columns(node: Node) -> tuple[ReturnColumn, ...]:
    """The columns of a list, in order; a name may stand only once."""
    columns: dict[str, ReturnColumn] = {}
    for item in node.sequence():
        column = _column(item)
        if column.name in columns:
            item.refuse(f"the column '{column.name}' stands twice: remove one")
        if column.name in _TAKEN or column.kept.name in {other.kept.name for other in columns.values()}:
            item.refuse(f"the name '{column.kept.name}' is taken in the lake: choose another name")
        columns[column.name] = column
    return tuple(columns.values())


def _version(node: Node) -> FormVersion:
    fields = node.mapping(
        required=("since", "in_part", "legal_day", "keys", "columns"),
        optional=("rules", "derived"),
    )
    listed = read_columns(fields["columns"])
    columns = {column.name: column for column in listed}
    keys = _keys(fields["keys"], columns)
    rules = [read_row_rule(item, columns) for item in fields["rules"].sequence()] if "rules" in fields else []
    return FormVersion(
        since=fields["since"].day(),
        in_part=fields["in_part"].boolean(),
        legal_day=_legal_day(fields["legal_day"], columns),
        keys=tuple(keys),
        columns=listed,
        rules=(Rule("unique", options={"columns": keys}), *rules),
        derived=_derived(fields["derived"], columns) if "derived" in fields else (),
    )


def _column(node: Node) -> ReturnColumn:
    fields = node.mapping(
        required=("name", "type", "meaning"), optional=("unit", "standard", "required", "rules", "example")
    )
    name, type_ = read_name(fields["name"]), fields["type"].one_of(InputType)
    listed = fields["rules"].sequence() if "rules" in fields else []
    rules = tuple(read_column_rule(item, column=name, type_=type_) for item in listed)
    if len({rule.kind for rule in rules}) < len(rules):
        fields["rules"].refuse("the same rule stands twice: put its options together")
    return ReturnColumn(
        name=name,
        type=type_,
        meaning=fields["meaning"].text(),
        unit=read_unit(fields["unit"]) if "unit" in fields else "",
        required=fields["required"].boolean() if "required" in fields else True,
        standard=fields["standard"].text() if "standard" in fields else "",
        rules=rules,
        example=fields["example"].text() if "example" in fields else "",
    )


def _keys(node: Node, columns: Columns) -> list[str]:
    keys = read_column_names(node, columns)
    for key in keys:
        if not columns[key].required:
            node.refuse(f"the key {key} may be empty: a key is required in every row")
    return keys


def _legal_day(node: Node, columns: Columns) -> str:
    name = node.text()
    column = columns.get(name)
    if column is None or column.type not in _DAYS or not column.required:
        days = [name for name, column in columns.items() if column.type in _DAYS and column.required]
        node.refuse(f"'{name}' is no required date, month or moment column: use one of {', '.join(days) or 'none yet'}")
    return name


def _derived(node: Node, columns: Columns) -> tuple[Derivation, ...]:
    taken = _TAKEN | {column.kept.name for column in columns.values()}
    derived: dict[str, Derivation] = {}
    for item in node.sequence():
        derivation = read_derivation(item, columns)
        if derivation.column.name in taken or derivation.column.name in derived:
            item.refuse(f"the name '{derivation.column.name}' is taken: choose another name")
        derived[derivation.column.name] = derivation
    return tuple(derived.values())
