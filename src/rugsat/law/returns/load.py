"""From the YAML of forms and adoptions to return definitions, and the definition that is in force on a day."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import PurePosixPath

from rugsat.kernel.errors import RugsatError
from rugsat.law.returns.adoption import Adoption, read_adoptions
from rugsat.law.returns.column_rule import read_column_rule
from rugsat.law.returns.definition import ReturnColumn, ReturnDefinition, Rule
from rugsat.law.returns.form import Form, FormVersion, read_columns, read_form
from rugsat.law.returns.row_rule import column_named, read_row_rule


class UnknownReturnError(RugsatError):
    """A return that the jurisdiction does not have, or not on that day."""


@dataclass(frozen=True, slots=True)
class _Place:
    """The jurisdiction that adopts: its code, time zone, and the lists it fills."""

    code: str
    time_zone: str
    lists: Mapping[str, Sequence[str]] = field(default_factory=dict)


def return_definitions(
    files: Mapping[str, str],
    *,
    jurisdiction_code: str,
    time_zone: str,
    classes: Sequence[str] = (),
    zones: Sequence[str] = (),
) -> tuple[ReturnDefinition, ...]:
    """Read forms/<name>.yaml and returns/<name>.yaml into definitions, one per return and stretch of days.

    `files` gives texts by path; other paths are not looked at. Raises SourceError with file and line.
    """
    place = _Place(jurisdiction_code, time_zone, {"classes": classes, "zones": zones})
    forms = {name: read_form(files[path], file=path) for path, name in _named(files, "forms")}
    definitions: list[ReturnDefinition] = []
    for path, name in _named(files, "returns"):
        form_name, node, adoptions = read_adoptions(files[path], file=f"{jurisdiction_code}/{path}")
        if form_name not in forms:
            node.refuse(f"there is no form '{form_name}': use one of {', '.join(sorted(forms)) or 'none yet'}")
        definitions += _adopted(name, forms[form_name], adoptions, place)
    return tuple(definitions)


def definition_on(definitions: Iterable[ReturnDefinition], name: str, on: date) -> ReturnDefinition:
    """The definition of a return that is in force on a day.

    Raises UnknownReturnError, which says which returns there are, or since when this one is filed.
    """
    known = tuple(definitions)
    versions = [definition for definition in known if definition.name == name]
    for definition in versions:
        if in_force(definition, on):
            return definition
    if versions:
        stretches = "; ".join(f"{version.since} to {version.until or 'open'}" for version in versions)
        message = f"the return '{name}' is not filed on {on}: it is in force {stretches}, so choose a day in there"
        raise UnknownReturnError(message)
    names = ", ".join(sorted({definition.name for definition in known})) or "none"
    message = f"there is no return '{name}': the jurisdiction has {names}"
    raise UnknownReturnError(message)


def definitions_on(definitions: Iterable[ReturnDefinition], on: date) -> tuple[ReturnDefinition, ...]:
    """All returns in force on a day, by name."""
    held = (definition for definition in definitions if in_force(definition, on))
    return tuple(sorted(held, key=lambda definition: definition.name))


def in_force(definition: ReturnDefinition, on: date) -> bool:
    """Tell whether the definition is in force on a day."""
    return definition.since <= on and (definition.until is None or on < definition.until)


def _named(files: Mapping[str, str], folder: str) -> Iterator[tuple[str, str]]:
    for path in sorted(files):
        place = PurePosixPath(path)
        if place.suffix == ".yaml" and place.parent == PurePosixPath(folder):
            yield path, place.stem


def _adopted(name: str, form: Form, adoptions: Sequence[Adoption], place: _Place) -> Iterator[ReturnDefinition]:
    """Cut form versions and adoptions into stretches of days on which one of each holds."""
    form_ends = (*(version.since for version in form.versions[1:]), date.max)
    adoption_ends = (*(adoption.since for adoption in adoptions[1:]), date.max)
    for version, version_end in zip(form.versions, form_ends, strict=True):
        for adoption, next_adoption in zip(adoptions, adoption_ends, strict=True):
            since = max(version.since, adoption.since)
            end = min(version_end, next_adoption, adoption.until or date.max)
            if since < end:
                until = None if end == date.max else end
                yield _definition(name, form, _changed(version, adoption, place), adoption, place, (since, until))


def _definition(
    name: str,
    form: Form,
    version: FormVersion,
    adoption: Adoption,
    place: _Place,
    days: tuple[date, date | None],
) -> ReturnDefinition:
    return ReturnDefinition(
        name=name,
        jurisdiction=place.code,
        title=form.title,
        since=days[0],
        until=days[1],
        filed_by=adoption.filed_by,
        standard=form.standard,
        columns=version.columns,
        rules=version.rules,
        keys=version.keys,
        legal_day=version.legal_day,
        in_part=version.in_part,
        derived=version.derived,
        calendar=adoption.calendar,
        citation=adoption.citation or adoption.calendar.citation,
        time_zone=place.time_zone,
        about=tuple(part for part in (form.description, adoption.note) if part),
    )


def _changed(version: FormVersion, adoption: Adoption, place: _Place) -> FormVersion:
    """The version with what the jurisdiction changes in it, and with the jurisdiction's lists filled in."""
    columns = {column.name: column for column in version.columns}
    derived = {derivation.column.name for derivation in version.derived}
    rules = list(version.rules)
    if further := adoption.changes.get("columns"):
        for column in read_columns(further):
            if column.kept.name in derived | {kept.kept.name for kept in columns.values()}:
                further.refuse(f"the form has a column '{column.name}' already: choose another name")
            columns[column.name] = column
    if required := adoption.changes.get("require"):
        for item in required.sequence():
            column = column_named(item, columns)
            columns[column.name] = replace(column, required=True)
    if narrowed := adoption.changes.get("rules_on"):
        for name, listed in narrowed.entries().items():
            if name not in columns:
                listed.refuse(f"there is no column '{name}': use one of {', '.join(columns)}")
            column = columns[name]
            added = [read_column_rule(item, column=name, type_=column.type) for item in listed.sequence()]
            columns[name] = replace(column, rules=_narrowed(column.rules, added))
    if over := adoption.changes.get("rules"):
        rules += [read_row_rule(item, columns) for item in over.sequence()]
    filled = tuple(_with_lists(column, place) for column in columns.values())
    return replace(version, columns=filled, rules=tuple(rules))


def _narrowed(rules: Sequence[Rule], added: Sequence[Rule]) -> tuple[Rule, ...]:
    """The rules of the form, those of a kind that the jurisdiction writes itself replaced by its own."""
    kinds = {rule.kind for rule in added}
    return (*(rule for rule in rules if rule.kind not in kinds), *added)


def _with_lists(column: ReturnColumn, place: _Place) -> ReturnColumn:
    """Put the jurisdiction's values where a rule names a list; without values the rule does not apply."""
    rules: list[Rule] = []
    example = column.example
    for rule in column.rules:
        listed = rule.options.get("values_of")
        if listed is None:
            rules.append(rule)
        elif values := list(place.lists[listed]):
            rules.append(Rule(rule.kind, rule.on, {"values": values}))
            example = example if example in ("", *values) else values[0]
    return replace(column, rules=tuple(rules), example=example)
