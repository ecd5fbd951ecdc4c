"""Engines by name."""

from collections.abc import Callable

from rugsat.evidence.engines.duckdb_engine import DuckdbEngine
from rugsat.evidence.engines.engine import Engine
from rugsat.evidence.engines.polars_engine import PolarsEngine
from rugsat.evidence.engines.spark_engine import SparkEngine
from rugsat.kernel.errors import RugsatError

ENGINES: dict[str, Callable[[], Engine]] = {"duckdb": DuckdbEngine, "polars": PolarsEngine, "spark": SparkEngine}


class UnknownEngineError(RugsatError):
    """An engine that there is not."""


def engine_named(name: str) -> Engine:
    """Start an engine: duckdb, polars or spark; UnknownEngineError for any other name."""
    if name not in ENGINES:
        message = f"'{name}' is no engine: use {', '.join(ENGINES)}"
        raise UnknownEngineError(message)
    return ENGINES[name]()
