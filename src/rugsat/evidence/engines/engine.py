"""What an engine gives: lazy frames over files and tables, and their rows."""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import polars as pl

from rugsat.evidence.frames.frame import Frame
from rugsat.kernel.column import Column


class Engine(Protocol):
    """One way to compute; all give the same answers to the last digit."""

    name: str

    def scan(self, files: Sequence[Path], columns: Sequence[Column]) -> Frame:
        """A frame over Parquet files that hold at least the columns; without files it has no rows."""
        ...

    def table(self, rows: pl.DataFrame) -> Frame:
        """A frame over a table in memory."""
        ...

    def collect(self, frame: Frame) -> pl.DataFrame:
        """Compute a frame."""
        ...

    def write(self, frame: Frame, path: Path) -> None:
        """Compute a frame into a Parquet file, without holding all of it."""
        ...

    def close(self) -> None:
        """Give back what the engine holds."""
        ...
