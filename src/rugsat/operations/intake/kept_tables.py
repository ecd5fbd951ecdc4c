"""Tables of a lake that many filings are judged against, read once for all of them."""

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

import polars as pl

_MOST = 64


def table_of(paths: Iterable[Path]) -> pl.DataFrame:
    """The rows of files together; files of a lake never change, so what was read once is not read again."""
    return _read(tuple(paths))


@lru_cache(maxsize=_MOST)
def _read(paths: tuple[Path, ...]) -> pl.DataFrame:
    return pl.read_parquet(list(paths))
