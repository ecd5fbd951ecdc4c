"""An adoption: a jurisdiction takes a form, says who files it, how often and when it is due, and by which article."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from rugsat.kernel.citation import Citation
from rugsat.law.basis import Kind, read_source
from rugsat.law.returns.definition import Due, FilingCalendar
from rugsat.law.returns.vocabulary import DUE_UNITS, RHYTHMS, ROLES
from rugsat.law.source.document import Node, read_document

_REQUIRED = ("since", "filed_by", "calendar")
_OPTIONAL = ("until", "source", "note", "require", "columns", "rules", "rules_on")


@dataclass(frozen=True, slots=True)
class Adoption:
    """How a jurisdiction uses a form over a stretch of days; the nodes are what it changes in the form."""

    since: date
    until: date | None
    filed_by: tuple[str, ...]
    calendar: FilingCalendar
    citation: Citation | None
    note: str
    node: Node
    changes: Mapping[str, Node] = field(default_factory=dict)
    """By key (require, columns, rules, rules_on): columns made mandatory, further columns, further rules."""


def read_adoptions(text: str, *, file: str) -> tuple[str, Node, tuple[Adoption, ...]]:
    """Read the YAML of a return: the form's name, its place, and the adoptions, the oldest first.

    One adoption stands at the top of the file; where it changes over time, `versions` lists one after the other.
    """
    document = read_document(text, file=file)
    entries = document.entries()
    if "versions" in entries:
        fields = document.mapping(required=("form", "versions"))
        adoptions = tuple(_adoption(node) for node in fields["versions"].sequence())
    else:
        fields = document.mapping(required=("form", *_REQUIRED), optional=_OPTIONAL)
        adoptions = (_adoption(document, apart="form"),)
    for earlier, later in pairwise(adoptions):
        if later.since <= earlier.since or (earlier.until is not None and earlier.until > later.since):
            later.node.refuse("versions must follow each other: the oldest first, none before the last one has ended")
    if not adoptions:
        document.refuse("there is no version: list at least one")
    return fields["form"].text(), fields["form"], adoptions


def _adoption(node: Node, *, apart: str = "") -> Adoption:
    fields = node.mapping(required=_REQUIRED, optional=(*_OPTIONAL, apart) if apart else _OPTIONAL)
    since = fields["since"].day()
    until = fields["until"].day() if "until" in fields else None
    if until is not None and until <= since:
        fields["until"].refuse("it must end after it begins")
    return Adoption(
        since=since,
        until=until,
        filed_by=_filed_by(fields["filed_by"]),
        calendar=_calendar(fields["calendar"]),
        citation=read_source(fields["source"]) if "source" in fields else None,
        note=fields["note"].text() if "note" in fields else "",
        node=node,
        changes={key: fields[key] for key in ("require", "columns", "rules", "rules_on") if key in fields},
    )


def _filed_by(node: Node) -> tuple[str, ...]:
    roles = [item.word(*ROLES) for item in node.sequence()]
    if not roles or len(set(roles)) < len(roles):
        node.refuse("name at least one role, and none twice")
    return tuple(roles)


def _calendar(node: Node) -> FilingCalendar:
    fields = node.mapping(required=("every", "due", "kind"), optional=("source",))
    kind, source = fields["kind"].one_of(Kind), fields.get("source")
    if kind is not Kind.POLICY and source is None:
        node.refuse(f"a calendar of kind {kind} must say where it comes from: write source: {{act: …}}")
    citation = None if source is None else read_source(source, kind=kind)
    due = None if fields["due"].is_null else _due(fields["due"])
    return FilingCalendar(fields["every"].word(*RHYTHMS), due, kind, citation)


def _due(node: Node) -> Due:
    fields = node.mapping(required=("count", "unit"))
    count, unit = fields["count"].whole(), fields["unit"].word(*DUE_UNITS)
    highest = 28 if unit == "day_of_next_month" else 366
    if not 0 <= count <= highest or (count == 0 and unit == "day_of_next_month"):
        fields["count"].refuse(f"a due date lies from 0 to {highest} of {unit} after the period, a day of month from 1")
    return Due(count, unit)
