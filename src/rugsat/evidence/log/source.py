"""Where the files of a log come from: a folder, or the address of a web server that only hands out files."""

import re
import zlib
from collections.abc import Iterator
from http.client import HTTPException
from pathlib import Path
from typing import Protocol
from urllib.error import HTTPError, URLError
from urllib.request import HTTPRedirectHandler, Request, build_opener

from rugsat.evidence.log.errors import LogError

_LONGEST = 256 * (2 + 0xFFFF)
"""No file of a log is longer than a full bundle of the longest entries."""
_SECONDS = 30
_MISSING = {404, 410}
_ADDRESS = re.compile(r"https?://\S+")
_HEADERS = {"Accept-Encoding": "gzip, identity"}


class _NoRedirect(HTTPRedirectHandler):
    """A log is where its address says; whoever sends elsewhere is told to the person who asks."""

    def redirect_request(self, *_: object) -> None:
        """Follow nothing."""
        return


_OPENER = build_opener(_NoRedirect)


class Source(Protocol):
    """Hands out the files of a log by their names."""

    def read(self, name: str) -> bytes | None:
        """The bytes of a file, None where there is none."""

    def names(self) -> Iterator[str] | None:
        """The names of all files, None where they cannot be listed."""


class FolderSource:
    """The files of a log in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def read(self, name: str) -> bytes | None:
        """The bytes of a file, None where there is none; LogError where it cannot be read or is no file."""
        path = self.folder / name
        try:
            if path.exists() and not path.is_file():
                message = f"{path} is no file; put the log back from a copy"
                raise LogError(message)
            return path.read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as error:
            message = f"{path} cannot be read ({error.strerror}); look at its rights, or take a copy of the log"
            raise LogError(message) from None

    def names(self) -> Iterator[str]:
        """The names of all files under the folder."""
        return (path.relative_to(self.folder).as_posix() for path in self.folder.rglob("*") if not path.is_dir())


class AddressSource:
    """The files of a log behind an address; LogError where the server does not answer as a web server does."""

    def __init__(self, address: str) -> None:
        self._base = address.rstrip("/")

    def read(self, name: str) -> bytes | None:
        """The bytes of a file, None where the server says that there is none."""
        address = f"{self._base}/{name}"
        try:
            # Only http and https come here (source_of), and no redirect is followed: nothing else can be asked for.
            with _OPENER.open(Request(address, headers=_HEADERS), timeout=_SECONDS) as answer:  # noqa: S310
                content: bytes = answer.read(_LONGEST + 1)
                packed = answer.headers.get("Content-Encoding") == "gzip"
        except HTTPError as error:
            if error.code in _MISSING:
                return None
            message = f"{address} answers {error.code} {error.reason}; give the address that hands out the log itself"
            raise LogError(message) from None
        except (URLError, HTTPException, OSError, ValueError) as error:  # ValueError: no address can be so written
            message = f"{address} cannot be reached ({getattr(error, 'reason', error)}); check the address, try again"
            raise LogError(message) from None
        _refuse_longer(content, address)
        return _unzipped(content, address) if packed else content

    def names(self) -> None:
        """A web server does not say which files it has."""
        return


def source_of(place: str | Path) -> Source:
    """The source at a folder or an http(s) address; LogError where there is neither."""
    if isinstance(place, str) and _ADDRESS.fullmatch(place):
        return AddressSource(place)
    if isinstance(place, str) and "://" in place:
        message = f"{place} is no address that a log is read from; give a folder, or one that begins with https://"
        raise LogError(message)
    folder = Path(place)
    if not folder.is_dir():
        message = f"there is no folder {folder}; give the folder of a log or its address"
        raise LogError(message)
    return FolderSource(folder)


def _refuse_longer(content: bytes, address: str) -> None:
    if len(content) > _LONGEST:
        message = f"{address} is longer than any file of a log; check that the address is that of a log"
        raise LogError(message)


def _unzipped(packed: bytes, address: str) -> bytes:
    """What a gzip answer holds; LogError where it is cut off, or would unpack to more than any file of a log."""
    unpacking = zlib.decompressobj(wbits=31)
    try:
        content = unpacking.decompress(packed, _LONGEST + 1)
    except zlib.error:
        content = b""
    _refuse_longer(content, address)
    if not unpacking.eof:
        message = f"{address} answers in gzip that cannot be unpacked; try again, or ask whoever serves the log"
        raise LogError(message)
    return content
