"""Fixtures that all tests share."""

import importlib.util
import os
import sys
from collections.abc import Iterator

import pytest
from hypothesis import settings

from rugsat.evidence.engines.choose import engine_named
from rugsat.evidence.engines.engine import Engine

# A worker of pytest-xdist has no main file, which the Spark Connect client takes for a doctest and ends the process.
if not hasattr(sys.modules["__main__"], "__file__"):
    sys.modules["__main__"].__file__ = __file__

# The machine may be busy, so no example has a deadline; in CI the same examples are tried each time.
settings.register_profile("house", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("house")

SPARK = pytest.param("spark", marks=pytest.mark.spark)


@pytest.fixture(scope="session")
def _engines() -> Iterator[dict[str, Engine]]:
    started: dict[str, Engine] = {}
    yield started
    for engine in started.values():
        engine.close()


@pytest.fixture(params=["duckdb", "polars", SPARK])
def engine(request: pytest.FixtureRequest, _engines: dict[str, Engine]) -> Engine:
    """Each engine in turn; Spark Connect only where the spark extra is installed."""
    if request.param == "spark" and importlib.util.find_spec("pysail") is None:
        pytest.skip("the spark extra is not installed: make prove runs this")
    if request.param not in _engines:
        _engines[request.param] = engine_named(request.param)
    return _engines[request.param]
