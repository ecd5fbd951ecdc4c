"""Documents that come with a form of the console, and those that it gives out."""

from django.http import HttpRequest, HttpResponse

from rugsat.store import documents
from rugsat.store.document_type import LARGEST_DOCUMENT
from rugsat.usecases.take_documents import Paper
from rugsat.web.layout.documents import attachment


def papers_of(request: HttpRequest, name: str = "documents") -> tuple[Paper, ...]:
    """The documents of a form; one that is too large is not read to its end, and is refused by the act."""
    return tuple(Paper(each.name or "", each.read(LARGEST_DOCUMENT + 1)) for each in request.FILES.getlist(name))


def given_out(digest: str, *, name: str, media_type: str) -> HttpResponse:
    """A document that is kept, to be saved and never shown within a page."""
    return attachment(documents.read(digest), name=name, media_type=media_type)
