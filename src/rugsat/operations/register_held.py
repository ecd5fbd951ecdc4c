"""Whether a lake holds the very register that a snapshot says: then loading it would change nothing."""

from pathlib import Path

import polars as pl

from rugsat.evidence.lake.lake import Lake
from rugsat.operations.load_register import read_register

_REGISTER = "register."


def holds_register(lake: Lake, folder: Path) -> bool:
    """Tell whether the tables of a snapshot are those that the lake holds now, row by row."""
    held = {entry.dataset: entry for entry in lake.state().files.values() if entry.dataset.startswith(_REGISTER)}
    tables = read_register(folder)
    if set(tables) != set(held):
        return False
    return all(table.equals(_held(lake, held[name].path, table)) for name, table in tables.items())


def _held(lake: Lake, path: str, like: pl.DataFrame) -> pl.DataFrame:
    found = pl.read_parquet(lake.folder / path, hive_partitioning=False)
    return found.select(like.columns) if set(like.columns) <= set(found.columns) else found
