"""A parameter: one number, list or schedule of the law, with dated and cited values."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from rugsat.kernel.citation import Citation, Confidence
from rugsat.kernel.period import Period
from rugsat.law.basis import Kind, read_period, read_source
from rugsat.law.jurisdiction import Jurisdiction, Titles
from rugsat.law.shape import Form, Shape, Value, read_form
from rugsat.law.source.document import Node, by_language

ANY = "*"
"""The class or zone of a value that does not differ by class or zone."""


@dataclass(frozen=True, slots=True)
class DatedValue:
    """A value and the days on which it holds; None says that it was repealed."""

    period: Period
    cls: str
    zone: str
    value: Value | None
    kind: Kind
    citation: Citation
    node: Node
    """Where it is written."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """What the law sets, or could set, under one name such as mining.sale_share."""

    id: str
    title: Titles
    form: Form
    by: tuple[str, ...]
    values: tuple[DatedValue, ...]
    index: str
    """Of an indexed amount: the parameter that holds the index in money."""
    note: str
    node: Node


def read_parameter(node: Node, *, id: str, jurisdiction: Jurisdiction) -> Parameter:  # noqa: A002
    """Read one file under parameters/."""
    entries = node.mapping(
        required=("title", "shape", "unit", "by", "values"), optional=("of", "index", "note", "description")
    )
    form = read_form(entries)
    parameter = Parameter(
        id=id,
        title=by_language(entries["title"], jurisdiction.languages),
        form=form,
        by=_by(entries["by"], jurisdiction),
        values=(),
        index=_index(node, entries, form),
        note=entries["note"].text() if "note" in entries else "",
        node=node,
    )
    values = [_read_value(item, parameter, jurisdiction) for item in entries["values"].sequence()]
    return replace(parameter, values=closed(values))


def closed(values: Iterable[DatedValue]) -> tuple[DatedValue, ...]:
    """Let each value hold until the next of the same class and zone begins; overlapping days are refused."""
    result: list[DatedValue] = []
    for value in sorted(values, key=lambda value: (value.cls, value.zone, value.period.since)):
        before = result[-1] if result and (result[-1].cls, result[-1].zone) == (value.cls, value.zone) else None
        if before is not None:
            if value.period.since == before.period.since or (
                before.period.until and value.period.overlaps(before.period)
            ):
                value.node.refuse(
                    f"these days overlap the value of line {before.node.line}, which holds {before.period}: "
                    "let each day have one value"
                )
            result[-1] = replace(before, period=Period(before.period.since, before.period.until or value.period.since))
        result.append(value)
    return tuple(result)


def _read_value(node: Node, parameter: Parameter, jurisdiction: Jurisdiction) -> DatedValue:
    entries = node.mapping(
        required=("since", "value", "confidence", "source"), optional=("until", "class", "zone", "note")
    )
    cls, zone = read_place(node, parameter.by, jurisdiction)
    citation = read_source(entries["source"], confidence=entries["confidence"].one_of(Confidence))
    return DatedValue(
        read_period(entries), cls, zone, read_value(entries["value"], parameter), Kind.LAW, citation, node
    )


def read_value(node: Node, parameter: Parameter) -> Value | None:
    """Read a value in the parameter's form; null says that nothing is set any more."""
    if node.is_left_out:
        node.refuse("the value is left out: write it, or null where nothing is set any more")
    return None if node.is_null else parameter.form.read(node)


def read_place(node: Node, by: tuple[str, ...], jurisdiction: Jurisdiction) -> tuple[str, str]:
    """The class and zone that a value is written for; ANY where the parameter does not differ by them."""
    entries, place = node.entries(), []
    for key, known in (("class", jurisdiction.classes), ("zone", jurisdiction.zones)):
        if key not in by:
            if key in entries:
                entries[key].refuse(f"the parameter does not differ by {key}: remove it, or name it under by")
            place.append(ANY)
        elif key not in entries:
            node.refuse(f"the parameter differs by {key}: write {key}: …")
        else:
            place.append(entries[key].word(*known))
    return place[0], place[1]


def _by(node: Node, jurisdiction: Jurisdiction) -> tuple[str, ...]:
    for item in node.sequence():
        item.word("class", "zone")
        if not (jurisdiction.classes if item.text() == "class" else jurisdiction.zones):
            item.refuse(f"{jurisdiction.code} has no {item.text()} to differ by: name them in jurisdiction.yaml")
    return node.texts()


def _index(node: Node, entries: dict[str, Node], form: Form) -> str:
    if form.shape is Shape.INDEXED_AMOUNT:
        if "index" not in entries:
            node.refuse("the parameter that holds the index in money is missing: write index: <topic>.<name>")
        return entries["index"].text()
    if "index" in entries:
        entries["index"].refuse("only an indexed_amount has the key 'index'")
    return ""
