"""A filed file as a bounded stream of unpacked bytes: plain, gzip or Zstandard, every member checked to its end."""

import io
import zlib
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO

import zstandard

from rugsat.operations.intake.parse.batch import FileRefusedError
from rugsat.operations.intake.parse.limits import Limits

PIECE = 1 << 20
"""Bytes that are unpacked at once at most, whatever a packed file claims."""

_GZIP_MAGIC = b"\x1f\x8b"
_ZSTD_MAGIC = b"\x28\xb5\x2f\xfd"
_ZSTD_WINDOW = 128 << 20
_GZIP_READ = 64 << 10
# A Zstandard block of four bytes can unpack to 128 KiB, and the library unpacks all it is given: it is given little.
_ZSTD_READ = 1 << 10


class Packing(StrEnum):
    """How the bytes of a file are packed."""

    NONE = "plain"
    GZIP = "gzip"
    ZSTD = "Zstandard"


def packing_of(first_bytes: bytes) -> Packing:
    """Tell the packing by the first bytes of the file, never by its name."""
    if first_bytes.startswith(_GZIP_MAGIC):
        return Packing.GZIP
    return Packing.ZSTD if first_bytes.startswith(_ZSTD_MAGIC) else Packing.NONE


class UnpackedFile(io.RawIOBase):
    """The unpacked bytes of a file, read once from the beginning; FileRefusedError where they end or swell wrongly."""

    def __init__(self, path: Path, *, limits: Limits) -> None:
        super().__init__()
        self._name, self._limits = path.name, limits
        self._file: BinaryIO = path.open("rb")
        self.packing = packing_of(self._file.read(4))
        self._file.seek(0)
        self._pieces = _PIECES[self.packing](self._file, path.name)
        self._rest = memoryview(b"")
        self._unpacked = 0

    @property
    def bytes_read(self) -> int:
        """Bytes of the file as it lies on disk that were read so far."""
        return self._file.tell()

    def readable(self) -> bool:
        """Tell that the stream can be read."""
        return True

    def close(self) -> None:
        """Close the file on disk."""
        self._file.close()
        super().close()

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Fill the buffer with the next unpacked bytes; 0 at the end."""
        if not self._rest:
            self._rest = memoryview(next(self._pieces, b""))
            self._unpacked += len(self._rest)
            self._refuse_a_bomb()
        count = min(len(buffer), len(self._rest))
        buffer[:count] = self._rest[:count]
        self._rest = self._rest[count:]
        return count

    def _refuse_a_bomb(self) -> None:
        unpacked, limits = self._unpacked, self._limits
        if unpacked > limits.uncompressed_bytes:
            message = f"the file unpacks to more than {limits.uncompressed_bytes} bytes; file it in parts"
            raise FileRefusedError(message, file=self._name)
        packed = self.packing is not Packing.NONE
        if packed and unpacked > limits.ratio_from and unpacked > limits.ratio * self.bytes_read:
            message = f"every packed byte unpacks to more than {limits.ratio}, as in a zip bomb; file it unpacked"
            raise FileRefusedError(message, file=self._name)


def open_unpacked(path: Path, *, limits: Limits) -> UnpackedFile:
    """Open a file for reading its unpacked bytes, whatever its packing; use it as a context manager."""
    return UnpackedFile(path, limits=limits)


def _plain(file: BinaryIO, _name: str) -> Iterator[bytes]:
    while piece := file.read(PIECE):
        yield piece


def _gunzipped(file: BinaryIO, name: str) -> Iterator[bytes]:
    packed = file.read(_GZIP_READ)
    while packed:
        member = zlib.decompressobj(wbits=31)
        while not member.eof:
            try:
                piece = member.decompress(packed, PIECE)
            except zlib.error as error:
                raise _damaged(name, Packing.GZIP, error) from None
            packed = member.unconsumed_tail
            if piece:
                yield piece
            # A full piece may leave unpacked bytes behind that need no further packed ones.
            if not packed and len(piece) < PIECE and not member.eof and not (packed := file.read(_GZIP_READ)):
                raise _half(name, Packing.GZIP)
        # What follows a member is another member, or the zeros that some writers fill up blocks with.
        packed = member.unused_data.lstrip(b"\0")
        while not packed and (more := file.read(_GZIP_READ)):
            packed = more.lstrip(b"\0")


def _unzstd(file: BinaryIO, name: str) -> Iterator[bytes]:
    decompressor = zstandard.ZstdDecompressor(max_window_size=_ZSTD_WINDOW)
    frame, pending = decompressor.decompressobj(), b""
    started = False
    while pending := pending or file.read(_ZSTD_READ):
        started = True
        try:
            piece = frame.decompress(pending)
        except zstandard.ZstdError as error:
            raise _damaged(name, Packing.ZSTD, error) from None
        pending = b""
        yield from (piece[start : start + PIECE] for start in range(0, len(piece), PIECE))
        if frame.eof:
            pending = frame.unused_data
            frame, started = decompressor.decompressobj(), False
    if started:
        raise _half(name, Packing.ZSTD)


_PIECES = {Packing.NONE: _plain, Packing.GZIP: _gunzipped, Packing.ZSTD: _unzstd}


def _half(name: str, packing: Packing) -> FileRefusedError:
    message = f"half a file: its {packing} data stop before their end; send the whole file again"
    return FileRefusedError(message, file=name, status="CRPT")


def _damaged(name: str, packing: Packing, error: Exception) -> FileRefusedError:
    message = f"its {packing} data are damaged ({error}); pack the file again and send it once more"
    return FileRefusedError(message, file=name, status="CRPT")
