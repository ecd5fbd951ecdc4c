"""DuckDB: the default engine, embedded, reading more than fits into memory."""

import os
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

import duckdb
import narwhals as nw
import polars as pl

from rugsat.evidence.frames.frame import Frame
from rugsat.evidence.schemas.contract import polars_schema
from rugsat.kernel.column import Column

_INLINED = re.compile(r'("__duckdb_\w+") AS NOT MATERIALIZED \(')
"""How a relation names a step that several others use, and asks that it be computed for each of them anew."""


_FAULTY = "build_side_probe_side,join_order"
"""Steps of planning that ended in internal errors of DuckDB 2.0.0 on joins of joins."""
_Used = TypeVar("_Used")
_MOST_MEMORY = 4_000_000_000
"""So much that a run over the day of a country stays below 8 GB, with what Python holds beside it."""


def _memory() -> int:
    """Bytes that DuckDB may take: by itself it would take four fifths of the machine before it used the disk."""
    whole = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return min(_MOST_MEMORY, whole * 4 // 5)


class DuckdbEngine:
    """DuckDB in this process; what does not fit into memory goes to a scratch folder."""

    name = "duckdb"

    def __init__(self, *, threads: int | None = None, memory_limit: str | None = None) -> None:
        self._scratch = TemporaryDirectory(prefix="rugsat-duckdb-")
        self._settings: dict[str, str | int] = {"temp_directory": self._scratch.name, "TimeZone": "UTC"}
        if threads is not None:
            self._settings["threads"] = threads
        self._settings["memory_limit"] = memory_limit or f"{_memory()}B"
        self._connection = self._connected()
        self._tables = 0

    def _connected(self, **more: str) -> duckdb.DuckDBPyConnection:
        connection = duckdb.connect()
        for name, value in {**self._settings, **more}.items():
            connection.execute(f"SET {name} = ?", [value])
        return connection

    def scan(self, files: Sequence[Path], columns: Sequence[Column]) -> Frame:
        """A frame over Parquet files."""
        if not files:
            return self.table(pl.DataFrame(schema=polars_schema(columns)))
        # DuckDB takes every file to be as long as the first, and plans joins by that: so the largest goes first.
        ordered = sorted(files, key=lambda path: (-path.stat().st_size, path))
        relation = self._connection.read_parquet([str(path) for path in ordered], hive_partitioning=False)
        return nw.from_native(relation).select([column.name for column in columns])

    def table(self, rows: pl.DataFrame) -> Frame:
        """A frame over a table in memory, handed over as a Parquet file: so PyArrow is not needed."""
        self._tables += 1
        path = Path(self._scratch.name) / f"table-{self._tables}.parquet"
        rows.write_parquet(path)
        return nw.from_native(self._connection.read_parquet([str(path)], hive_partitioning=False))

    def collect(self, frame: Frame) -> pl.DataFrame:
        """Compute a frame."""
        return self._computed(frame, pl.DataFrame)

    def write(self, frame: Frame, path: Path) -> None:
        """Compute a frame into a Parquet file."""
        self._computed(frame, lambda rows: rows.write_parquet(str(path), compression="zstd"))

    def _computed(self, frame: Frame, use: Callable[[duckdb.DuckDBPyRelation], _Used]) -> _Used:
        """Use the frame as one statement in which DuckDB may compute a step once, however often it is used.

        A check that uses a frame in six places is many times faster for it. Where the planner of DuckDB ends with a
        fault of its own, the statement is computed with the steps of planning left out that were seen to bring it.
        """
        statement = _INLINED.sub(r"\1 AS (", frame.to_native().sql_query())
        try:
            return use(self._connection.sql(statement))
        except duckdb.InternalException:
            # Such a fault leaves its database unusable, so another one computes this.
            with self._connected(disabled_optimizers=_FAULTY) as other:
                return use(other.sql(statement))

    def close(self) -> None:
        """Close the database and drop the scratch folder."""
        self._connection.close()
        self._scratch.cleanup()
