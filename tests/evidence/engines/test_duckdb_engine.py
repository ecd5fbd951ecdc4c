"""What DuckDB's own planner fails on is computed by another plan; what a person got wrong is not hidden."""

from pathlib import Path

import duckdb
import narwhals as nw
import polars as pl
import pytest

from rugsat.evidence.engines.duckdb_engine import DuckdbEngine


class Faulty:
    """A connection whose planner ends with a fault, whatever it is asked."""

    def __init__(self, error: type[duckdb.Error]) -> None:
        self._error = error

    def sql(self, statement: str) -> None:
        message = f"INTERNAL Error on: {statement[:20]}"
        raise self._error(message)

    def close(self) -> None:
        """Nothing is open."""


def broken(error: type[duckdb.Error]) -> tuple[DuckdbEngine, nw.LazyFrame]:
    engine = DuckdbEngine(threads=1, memory_limit="1GB")
    frame = engine.table(pl.DataFrame({"a": [1, 2, 2]})).group_by("a").agg(nw.len().cast(nw.Int64).alias("n"))
    engine._connection = Faulty(error)  # type: ignore[assignment]
    return engine, frame


def test_a_fault_of_the_planner_is_met_with_another_plan(tmp_path: Path):
    engine, frame = broken(duckdb.InternalException)
    assert engine.collect(frame).sort("a").rows() == [(1, 1), (2, 2)]
    engine.write(frame, tmp_path / "out.parquet")
    assert pl.read_parquet(tmp_path / "out.parquet").sort("a").rows() == [(1, 1), (2, 2)]


def test_any_other_error_is_told_as_it_is():
    engine, frame = broken(duckdb.OutOfMemoryException)
    with pytest.raises(duckdb.OutOfMemoryException):
        engine.collect(frame)
