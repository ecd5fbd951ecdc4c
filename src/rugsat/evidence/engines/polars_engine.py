"""Polars: the engine of tests and of small lakes."""

from collections.abc import Sequence
from pathlib import Path

import narwhals as nw
import polars as pl

from rugsat.evidence.frames.frame import Frame
from rugsat.evidence.schemas.contract import polars_schema
from rugsat.kernel.column import Column


class PolarsEngine:
    """Lazy Polars in this process."""

    name = "polars"

    def scan(self, files: Sequence[Path], columns: Sequence[Column]) -> Frame:
        """A frame over Parquet files."""
        schema = polars_schema(columns)
        if not files:
            return nw.from_native(pl.LazyFrame(schema=schema))
        return nw.from_native(pl.scan_parquet(list(files)).select(list(schema)))

    def table(self, rows: pl.DataFrame) -> Frame:
        """A frame over a table in memory."""
        return nw.from_native(rows.lazy())

    def collect(self, frame: Frame) -> pl.DataFrame:
        """Compute a frame."""
        native: pl.LazyFrame = frame.to_native()
        return native.collect(engine="streaming")

    def write(self, frame: Frame, path: Path) -> None:
        """Compute a frame into a Parquet file."""
        native: pl.LazyFrame = frame.to_native()
        native.sink_parquet(path, compression="zstd")

    def close(self) -> None:
        """Nothing is held."""
