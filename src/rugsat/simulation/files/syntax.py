"""Which syntax a sender files a return in: its habit, and Parquet where there is much."""

from collections.abc import Callable
from pathlib import Path

import polars as pl

from rugsat.simulation.files.green_button import GREEN_BUTTON, write_green_button
from rugsat.simulation.files.text import write_text
from rugsat.simulation.files.workbook import write_workbook
from rugsat.simulation.streams import stream

_LARGE = 60_000
_SMALL = 1_500

Writer = Callable[[Path, pl.DataFrame], None]


def ending_of(seed: int, sender: str, return_name: str, rows: int, *, part: str = "") -> str:
    """The ending of the file that a sender would send."""
    habits = ["csv", "csv", "csv.gz", "csv.zst", "ndjson", *(["xlsx"] if rows <= _SMALL else ["parquet"])]
    if part.startswith(GREEN_BUTTON):
        return "xml"
    if rows > _LARGE:
        return "parquet"
    return habits[int(stream(seed, "syntax", sender, return_name).integers(len(habits)))]


def write_rows(path: Path, rows: pl.DataFrame, *, seed: int, sender: str, return_name: str) -> None:
    """Write rows in the syntax of the path's ending."""
    if path.suffix == ".parquet":
        rows.write_parquet(path, compression="zstd", compression_level=1, statistics=False)
    elif path.suffix == ".xml":
        write_green_button(path, rows)
    elif path.suffix == ".xlsx":
        write_workbook(path, rows, title=return_name)
    else:
        write_text(path, rows, semicolon=bool(stream(seed, "semicolon", sender).integers(3) == 0))
