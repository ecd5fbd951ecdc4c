"""Taking documents that come with what is said: type-checked by content, limited in size, kept by their digest."""

from collections.abc import Sequence
from dataclasses import dataclass

from rugsat.kernel.errors import RugsatError
from rugsat.store.documents import keep
from rugsat.store.licensing.models import Document
from rugsat.usecases.work import Work

LARGEST = 64 << 20
MOST = 20
_TYPES = {
    b"%PDF-": "application/pdf",
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"PK\x03\x04": "application/zip",
    b"PAR1": "application/vnd.apache.parquet",
}
_TEXT = "text/plain"


class PaperRefusedError(RugsatError):
    """A document that cannot be taken with what is said."""


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
    """Keep the documents; PaperRefusedError names the one that cannot be taken, and then none is named by an act."""
    if len(papers) > MOST:
        message = f"{len(papers)} documents came at once, and {MOST} may: send the others with a further answer"
        raise PaperRefusedError(message)
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
    """What a document is by its first bytes; what it is called does not count."""
    name, content = paper.name, paper.content
    if not name.strip() or len(name) > 200 or not name.isprintable() or "/" in name or "\\" in name:
        message = f"'{name[:40]!r}' is no name of a document: take up to 200 letters without a path"
        raise PaperRefusedError(message)
    if not 0 < len(content) <= LARGEST:
        message = f"'{name}' has {len(content)} bytes: a document has at least one and at most {LARGEST}"
        raise PaperRefusedError(message)
    for magic, media_type in _TYPES.items():
        if content.startswith(magic):
            return media_type
    if _is_text(content):
        return _TEXT
    message = (
        f"'{name}' is none of PDF, PNG, JPEG, ZIP (so also DOCX and XLSX), Parquet or UTF-8 text: hand it in as one"
    )
    raise PaperRefusedError(message)


def _is_text(content: bytes) -> bool:
    if b"\x00" in content:
        return False
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
