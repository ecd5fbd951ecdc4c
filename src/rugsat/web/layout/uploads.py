"""Documents that come in by a form and go out again: checked by content, kept outside the web, served to be saved."""

from collections.abc import Collection
from dataclasses import dataclass

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.utils.http import content_disposition_header

from rugsat.kernel.errors import RugsatError
from rugsat.kernel.language import gettext as _
from rugsat.store.document_type import DOCUMENTS, EXTENSIONS, DocumentType, document_type, safe_name
from rugsat.store.documents import keep

LARGEST = 64 << 20
"""Bytes of a document."""
_MEGABYTE = 1 << 20


class UploadRefusedError(RugsatError):
    """A file that cannot be taken: why, and what to do instead."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A document that was checked: its safe name, its content, and what it is by that."""

    name: str
    content: bytes
    media_type: str

    def keep(self) -> str:
        """Keep it among the documents of the office, by its digest."""
        return keep(self.content)


def taken(
    file: UploadedFile,  # type: ignore[type-arg]
    *,
    kinds: Collection[DocumentType] = DOCUMENTS,
    largest: int = LARGEST,
) -> Upload:
    """A file as a document; UploadRefusedError where it is empty, too large, or by its content none of the kinds.

    What the browser says of its type counts for nothing. Its name is kept as far as it is safe.
    """
    given = str(file.name or "")
    if not file.size:
        message = _("“{name}” is empty: choose the file again.").format(name=given)
        raise UploadRefusedError(message)
    if file.size > largest:
        message = _("“{name}” has {size} MB, and at most {largest} MB are taken: hand it in in parts.").format(
            name=given, size=-(-file.size // _MEGABYTE), largest=largest // _MEGABYTE
        )
        raise UploadRefusedError(message)
    file.seek(0)
    content = file.read()
    kind = document_type(content)
    if kind is None or kind not in kinds:
        endings = sorted(EXTENSIONS[each][0].removeprefix(".").upper() for each in kinds)
        message = _("“{name}” is by its content none of {kinds}: save it as one of these and choose it again.").format(
            name=given, kinds=", ".join(endings)
        )
        raise UploadRefusedError(message)
    return Upload(safe_name(given, kind), content, kind.value)


def attachment(content: bytes, *, name: str, media_type: str) -> HttpResponse:
    """A document as an answer that a browser saves, and neither shows nor takes for something else.

    Even where a browser shows it, it may do nothing there.
    """
    response = HttpResponse(content, content_type=media_type)
    response.headers["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cache-Control"] = "no-store, private"
    return response
