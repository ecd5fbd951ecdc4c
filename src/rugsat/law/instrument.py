"""An instrument of authorisation, such as a licence or a registration certificate, in its dated versions."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from rugsat.kernel.citation import Citation, Confidence
from rugsat.kernel.period import Period
from rugsat.law.basis import read_period, read_source
from rugsat.law.jurisdiction import Jurisdiction, Titles
from rugsat.law.parameter import Parameter
from rugsat.law.procedure import KEYS, Step, Table, Term, read_table, read_term
from rugsat.law.procedure_holes import holes, unknown_parameters
from rugsat.law.source.document import Node, by_language


class InstrumentKind(StrEnum):
    """The closed set of instruments."""

    REGISTRATION_CERTIFICATE = "registration_certificate"
    LICENCE = "licence"
    PERMIT = "permit"
    ACCREDITATION = "accreditation"


@dataclass(frozen=True, slots=True)
class InstrumentVersion:
    """What the instrument is on the days of a period."""

    period: Period
    title: Titles
    kind: InstrumentKind
    issued_by: Titles
    role: str
    term: Term | None
    """None where no source states one."""
    classes: tuple[str, ...]
    citation: Citation
    """The source of law; where there is none, the name of what the instrument rests on, without a confidence."""
    rests_on: str
    """Of an instrument that no law provides for: the parameter without which there is none; else empty."""
    table: Table
    """Its procedure; without steps where it is not written down."""
    note: str
    parameters: Mapping[str, str]
    """Where the law of this instrument stands under a name of its own, by the name that requirements ask for."""

    def parameter(self, name: str) -> str:
        """The parameter that holds for this instrument what requirements ask for under a common name."""
        return self.parameters.get(name, name)

    @property
    def procedure(self) -> tuple[Step, ...]:
        """The steps of its procedure."""
        return self.table.steps


@dataclass(frozen=True, slots=True)
class Instrument:
    """An instrument and its versions, the earliest first."""

    name: str
    versions: tuple[InstrumentVersion, ...]
    node: Node
    """Where it is written."""

    def on(self, day: date) -> InstrumentVersion | None:
        """The version that holds on a day, None where there is none."""
        return next((version for version in self.versions if day in version.period), None)


def read_instrument(node: Node, *, name: str, jurisdiction: Jurisdiction) -> Instrument:
    """Read one file under instruments/; a version holds until the next begins, and versions must not overlap."""
    versions: list[InstrumentVersion] = []
    for item in node.mapping(required=("versions",))["versions"].sequence():
        version = _version(item, jurisdiction)
        if versions:
            period = versions[-1].period
            if version.period.since <= period.since or (period.until and version.period.overlaps(period)):
                item.refuse(
                    f"these days overlap the version that holds {period}: write versions in order of their days"
                )
            versions[-1] = replace(versions[-1], period=Period(period.since, period.until or version.period.since))
        versions.append(version)
    if not versions:
        node.refuse("an instrument has at least one version")
    return Instrument(name, tuple(versions), node)


def check_instruments(instruments: Iterable[Instrument], parameters: Mapping[str, Parameter]) -> None:
    """Refuse an instrument that names a parameter that there is not, or one of the wrong shape."""
    for instrument in instruments:
        for version in instrument.versions:
            if version.rests_on and version.rests_on not in parameters:
                instrument.node.refuse(
                    f"there is no parameter '{version.rests_on}' that it could rest on: name another"
                )
            for name in version.parameters.values():
                if name not in parameters:
                    instrument.node.refuse(f"there is no parameter '{name}': name one that there is")
            for fault in unknown_parameters(version.table, parameters):
                instrument.node.refuse(fault)


def _version(node: Node, jurisdiction: Jurisdiction) -> InstrumentVersion:
    entries = node.mapping(
        required=("since", "title", "kind", "issued_by", "role", "term"),
        optional=("until", "classes", "note", "confidence", "source", "rests_on", "parameters", *KEYS),
    )
    classes = entries["classes"].sequence() if "classes" in entries else []
    citation, term = _source(node, entries), read_term(entries["term"])
    rests_on = entries["rests_on"].text() if "rests_on" in entries else ""
    table = read_table(entries, source=None if rests_on else citation, term=term, about=jurisdiction)
    for hole in holes(table):
        entries["procedure"].refuse(hole)
    return InstrumentVersion(
        period=read_period(entries),
        title=by_language(entries["title"], jurisdiction.languages),
        kind=entries["kind"].one_of(InstrumentKind),
        issued_by=by_language(entries["issued_by"], jurisdiction.languages),
        role=entries["role"].word(*jurisdiction.roles),
        term=term,
        classes=tuple(item.word(*jurisdiction.classes) for item in classes),
        citation=citation,
        rests_on=rests_on,
        table=table,
        note=entries["note"].text() if "note" in entries else "",
        parameters=entries["parameters"].texts_by_key() if "parameters" in entries else {},
    )


def _source(node: Node, entries: dict[str, Node]) -> Citation:
    """The source of law that an instrument is read from, or the parameter that it rests on."""
    if "rests_on" not in entries:
        for key in ("confidence", "source"):
            if key not in entries:
                node.refuse(f"the key '{key}' is missing: write {key}: …, or rests_on: … where no law provides for it")
        return read_source(entries["source"], confidence=entries["confidence"].one_of(Confidence))
    for key in ("confidence", "source"):
        if key in entries:
            entries[key].refuse(f"an instrument that rests on a parameter has no {key} of its own: take one away")
    return Citation(f"whatever sets {entries['rests_on'].text()}")
