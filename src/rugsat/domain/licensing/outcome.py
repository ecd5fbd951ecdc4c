"""The answer of a requirement: met, unmet or unknown, with its reason, its citation and what was looked at."""

from dataclasses import dataclass
from enum import StrEnum

from rugsat.kernel.citation import Citation
from rugsat.law.basis import Kind


class Status(StrEnum):
    """The closed set of answers; what nobody but the applicant has said is unknown, never met."""

    MET = "met"
    UNMET = "unmet"
    UNKNOWN = "unknown"
    ASLEEP = "asleep"
    """The law, or the authority by policy, has set nothing for it."""


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
