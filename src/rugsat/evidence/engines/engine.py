"""What an engine gives: lazy frames over files and tables, and their rows."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

import narwhals as nw
import polars as pl

from rugsat.kernel.column import Column

Frame = nw.LazyFrame[Any]
"""A table that an engine has not computed yet; checks are written on these alone."""


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

    def close(self) -> None:
        """Give back what the engine holds."""
        ...
