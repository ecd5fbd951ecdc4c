"""Files on their way in: let in before they are read, counted, and written to the disk of the office in pieces."""

import shutil
from collections.abc import Callable
from contextlib import suppress
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

_AROUND = 1 << 20
"""Bytes that a form takes besides its file."""
_KEPT_FREE = 1 << 30
_MEGABYTE = 1 << 20
Page = Callable[..., HttpResponse]


class SpooledFile(UploadedFile):  # type: ignore[type-arg]
    """A file that came in, on the disk of the office until the request is answered."""

    def __init__(self, written: IO[bytes], folder: TemporaryDirectory[str], **said: Any) -> None:
        super().__init__(written, **said)
        self.folder = folder
        self.path = Path(written.name)

    def close(self) -> None:
        """Let go of the file, and of the folder that it lies in."""
        super().close()
        self.folder.cleanup()

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
                # A form that waited until whoever sent it had shown who he is was read when it came.
                with suppress(AttributeError):
                    request.upload_handlers = [SpoolHandler(request)]
            return protected(request, *args, **kwargs)

        return taking

    return made


def _objection(request: HttpRequest, largest: int) -> tuple[str, HTTPStatus] | None:
    said = request.META.get("CONTENT_LENGTH") or ""
    if not said.isdecimal() or "Transfer-Encoding" in request.headers:
        return _("The browser does not say how long the file is: try another one."), HTTPStatus.LENGTH_REQUIRED
    size = int(said)
    if size > largest + _AROUND:
        message = _("The file has {size} MB, and at most {largest} MB are taken: pack it, or send it in parts.").format(
            size=-(-size // _MEGABYTE), largest=largest // _MEGABYTE
        )
        return message, HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    if shutil.disk_usage(spool_folder()).free - size < _KEPT_FREE:
        return _("There is no room for the file at the moment: try again later."), HTTPStatus.INSUFFICIENT_STORAGE
    return None
