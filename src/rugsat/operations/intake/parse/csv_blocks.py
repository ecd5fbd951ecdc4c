"""The bytes of a CSV file block by block; what is not used of a block comes again."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rugsat.operations.intake.parse.container import PIECE, Packing, UnpackedFile, open_unpacked
from rugsat.operations.intake.parse.limits import Limits

_WINDOW = 64 << 10


class Blocks:
    """Gives blocks of a file; what a block holds beyond its last whole record is given back, and comes again."""

    def __init__(self, path: Path, file: UnpackedFile) -> None:
        self._file = file
        self._kept = b""
        self._given = 0
        self._size = path.stat().st_size
        self._plain = path.open("rb", buffering=0) if file.packing is Packing.NONE else None

    @property
    def bytes_read(self) -> int:
        """Bytes of the file as it lies on disk that were read so far."""
        return self._given if self._plain else self._file.bytes_read

    @property
    def is_plain(self) -> bool:
        """Whether the file is not packed, so that any place of it can be read again."""
        return self._plain is not None

    def take(self, size: int) -> tuple[bytes, bool]:
        """The next bytes, up to a line feed where one is near, and whether they are the last."""
        return self._take_plain(size) if self._plain else self._take_packed(size)

    def give_back(self, rest: bytes) -> None:
        """Let the rest of what was taken come again with the next."""
        self._given -= len(rest)
        self._kept = b"" if self._plain else rest

    def close(self) -> None:
        """Close what is read directly."""
        if self._plain:
            self._plain.close()

    def _take_plain(self, size: int) -> tuple[bytes, bool]:
        assert self._plain is not None
        # Where the last line ends is looked up first, so that so large a block need not be copied to be cut.
        window = min(size, _WINDOW)
        self._plain.seek(self._given + size - window)
        found = self._plain.read(window).rfind(b"\n")
        self._plain.seek(self._given)
        data = self._plain.read(size if found < 0 else size - window + found + 1)
        self._given += len(data)
        return data, self._given >= self._size

    def _take_packed(self, size: int) -> tuple[bytes, bool]:
        pieces, length = [self._kept], len(self._kept)
        while length < size and (piece := self._file.read(min(PIECE, size - length))):
            pieces.append(piece)
            length += len(piece)
        self._kept = b""
        return b"".join(pieces), length < size


@contextmanager
def open_blocks(path: Path, *, limits: Limits) -> Iterator[Blocks]:
    """Open a file, plain or packed, as blocks."""
    with open_unpacked(path, limits=limits) as file:
        blocks = Blocks(path, file)
        try:
            yield blocks
        finally:
            blocks.close()
