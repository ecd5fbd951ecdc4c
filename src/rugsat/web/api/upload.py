"""Uploads on their way to the disk: in pieces, counted and hashed, and never in memory as a whole."""

import hashlib
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import IO, Any

from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest, UnreadablePostError
from django.http.multipartparser import MultiPartParserError

from rugsat.store.api_access.receiving import spool_folder
from rugsat.web.api import clock
from rugsat.web.api.problems import ProblemError

_PIECE = 1 << 20
_NAME = re.compile(r"[A-Za-z0-9][-_.A-Za-z0-9]{0,199}")
LARGEST = int(os.environ.get("RUGSAT_LARGEST_UPLOAD") or 64 << 30)
"""Bytes of one request; what is more is refused before it is read."""
_PART, _PREFIX = "files", "upload-"
_LEFT_BEHIND = timedelta(days=2)
_KEPT_FREE = 1 << 30
"""Bytes of the disk that an upload leaves free, so that the office can go on."""


@dataclass(slots=True)
class Spooled:
    """A file as it came in."""

    name: str
    path: Path
    digest: str
    size: int


@contextmanager
def spool() -> Iterator[Path]:
    """A folder for the files of one request; it goes when the request is answered."""
    _tidy()
    folder = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=spool_folder()))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _tidy() -> None:
    """Take away what servers left behind that were killed; no upload lasts so long."""
    before = (clock.now() - _LEFT_BEHIND).timestamp()
    for folder in spool_folder().glob(f"{_PREFIX}*"):
        with suppress(FileNotFoundError):
            if folder.stat().st_mtime < before:
                shutil.rmtree(folder, ignore_errors=True)


def refuse_name(name: str) -> str:
    """The name of a file; ProblemError where it could not be that of a filing."""
    if not _NAME.fullmatch(name):
        message = "the file name has other than letters, digits, points and dashes: name it sender.return.period.csv"
        raise ProblemError(422, "file-name", message)
    return name


def expected_size(request: HttpRequest, largest: int = LARGEST) -> int:
    """How many bytes will come; ProblemError where that is not said, too many, or more than the disk has room for."""
    # Whoever sends neither a length nor pieces sends nothing, as a nil return is.
    said = request.META.get("CONTENT_LENGTH") or "0"
    if not said.isdecimal() or "Transfer-Encoding" in request.headers:
        message = "the request does not say how long it is: send Content-Length, and not in chunks"
        raise ProblemError(411, "length-missing", message)
    size = int(said)
    if size > largest:
        message = f"the request has {size} bytes and at most {largest} are taken: pack the file, or file it in parts"
        raise ProblemError(413, "too-large", message)
    if shutil.disk_usage(spool_folder()).free - size < _KEPT_FREE:
        message = "there is no room for the file at the moment: try again later"
        raise ProblemError(507, "no-room", message, {"Retry-After": "600"})
    return size


def spool_body(request: HttpRequest, name: str, folder: Path, *, largest: int = LARGEST) -> Spooled:
    """Write the body of a request to a file of that name, piece by piece."""
    size = expected_size(request, largest)
    file = _Writing(refuse_name(name), folder)
    try:
        while piece := request.read(_PIECE):
            file.write(piece)
    except UnreadablePostError as error:
        raise _broken_off(file.size, size) from error
    spooled = file.close()
    if spooled.size != size:
        raise _broken_off(spooled.size, size)
    return spooled


def spool_parts(request: HttpRequest, folder: Path, *, most: int) -> list[Spooled]:
    """Write every file of a multipart body to the folder, piece by piece."""
    if request.content_type != "multipart/form-data":
        message = f"the body is '{request.content_type}': send the files as multipart/form-data"
        raise ProblemError(415, "not-multipart", message)
    expected_size(request)
    handler = _SpoolHandler(request, folder, most)
    request.upload_handlers = [handler]
    try:
        request.FILES  # noqa: B018 - reading it is what makes Django read the body
    except UnreadablePostError as error:
        raise _broken_off(0, 0) from error
    except MultiPartParserError as error:
        message = f"the body is no multipart that can be read ({error}): send it as the reference says"
        raise ProblemError(400, "not-multipart", message) from error
    if request.POST:
        message = f"'{next(iter(request.POST))}' is no file: send files alone, each with its file name"
        raise ProblemError(422, "not-valid", message)
    return handler.spooled


def _broken_off(came: int, size: int) -> ProblemError:
    message = f"the upload broke off ({came} of {size} bytes came), and nothing was filed: send it again"
    return ProblemError(400, "broken-off", message)


@dataclass(slots=True)
class _Writing:
    name: str
    folder: Path
    size: int = 0
    _hash: Any = field(default_factory=hashlib.sha256)
    _file: IO[bytes] | None = None

    def __post_init__(self) -> None:
        self._file = (self.folder / self.name).open("xb")

    def write(self, piece: bytes) -> None:
        assert self._file is not None
        self._file.write(piece)
        self._hash.update(piece)
        self.size += len(piece)

    def close(self) -> Spooled:
        assert self._file is not None
        self._file.close()
        return Spooled(self.name, self.folder / self.name, self._hash.hexdigest(), self.size)


class _SpoolHandler(FileUploadHandler):
    """Takes the files of a multipart body as they come; no two may have one name."""

    def __init__(self, request: HttpRequest, folder: Path, most: int) -> None:
        super().__init__(request)
        self.folder, self.most = folder, most
        self.chunk_size = _PIECE
        self.spooled: list[Spooled] = []
        self._writing: _Writing | None = None

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin a file."""
        super().new_file(*args, **kwargs)
        name = refuse_name(str(self.file_name))
        if self.field_name != _PART:
            message = f"'{self.field_name}' is no part that is taken: name each part that is a file '{_PART}'"
            raise ProblemError(422, "not-valid", message)
        if len(self.spooled) == self.most or name in {each.name for each in self.spooled}:
            message = f"the request holds '{name}' twice or more than {self.most} files: send fewer, each once"
            raise ProblemError(422, "file-name", message)
        self._writing = _Writing(name, self.folder)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:  # noqa: ARG002 - as Django calls it
        """Write a piece."""
        assert self._writing is not None
        self._writing.write(raw_data)
        return None

    def file_complete(self, file_size: int) -> None:  # noqa: ARG002 - as Django calls it
        """End a file; Django is given nothing to keep."""
        assert self._writing is not None
        self.spooled.append(self._writing.close())
