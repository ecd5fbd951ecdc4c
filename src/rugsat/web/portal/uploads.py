"""Files on their way in: let in before they are read, counted, and written to the disk of the office in pieces."""

import os
import shutil
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from rugsat.kernel.language import gettext as _
from rugsat.store.api_access.receiving import spool_folder
from rugsat.web.layout.refusal import refused
from rugsat.web.portal.words import size_word

LARGEST_RETURN = int(os.environ.get("RUGSAT_LARGEST_UPLOAD") or 64 << 30)
LARGEST_DOCUMENT = 64 << 20
LARGEST_LIST = 16 << 20
_AROUND = 1 << 20
"""Bytes that a form takes besides its file."""
_KEPT_FREE = 1 << 30
_TYPES = {b"%PDF-": "PDF", b"\x89PNG\r\n\x1a\n": "PNG", b"\xff\xd8\xff": "JPEG", b"PK\x03\x04": "ZIP"}
Page = Callable[..., HttpResponse]


class SpooledFile(UploadedFile):  # type: ignore[type-arg]
    """A file that came in, on the disk of the office until the request is answered."""

    def __init__(self, written: IO[bytes], folder: TemporaryDirectory[str], **said: Any) -> None:
        super().__init__(written, **said)
        self.folder = folder
        self.path = Path(written.name)

    def named(self, name: str) -> Path:
        """The file under a name that says what it is."""
        return self.path.rename(Path(self.folder.name) / name)


def empty_file() -> SpooledFile:
    """A file without content, as a nil return and a cancellation are."""
    folder = TemporaryDirectory(prefix="upload-", dir=spool_folder())
    return SpooledFile((Path(folder.name) / "file").open("w+b"), folder, name="nothing.csv", size=0)


class SpoolHandler(FileUploadHandler):
    """Writes each file into a folder of its own, which goes with the file."""

    chunk_size = 1 << 20

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin a file."""
        super().new_file(*args, **kwargs)
        self._folder = TemporaryDirectory(prefix="upload-", dir=spool_folder())
        self._file = (Path(self._folder.name) / "file").open("w+b")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:  # noqa: ARG002 - as Django calls it
        """Write a piece."""
        self._file.write(raw_data)
        return None

    def file_complete(self, file_size: int) -> SpooledFile:
        """The file as it came."""
        self._file.flush()
        self._file.seek(0)
        return SpooledFile(
            self._file, self._folder, name=self.file_name, content_type=self.content_type, size=file_size
        )


def takes_files(largest: int) -> Callable[[Page], Page]:
    """Let a page take files of at most so many bytes together; whoever may not see it is sent off before they are read.

    Whether a form is one of the office's own is looked up in what was sent. So that is left to the page, which is
    reached only by whoever may, and not done for everybody before.
    """

    def made(page: Page) -> Page:
        protected = csrf_protect(page)

        @csrf_exempt
        @wraps(page)
        def taking(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method == "POST":
                if objection := _objection(request, largest):
                    return refused(request, *objection)
                request.upload_handlers = [SpoolHandler(request)]
            return protected(request, *args, **kwargs)

        return taking

    return made


def objection_to_document(file: Any) -> str:
    """Why a file cannot be handed in as a document; empty where it can."""
    begins = file.read(16)
    file.seek(0)
    if not file.size:
        return _("The file is empty: choose another.")
    if file.size > LARGEST_DOCUMENT:
        return _("The file has {size}, and a document has at most {largest}: hand it in in parts.").format(
            size=size_word(file.size), largest=size_word(LARGEST_DOCUMENT)
        )
    if not any(begins.startswith(magic) for magic in _TYPES):
        return _("By its content the file is no PDF, PNG, JPEG or ZIP: save it as one of these and choose it again.")
    return ""


def _objection(request: HttpRequest, largest: int) -> tuple[str, HTTPStatus] | None:
    said = request.META.get("CONTENT_LENGTH") or ""
    if not said.isdecimal() or "Transfer-Encoding" in request.headers:
        return _("The browser does not say how long the file is: try another one."), HTTPStatus.LENGTH_REQUIRED
    size = int(said)
    if size > largest + _AROUND:
        message = _("The file has {size}, and at most {largest} are taken: pack it, or send it in parts.").format(
            size=size_word(size), largest=size_word(largest)
        )
        return message, HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    if shutil.disk_usage(spool_folder()).free - size < _KEPT_FREE:
        return _("There is no room for the file at the moment: try again later."), HTTPStatus.INSUFFICIENT_STORAGE
    return None
