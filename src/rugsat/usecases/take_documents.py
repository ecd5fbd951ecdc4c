"""Taking documents that come with what is said: type-checked by content, limited in size, kept by their digest."""

from collections.abc import Sequence
from dataclasses import dataclass

from rugsat.store.document_type import DocumentRefusedError, type_taken
from rugsat.store.documents import keep
from rugsat.store.licensing.models import Document
from rugsat.usecases.work import Work

MOST = 20
"""Documents that may come at once."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A document as it is handed in."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Taken:
    """A document that is kept, under the name that it was handed in with."""

    digest: str
    name: str


def take_documents(work: Work, papers: Sequence[Paper]) -> tuple[Taken, ...]:
    """Keep the documents; DocumentRefusedError names the one that cannot be taken, and then none is named by an act."""
    if len(papers) > MOST:
        message = f"{len(papers)} documents came at once, and {MOST} may: send the others with a further answer"
        raise DocumentRefusedError(message)
    media = [_media_type(each) for each in papers]
    taken = []
    for paper, media_type in zip(papers, media, strict=True):
        # The bytes are durable before the transaction says that they are there; one that is never named does no harm.
        digest = keep(paper.content)
        said = {"media_type": media_type, "size": len(paper.content), "received_at": work.at}
        Document.objects.get_or_create(digest=digest, defaults=said)
        taken.append(Taken(digest, paper.name))
    return tuple(taken)


def _media_type(paper: Paper) -> str:
    """What a document is by its content; its name must be one."""
    name = paper.name
    if not name.strip() or len(name) > 200 or not name.isprintable() or "/" in name or "\\" in name:
        message = f"'{name[:40]!r}' is no name of a document: take up to 200 letters without a path"
        raise DocumentRefusedError(message)
    return type_taken(name, paper.content).value
