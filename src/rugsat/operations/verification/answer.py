"""What verifying something came to."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """What can be verified."""

    DOCUMENT = "document"
    CODE = "code"
    CREDENTIAL = "credential"
    STATUS_LIST = "status_list"
    RULE_PACK = "rule_pack"
    RECEIPT = "receipt"
    BUNDLE = "bundle"
    REGISTER = "register"


class Term(StrEnum):
    """Whether a day lies in the term of a certificate; NONE where the thing has no term."""

    NONE = ""
    IN_TERM = "in_term"
    NOT_YET = "not_yet"
    ENDED = "ended"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The answer; a signature is valid where there is no problem."""

    kind: Kind
    problem: str = ""
    """Why it is not to be relied on; empty where the signature is valid."""
    number: str = ""
    key: str = ""
    signed_at: datetime | None = None
    said: Mapping[str, Any] = field(default_factory=dict)
    """What it says, by name."""
    on: date | None = None
    term: Term = Term.NONE
    status: str = ""
    """valid, suspended, revoked, as the register words it, or unknown; empty where the thing has no status."""
    status_as_of: datetime | None = None
    demonstration: bool = False
    notes: tuple[str, ...] = ()

    @property
    def exit_code(self) -> int:
        """0 signed and, as far as is known, in force; 1 not to be relied on; 3 signed, but not in force on the day."""
        if self.problem:
            return 1
        return 0 if self.term in {Term.NONE, Term.IN_TERM} and self.status in {"", "valid", "unknown"} else 3

    def noting(self, *notes: str) -> "Answer":
        """The same answer with further notes."""
        return replace(self, notes=(*self.notes, *notes))

    def to_json(self) -> dict[str, Any]:
        """The answer for programs."""
        return {
            "kind": self.kind.value,
            "signature": "not valid" if self.problem else "valid",
            "problem": self.problem,
            "number": self.number,
            "key": self.key,
            "signed_at": self.signed_at.isoformat() if self.signed_at else None,
            "on": self.on.isoformat() if self.on else None,
            "term": self.term.value,
            "status": self.status,
            "status_as_of": self.status_as_of.isoformat() if self.status_as_of else None,
            "demonstration": self.demonstration,
            "said": dict(self.said),
            "notes": list(self.notes),
            "exit_code": self.exit_code,
        }


def term_on(on: date, since: date, until: date | None) -> Term:
    """Where a day lies to a term that ends before `until`."""
    if on < since:
        return Term.NOT_YET
    return Term.ENDED if until and on >= until else Term.IN_TERM
