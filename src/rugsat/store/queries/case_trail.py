"""What came into a case: documents, what others have said, and each line of its trail with its place in the log."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from rugsat.store.licensing.models import Case, CaseDocument
from rugsat.store.outbox.models import Entry, Sequenced
from rugsat.store.queries.told import NotOnTheRegisterError


@dataclass(frozen=True, slots=True)
class Paper:
    """A document that was handed in."""

    digest: str
    kind: str
    name: str
    by: str
    received_at: datetime
    media_type: str
    size: int


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody other than the applicant has said."""

    attestation: int
    kind: str
    about: str
    by: str
    on: date
    since: date
    until: date | None
    says: Mapping[str, Any]
    document: str
    withdrawn_at: datetime | None


@dataclass(frozen=True, slots=True)
class Trail:
    """One thing that happened, with its place in the log."""

    place: int
    kind: str
    at: datetime
    by: str
    number: int
    """Number of the act of the case, 0 where it was none."""
    in_log: bool
    """Whether the log has taken it over yet."""


def papers_of(case: Case) -> tuple[Paper, ...]:
    """The documents of a case in the order in which they came."""
    rows = case.documents.select_related("by", "document").order_by("pk")
    return tuple(_paper(each) for each in rows)


def paper(case: str, digest: str) -> Paper:
    """One document of a case; NotOnTheRegisterError where it has none of that digest."""
    rows = CaseDocument.objects.filter(case=case, document=digest).select_related("by", "document")
    held = rows.order_by("pk").first()
    if held is None:
        message = f"the case {case} has no document {digest[:12]}: look at its documents"
        raise NotOnTheRegisterError(message)
    return _paper(held)


def said_of(case: Case) -> tuple[Said, ...]:
    """What others have said of a case; what was taken back says so."""
    names = ("kind", "about", "by", "on", "since", "until", "says", "document", "withdrawn_at")
    rows = case.attestations.order_by("pk")
    return tuple(Said(each.pk, *(getattr(each, name) for name in names)) for each in rows)


def trail_of(subject: str) -> tuple[Trail, ...]:
    """Everything that was logged of a thing, the first one first."""
    size = Sequenced.objects.values_list("size", flat=True).order_by("-size").first() or 0
    rows = Entry.objects.filter(subject=subject).order_by("number")
    return tuple(_trail(each, size) for each in rows.values_list("number", "kind", "at", "content"))


def _paper(held: CaseDocument) -> Paper:
    document = held.document
    return Paper(
        digest=held.document_id,
        kind=held.kind,
        name=held.name,
        by=held.by.login,
        received_at=held.received_at,
        media_type=document.media_type,
        size=document.size,
    )


def _trail(row: tuple[int, str, datetime, Any], size: int) -> Trail:
    place, kind, at, content = row
    said = content if isinstance(content, Mapping) else {}
    number = said.get("number")
    by = said.get("by") if kind.startswith("case_") else said.get("written_by") or said.get("by")
    return Trail(place, kind, at, str(by or ""), number if isinstance(number, int) else 0, place < size)
