"""All that a jurisdiction's files say, read and checked against each other."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from rugsat.kernel.errors import SourceError
from rugsat.law.act import Act, read_act
from rugsat.law.basis import Kind
from rugsat.law.calendar import Calendar, read_calendar
from rugsat.law.instrument import Instrument, check_instruments, read_instrument
from rugsat.law.jurisdiction import Jurisdiction, read_jurisdiction
from rugsat.law.letter import LetterForm, read_letter
from rugsat.law.parameter import DatedValue, Parameter, read_parameter
from rugsat.law.shape import Shape
from rugsat.law.source.document import Node, read_document

Thing = TypeVar("Thing")

PATHS = re.compile(
    r"jurisdiction\.yaml"
    r"|parameters/[a-z][a-z0-9_]*/[a-z][a-z0-9_]*\.yaml"
    r"|calendar/\d{4}\.yaml"
    r"|(acts|instruments|returns|forms|letters)/[a-z][a-z0-9_]*\.yaml"
)
"""The files that a rule pack may hold."""


@dataclass(frozen=True, slots=True)
class Rulebook:
    """The law of a jurisdiction: what `resolve` looks things up in."""

    jurisdiction: Jurisdiction
    parameters: Mapping[str, Parameter]
    acts: Mapping[str, Act]
    calendar: Calendar
    instruments: Mapping[str, Instrument]
    tried: str
    """The act that overrides everything, empty where none is tried."""
    letters: Mapping[str, LetterForm] = field(default_factory=dict)
    """The words in which acts are told, by the name of the letter."""

    def acts_in_force(self) -> Iterator[Act]:
        """The acts that set something, the tried one not among them."""
        return (act for act in self.acts.values() if act.in_force and act.name != self.tried)


def read_rulebook(files: Mapping[str, str], *, code: str, tried: str = "") -> Rulebook:
    """Read the files of a jurisdiction; forms and returns are left to the reader of returns.

    Raises SourceError, with file and line, for anything unknown, unsourced, overlapping or of the wrong unit.
    """
    for path in files:
        if not PATHS.fullmatch(path):
            message = "this file has no place in a jurisdiction: see docs/design/law-is-dated-cited-data.md"
            raise SourceError(message, file=f"{code}/{path}")
    if "jurisdiction.yaml" not in files:
        message = "the file is missing: every jurisdiction needs it"
        raise SourceError(message, file=f"{code}/jurisdiction.yaml")
    nodes = {
        path: read_document(text, file=f"{code}/{path}")
        for path, text in files.items()
        if not path.startswith(("returns/", "forms/"))
    }
    return _read(nodes, code, tried)


def _read(nodes: Mapping[str, Node], code: str, tried: str) -> Rulebook:
    jurisdiction = read_jurisdiction(nodes["jurisdiction.yaml"])
    if jurisdiction.code != code:
        nodes["jurisdiction.yaml"].refuse(f"the code {jurisdiction.code} must be the name of the folder, {code}")
    parameters = _each(
        nodes, "parameters/", lambda node, name: read_parameter(node, id=name, jurisdiction=jurisdiction)
    )
    _check_indices(parameters)
    acts = _each(
        nodes,
        "acts/",
        lambda node, name: read_act(node, name=name, parameters=parameters, jurisdiction=jurisdiction),
    )
    if tried and tried not in acts:
        message = f"the act that is tried is missing: there is {', '.join(acts) or 'none'}"
        raise SourceError(message, file=f"{code}/acts/{tried}.yaml")
    _check_acts(parameters, acts)
    calendar = read_calendar((node for path, node in nodes.items() if path.startswith("calendar/")), jurisdiction)
    instruments = _each(
        nodes, "instruments/", lambda node, name: read_instrument(node, name=name, jurisdiction=jurisdiction)
    )
    check_instruments(instruments.values(), parameters)
    letters = _each(nodes, "letters/", lambda node, name: read_letter(node, name=name, jurisdiction=jurisdiction))
    return Rulebook(jurisdiction, parameters, acts, calendar, instruments, tried, letters)


def _each(nodes: Mapping[str, Node], folder: str, read: Callable[[Node, str], Thing]) -> dict[str, Thing]:
    names = {path: path.removeprefix(folder).removesuffix(".yaml").replace("/", ".") for path in sorted(nodes)}
    return {name: read(nodes[path], name) for path, name in names.items() if path.startswith(folder)}


def _check_indices(parameters: Mapping[str, Parameter]) -> None:
    for parameter in parameters.values():
        if parameter.form.shape is not Shape.INDEXED_AMOUNT:
            continue
        index, node = parameters.get(parameter.index), parameter.node.entries()["index"]
        if index is None:
            node.refuse(f"there is no parameter '{parameter.index}': name the one that holds the index in money")
        if index.form.shape is not Shape.AMOUNT or index.form.unit.dimension != "money" or index.by:
            node.refuse(f"'{parameter.index}' must be an amount of money that does not differ by class or zone")


def _check_acts(parameters: Mapping[str, Parameter], acts: Mapping[str, Act]) -> None:
    """Refuse an act in force that sets what the law sets, or what another act of its kind sets from the same day."""
    seen: dict[tuple[Kind, str, str, str, date], DatedValue] = {}
    for act in acts.values():
        for parameter, values in act.sets.items() if act.in_force else ():
            for value in values:
                _check_against_law(parameters[parameter], value)
                other = seen.setdefault((act.kind, parameter, value.cls, value.zone, value.period.since), value)
                if other is not value:
                    where = f"{other.node.file}:{other.node.line}"
                    value.node.refuse(f"{where} sets {parameter} from the same day: let one act set it")


def _check_against_law(parameter: Parameter, value: DatedValue) -> None:
    for law in parameter.values:
        same_place = (law.cls, law.zone) == (value.cls, value.zone)
        if same_place and law.value is not None and law.period.overlaps(value.period):
            value.node.refuse(
                f"the law sets {parameter.id} on these days ({law.period}, {law.citation}, line {law.node.line} of "
                f"{law.node.file}): an act can only set what the law leaves open"
            )
