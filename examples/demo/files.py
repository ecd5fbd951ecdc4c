"""Writing files as firms write them; none of this is shared with the readers of the system."""

import csv
import gzip
import io
from pathlib import Path

import polars as pl
import zstandard


def write_csv(path: Path, rows: list[dict], *, delimiter: str = ",", bom: bool = False) -> None:
    columns = list(dict.fromkeys(name for row in rows for name in row))
    with path.open("w", encoding="utf-8-sig" if bom else "utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, delimiter=delimiter, restval="")
        writer.writeheader()
        writer.writerows(rows)


def write_readings(path: Path, rows: list[dict]) -> None:
    if path.suffix == ".parquet":
        pl.DataFrame(rows).with_columns(
            pl.col("interval_s", "energy_wh").cast(pl.Int64),
            pl.col("began").str.to_datetime(time_zone="UTC"),
            estimated=pl.col("estimated") == "true",
        ).write_parquet(path)
        return
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    content = text.getvalue().encode()
    path.write_bytes(gzip.compress(content, mtime=0) if path.suffix == ".gz" else zstandard.compress(content))
