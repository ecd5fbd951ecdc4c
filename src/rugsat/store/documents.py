"""Documents by their content: a folder of files that are named by their SHA-256 and never change."""

import hashlib
from pathlib import Path

from django.conf import settings

from rugsat.evidence.lake.durable import sync_folder, write_durably
from rugsat.kernel.errors import RugsatError


class DocumentLostError(RugsatError):
    """A document that is not there, or that is no longer what it was."""


def keep(content: bytes) -> str:
    """Write a document durably and give its digest; one that is there is not written again."""
    digest = hashlib.sha256(content).hexdigest()
    path = place(digest)
    if not path.is_file():
        if not path.parent.is_dir():
            path.parent.mkdir(parents=True, exist_ok=True)
            sync_folder(path.parent.parent)
        write_durably(path, content)
    return digest


def read(digest: str) -> bytes:
    """The bytes of a document; DocumentLostError where they are missing or changed."""
    path = place(digest)
    if not path.is_file():
        message = f"the document {digest} is not in {path.parent}: restore the folder from its copy"
        raise DocumentLostError(message)
    content = path.read_bytes()
    if hashlib.sha256(content).hexdigest() != digest:
        message = f"{path} is not what it was when it came in: restore it from its copy"
        raise DocumentLostError(message)
    return content


def place(digest: str) -> Path:
    """Where a document lies."""
    folder: Path = settings.OFFICE
    return folder / "documents" / digest[:2] / digest
