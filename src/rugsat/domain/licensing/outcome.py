"""The answer of a requirement: met, unmet or unknown, with its reason, its citation and what was looked at."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from rugsat.domain.licensing.facts import Attestation
from rugsat.kernel.citation import Citation
from rugsat.kernel.language import gettext
from rugsat.law.basis import Kind


class Status(StrEnum):
    """The closed set of answers; what nobody but the applicant has said is unknown, never met."""

    MET = "met"
    UNMET = "unmet"
    UNKNOWN = "unknown"
    ASLEEP = "asleep"
    """The law, or the authority by policy, has set nothing for it."""
    NOT_ASKED = "not_asked"
    """The law of that day says that this is not required of this applicant."""


@dataclass(frozen=True, slots=True)
class Looked:
    """One piece of evidence that was looked at: what it is, about what, who said so."""

    kind: str
    about: str
    by: str
    document: str = ""


@dataclass(frozen=True, slots=True)
class Rests:
    """A value of the law that the answer rests on, as it was that day."""

    parameter: str
    kind: Kind
    citation: Citation


@dataclass(frozen=True, slots=True)
class Point:
    """What a requirement says of one thing, such as one site: the answer, why, and what was looked at."""

    status: Status
    reason: str
    """An English sentence as a template; `said` fills in the fields in the language of the reader."""
    fields: tuple[tuple[str, str], ...] = ()
    about: str = ""
    looked: tuple[Looked, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one requirement says of one application on one day."""

    requirement: str
    status: Status
    reason: str
    """One English sentence made by `gettext`-able template and fields; see `says`."""
    fields: tuple[tuple[str, str], ...] = ()
    """The fields of the sentence, so that it can be said in another language."""
    looked: tuple[Looked, ...] = ()
    rests: tuple[Rests, ...] = ()
    points: tuple[Point, ...] = ()
    """The answer for each thing that was looked at; the reason above is that of the first of the worst of them."""
    unverified: bool = False
    """Whether it would be unmet, but by a value of the law that was read from sources too weak to refuse anybody."""


def said(answer: Point | Outcome) -> str:
    """The reason in the present language, with its fields filled in."""
    return gettext(answer.reason).format_map(dict(answer.fields))


def looked_at(attestation: Attestation) -> Looked:
    """An attestation as a piece of evidence that was looked at."""
    return Looked(attestation.kind, attestation.about, attestation.by, attestation.document)


def met(reason: str, *looked: Looked, about: str = "", **fields: object) -> Point:
    """Say that it is met."""
    return _point(Status.MET, reason, looked, about, fields)


def unmet(reason: str, *looked: Looked, about: str = "", **fields: object) -> Point:
    """Say that it is not met."""
    return _point(Status.UNMET, reason, looked, about, fields)


def unknown(reason: str, *looked: Looked, about: str = "", **fields: object) -> Point:
    """Say that it is not known: nobody has said it who may, or an officer must decide."""
    return _point(Status.UNKNOWN, reason, looked, about, fields)


def not_asked(reason: str, **fields: object) -> Point:
    """Say that the law does not ask it of this applicant."""
    return _point(Status.NOT_ASKED, reason, (), "", fields)


def _point(status: Status, reason: str, looked: tuple[Looked, ...], about: str, fields: Mapping[str, object]) -> Point:
    return Point(status, reason, tuple((name, str(value)) for name, value in fields.items()), about, looked)
