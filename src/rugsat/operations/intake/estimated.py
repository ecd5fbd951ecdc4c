"""How many rows of a filing say of themselves that they were estimated."""

import polars as pl

from rugsat.evidence.lake.entry import Commit
from rugsat.evidence.lake.lake import Lake
from rugsat.operations.intake.ledger import DATASET

FLAG = "estimated"


def estimated_rows(lake: Lake, commit: Commit) -> tuple[int, int] | None:
    """The rows that a filing brought into the lake, and those of them that are flagged as estimated.

    None where it brought no rows or its dataset has no such flag. Only the one column is read.
    """
    filing = str(commit.note.get("filing", ""))
    # A file that was written anew because it held rows of others too is not of this filing.
    mine = [
        each for each in commit.adds if each.dataset != DATASET and [part.filing for part in each.parts] == [filing]
    ]
    paths = [path for path in lake.paths(mine) if path.is_file()]
    if not paths or pl.read_parquet_schema(paths[0]).get(FLAG) != pl.Boolean():
        return None
    counted = pl.scan_parquet(paths).select(pl.len().alias("rows"), pl.col(FLAG).sum()).collect()
    rows, estimated = counted.row(0)
    return int(rows), int(estimated)
