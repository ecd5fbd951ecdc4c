"""Spark Connect: the engine for more than one machine; without an address, a Sail server is started here."""

import os
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import narwhals as nw
import polars as pl

from rugsat.evidence.frames.frame import Frame
from rugsat.evidence.schemas.contract import polars_schema
from rugsat.kernel.column import Column
from rugsat.kernel.errors import RugsatError


class SparkMissingError(RugsatError):
    """The spark extra is not installed."""


class SparkEngine:
    """A Spark Connect session: `remote` names a server (sc://host:port) that sees the lake under the same path."""

    name = "spark"

    def __init__(self, *, remote: str | None = None) -> None:
        self._scratch = TemporaryDirectory(prefix="rugsat-spark-")
        self._server: Any = None
        if remote is None:
            remote = self._start_server()
        self._session = _session(remote)
        self._tables = 0

    def _start_server(self) -> str:
        # The server tells of every session on standard error unless it is asked to speak of errors only.
        os.environ.setdefault("RUST_LOG", "error")
        try:
            from pysail.spark import SparkConnectServer  # noqa: PLC0415 - an extra, looked for only when asked for
        except ImportError:
            message = "the spark engine is not installed; run: pip install 'rugsat[spark]', or use --engine duckdb"
            raise SparkMissingError(message) from None
        self._server = SparkConnectServer()
        self._server.start(background=True)
        _, port = self._server.listening_address
        return f"sc://127.0.0.1:{port}"

    def scan(self, files: Sequence[Path], columns: Sequence[Column]) -> Frame:
        """A frame over Parquet files."""
        if not files:
            return self.table(pl.DataFrame(schema=polars_schema(columns)))
        table = self._session.read.parquet(*[str(path) for path in files])
        frame: Frame = nw.from_native(table)
        return frame.select([column.name for column in columns])

    def table(self, rows: pl.DataFrame) -> Frame:
        """A frame over a table in memory, handed over as a Parquet file that the server can read."""
        self._tables += 1
        path = Path(self._scratch.name) / f"table-{self._tables}.parquet"
        rows.write_parquet(path)
        frame: Frame = nw.from_native(self._session.read.parquet(str(path)))
        return frame

    def collect(self, frame: Frame) -> pl.DataFrame:
        """Compute a frame."""
        table = frame.to_native().toArrow()
        collected = pl.from_arrow(table)
        if not isinstance(collected, pl.DataFrame):  # one column alone comes as a series
            return collected.to_frame()
        return collected

    def write(self, frame: Frame, path: Path) -> None:
        """Compute a frame into a Parquet file; here, not on the server, so that it is one file."""
        self.collect(frame).write_parquet(path, compression="zstd")

    def close(self) -> None:
        """End the session, and the server where it was started here."""
        self._session.stop()
        if self._server is not None:
            self._server.stop()
        self._scratch.cleanup()


def _session(remote: str) -> Any:
    try:
        from pyspark.sql import SparkSession  # noqa: PLC0415 - an extra, looked for only when asked for
    except ImportError:
        message = "the spark engine is not installed; run: pip install 'rugsat[spark]', or use --engine duckdb"
        raise SparkMissingError(message) from None
    session = SparkSession.builder.remote(remote).getOrCreate()
    session.conf.set("spark.sql.session.timeZone", "UTC")
    return session
