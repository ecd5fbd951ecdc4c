"""Rows of a plain CSV file once more, without reading all of it again: only the windows that hold them."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import numpy as np

from rugsat.operations.intake.parse.csv_records import WINDOW, Numbers

_LINE_FEED = 10
# Above so many rows for each window it is quicker to read the piece in one go.
_DENSE = 2


@dataclass(frozen=True, slots=True)
class Recall:
    """Where a piece lies in its file, and how many lines had ended at the end of each window of it."""

    path: Path
    offset: int
    size: int
    ended: Numbers

    def lines(self, numbers: Numbers) -> bytes:
        """The lines with these ascending numbers, the first of the piece being 0."""
        with self.path.open("rb") as file:
            if len(numbers) > _DENSE * len(self.ended):
                return b"".join(_picked(self._read(file, 0, self.size), numbers))
            return b"".join(self._line(file, int(number)) for number in numbers)

    def _line(self, file: BinaryIO, number: int) -> bytes:
        start = self._end_of(file, number - 1) + 1 if number else 0
        return self._read(file, start, self._end_of(file, number) + 1)

    def _end_of(self, file: BinaryIO, number: int) -> int:
        """The place of the line feed that ends a line."""
        window = int(np.searchsorted(self.ended, number, side="right"))
        before = int(self.ended[window - 1]) if window else 0
        data = self._read(file, window * WINDOW, min((window + 1) * WINDOW, self.size))
        found = np.flatnonzero(np.frombuffer(data, np.uint8) == _LINE_FEED)
        # The last line of a file may end without a line feed.
        return window * WINDOW + int(found[number - before]) if number - before < len(found) else self.size - 1

    def _read(self, file: BinaryIO, start: int, end: int) -> bytes:
        file.seek(self.offset + start)
        return file.read(end - start)


def _picked(data: bytes, numbers: Numbers) -> Iterator[bytes]:
    data = data if data.endswith(b"\n") else data + b"\n"
    ends = np.flatnonzero(np.frombuffer(data, np.uint8) == _LINE_FEED)
    starts = np.where(numbers > 0, ends[numbers - 1] + 1, 0)
    return (data[start : end + 1] for start, end in zip(starts, ends[numbers], strict=True))
