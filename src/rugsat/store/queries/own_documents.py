"""A document that was handed in for a case, as whoever may read it gets it."""

from dataclasses import dataclass

from rugsat.store import documents
from rugsat.store.licensing.models import CaseDocument
from rugsat.store.queries.told import NotOnTheRegisterError


@dataclass(frozen=True, slots=True)
class DocumentTold:
    """A document with its bytes."""

    name: str
    media_type: str
    content: bytes


def of_case(*, case: str, party: str, number: int) -> DocumentTold:
    """A document of a case of the party; of another's case there is none."""
    rows = CaseDocument.objects.select_related("document").filter(pk=number, case=case, case__party_id=party)
    return _told(rows.first(), number)


def _told(found: CaseDocument | None, number: int) -> DocumentTold:
    if found is None:
        message = f"you have no document {number}: look at the list of documents"
        raise NotOnTheRegisterError(message)
    return DocumentTold(found.name, found.document.media_type, documents.read(found.document_id))
