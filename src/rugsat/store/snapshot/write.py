"""Writing a snapshot: a folder with one file for each table, whole or not there at all."""

import shutil
from collections.abc import Mapping
from pathlib import Path
from uuid import uuid4

import polars as pl

from rugsat.evidence.lake.durable import sync_file, sync_folder
from rugsat.evidence.schemas.contract import Contract
from rugsat.kernel.errors import RugsatError

_LARGE = 100_000
"""Rows above which a table is written in Parquet; below, everybody can read it."""


class SnapshotThereError(RugsatError):
    """A folder that is there already; a snapshot never replaces another."""


def write_snapshot(tables: Mapping[Contract, pl.DataFrame], folder: Path) -> Path:
    """Write the tables to a new folder, durable before it has its name."""
    message = f"{folder} is there already: name a new folder, a snapshot replaces none"
    if folder.exists():
        raise SnapshotThereError(message)
    staging = folder.with_name(f".{folder.name}.{uuid4().hex[:12]}")
    staging.mkdir(parents=True)
    for contract, table in tables.items():
        name = contract.name.removeprefix("register.")
        if table.height > _LARGE:
            table.write_parquet(staging / f"{name}.parquet")
        else:
            table.with_columns(pl.selectors.decimal().cast(pl.String)).write_csv(staging / f"{name}.csv")
    for path in staging.iterdir():
        sync_file(path)
    sync_folder(staging)
    try:
        staging.rename(folder)
    except OSError:
        shutil.rmtree(staging, ignore_errors=True)
        if folder.exists():  # another was written meanwhile
            raise SnapshotThereError(message) from None
        raise
    sync_folder(folder.parent)
    return folder
