"""CSV, NDJSON and compressed text as firms write them: several delimiters, with and without a byte order mark."""

import gzip
import json
from pathlib import Path

import polars as pl
import zstandard

from rugsat.simulation.files.words import as_words


def write_text(path: Path, rows: pl.DataFrame, *, semicolon: bool = False) -> None:
    """Write rows by the ending of the path: .csv, .csv.gz, .csv.zst or .ndjson."""
    if path.name.endswith(".ndjson"):
        path.write_text("".join(_line(row) for row in as_words(rows).iter_rows(named=True)), encoding="utf-8")
        return
    words = as_words(rows)
    content = words.write_csv(separator=";" if semicolon else ",", include_bom=semicolon).encode()
    if path.suffix == ".gz":
        content = gzip.compress(content, compresslevel=6, mtime=0)
    elif path.suffix == ".zst":
        content = zstandard.compress(content, 3)
    path.write_bytes(content)


def _line(row: dict[str, object]) -> str:
    return json.dumps({name: value for name, value in row.items() if value is not None}, ensure_ascii=False) + "\n"
