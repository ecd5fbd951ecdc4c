"""An act of the authority, or a demonstration: values that it sets where the law sets none."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from rugsat.kernel.citation import Citation
from rugsat.law.basis import Kind, read_period
from rugsat.law.jurisdiction import Jurisdiction, Titles
from rugsat.law.parameter import DatedValue, Parameter, closed, read_place, read_value
from rugsat.law.source.document import Node, by_language


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signed an act, and when."""

    on: date
    by: str


@dataclass(frozen=True, slots=True)
class Act:
    """An act and what it sets, by parameter; a draft is not in force, but it can be tried."""

    name: str
    title: Titles
    kind: Kind
    in_force: bool
    since: date
    signed: Signature | None
    sets: Mapping[str, tuple[DatedValue, ...]]
    note: str


def read_act(node: Node, *, name: str, parameters: Mapping[str, Parameter], jurisdiction: Jurisdiction) -> Act:
    """Read one file under acts/; each item must set a parameter that there is, in its form."""
    entries = node.mapping(required=("title", "kind", "status", "since", "sets"), optional=("signed", "note"))
    kind = Kind(entries["kind"].word(Kind.POLICY, Kind.DEMONSTRATION))
    in_force = entries["status"].word("in_force", "draft") == "in_force"
    signed = _signature(entries["signed"]) if "signed" in entries else None
    if kind is Kind.POLICY and in_force and signed is None:
        node.refuse("an act in force must be signed: write signed: {on: …, by: …}, or status: draft")
    if kind is Kind.DEMONSTRATION and signed is not None:
        entries["signed"].refuse("a demonstration is signed by nobody: remove it")
    act = Act(
        name=name,
        title=by_language(entries["title"], jurisdiction.languages),
        kind=kind,
        in_force=in_force,
        since=entries["since"].day(),
        signed=signed,
        sets={},
        note=entries["note"].text() if "note" in entries else "",
    )
    by_parameter: dict[str, list[DatedValue]] = {}
    for item in entries["sets"].sequence():
        parameter = _parameter(item, parameters)
        by_parameter.setdefault(parameter.id, []).append(_read_item(item, parameter, jurisdiction, act))
    return replace(act, sets={parameter: closed(values) for parameter, values in by_parameter.items()})


def _signature(node: Node) -> Signature:
    entries = node.mapping(required=("on", "by"))
    return Signature(entries["on"].day(), entries["by"].text())


def _parameter(item: Node, parameters: Mapping[str, Parameter]) -> Parameter:
    node = item.mapping(required=("parameter", "value"), optional=("class", "zone", "since", "until", "note"))[
        "parameter"
    ]
    if node.text() not in parameters:
        node.refuse(f"there is no parameter '{node.text()}': an act can only set parameters that there are")
    return parameters[node.text()]


def _read_item(item: Node, parameter: Parameter, jurisdiction: Jurisdiction, act: Act) -> DatedValue:
    entries = item.entries()
    period = read_period(entries, since=act.since)
    if period.since < act.since:
        entries["since"].refuse(f"the act holds from {act.since}: it cannot set a value before that")
    cls, zone = read_place(item, parameter.by, jurisdiction)
    value = read_value(entries["value"], parameter)
    return DatedValue(period, cls, zone, value, act.kind, Citation(act.title["en"]), item)
