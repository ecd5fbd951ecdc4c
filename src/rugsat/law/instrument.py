"""An instrument of authorisation, such as a licence or a registration certificate, in its dated versions."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from rugsat.kernel.citation import Citation, Confidence
from rugsat.kernel.period import Period
from rugsat.law.basis import read_period, read_source
from rugsat.law.jurisdiction import Jurisdiction, Titles
from rugsat.law.source.document import Node, by_language


class InstrumentKind(StrEnum):
    """The closed set of instruments."""

    REGISTRATION_CERTIFICATE = "registration_certificate"
    LICENCE = "licence"
    PERMIT = "permit"
    ACCREDITATION = "accreditation"


@dataclass(frozen=True, slots=True)
class Term:
    """How long: so many days, working days, months or years; the count None is without end."""

    count: int | None
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """A row of the procedure: who may do what, from which state to which, within which time."""

    before: str
    verb: str
    after: str
    who: str
    clock: Term | None
    article: str


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
    procedure: tuple[Step, ...]
    note: str


@dataclass(frozen=True, slots=True)
class Instrument:
    """An instrument and its versions, the earliest first."""

    name: str
    versions: tuple[InstrumentVersion, ...]

    def on(self, day: date) -> InstrumentVersion | None:
        """The version that holds on a day, None where there is none."""
        return next((version for version in self.versions if day in version.period), None)


_UNITS = ("day", "working_day", "month", "year")


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
    return Instrument(name, tuple(versions))


def _version(node: Node, jurisdiction: Jurisdiction) -> InstrumentVersion:
    entries = node.mapping(
        required=("since", "title", "kind", "issued_by", "role", "term", "confidence", "source"),
        optional=("until", "classes", "note", "procedure"),
    )
    classes = entries["classes"].sequence() if "classes" in entries else []
    return InstrumentVersion(
        period=read_period(entries),
        title=by_language(entries["title"], jurisdiction.languages),
        kind=entries["kind"].one_of(InstrumentKind),
        issued_by=by_language(entries["issued_by"], jurisdiction.languages),
        role=entries["role"].word(*jurisdiction.roles),
        term=_term(entries["term"]),
        classes=tuple(item.word(*jurisdiction.classes) for item in classes),
        citation=read_source(entries["source"], confidence=entries["confidence"].one_of(Confidence)),
        procedure=tuple(_step(item) for item in entries["procedure"].sequence()) if "procedure" in entries else (),
        note=entries["note"].text() if "note" in entries else "",
    )


def _term(node: Node) -> Term | None:
    if node.is_null:
        return None
    if not node.is_mapping:
        node.word("unlimited")
        return Term(None)
    entries = node.mapping(required=("count", "unit"))
    if entries["count"].whole() < 1:
        entries["count"].refuse("a term counts at least one")
    return Term(entries["count"].whole(), entries["unit"].word(*_UNITS))


def _step(node: Node) -> Step:
    entries = node.mapping(required=("from", "verb", "to", "who"), optional=("clock", "article"))
    return Step(
        before=entries["from"].text(),
        verb=entries["verb"].text(),
        after=entries["to"].text(),
        who=entries["who"].text(),
        clock=_term(entries["clock"]) if "clock" in entries else None,
        article=entries["article"].text() if "article" in entries else "",
    )
