"""A document that was handed in for a case, as whoever may read it gets it."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from rugsat.store import documents
from rugsat.store.licensing.holder import Passing, passing
from rugsat.store.licensing.models import Case, CaseDocument
from rugsat.store.queries.told import NotOnTheRegisterError


@dataclass(frozen=True, slots=True)
class DocumentTold:
    """A document with its bytes."""

    name: str
    media_type: str
    content: bytes


def readable(case: Case, party: str, moved: Passing) -> QuerySet[CaseDocument]:
    """The documents of a case that a party may read.

    Its own; and where it holds the case, what others have handed in since it does, but nothing of a party that the case
    came from or was to go to.
    """
    may = Q(by__party_id=party)
    if party == case.party_id:
        of_others = ~Q(by__party_id__in=sorted(moved.named - {party}))
        may |= of_others & Q(received_at__gte=moved.held_since) if moved.held_since else of_others
    return case.documents.filter(may).select_related("by", "document")


def of_case(*, case: str, party: str, number: int) -> DocumentTold:
    """A document of a case of the party, or of one that is on its way to it; of another's case there is none."""
    held = Case.objects.filter(case=case).first()
    found = readable(held, party, passing(held)).filter(pk=number).first() if held else None
    if found is None:
        message = f"you have no document {number}: look at the list of documents"
        raise NotOnTheRegisterError(message)
    return DocumentTold(found.name, found.document.media_type, documents.read(found.document_id))
