"""A country at a scale, simulated for one day and filed as its firms would file it; what that took is measured."""

import json
import os
import subprocess
import sys
import time
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import polars as pl

RUGSAT = Path(sys.executable).with_name("rugsat")
DAY = date(2026, 3, 31)
"""The day: the last of a month, so that the month so far is as long as it gets."""
FIRST = DAY.replace(day=1)


def simulate(folder: Path, scale: float, *, days: int = 1, since: date = DAY) -> float:
    """Write the country; seconds that it took."""
    began = time.perf_counter()
    _run("simulate", "--scale", str(scale), "--days", str(days), "--since", str(since), "--demonstration",
         "demonstration", "--out", str(folder))  # fmt: skip
    return time.perf_counter() - began


def file_country(country: Path, lake: Path) -> dict[str, Any]:
    """Load the register and file everything that comes in; seconds and rows of the day's own returns, and of all."""
    _run("register", "load", str(country / "register"), "--lake", str(lake), "-j", "tm")
    daily = {"seconds": 0.0, "files": 0, "bytes": 0}
    later = dict(daily)
    for folder in sorted((country / "filings").iterdir()):
        came = date.fromisoformat(folder.name)
        told = daily if came <= DAY + timedelta(days=1) else later
        began = time.perf_counter()
        _run("returns", "file", str(folder), "--lake", str(lake), "--received", f"{came}T12:00:00+05:00",
             "--keys", str(country / "keys" / "authority-keys.json"), "--demonstration", "demonstration",
             refused=True)  # fmt: skip
        told["seconds"] += time.perf_counter() - began
        files = [path for path in folder.rglob("*") if path.is_file()]
        told["files"] += len(files)
        told["bytes"] += sum(path.stat().st_size for path in files)
    rows = filed_rows(lake)
    accepted = _accepted(lake)
    return {"day": {**daily, "rows": accepted}, "later": later, "rows_by_return": rows, "rows": sum(rows.values())}


def _accepted(lake: Path) -> int:
    """Rows that were accepted of what came in on the day and the day after it."""
    ledger = pl.scan_parquet(sorted((lake / "data" / "filings").rglob("*.parquet")), hive_partitioning=False)
    in_time = ledger.filter(pl.col("received_on") <= DAY + timedelta(days=1))
    return int(in_time.select(pl.col("accepted_rows").sum()).collect().item())


def filed_rows(lake: Path) -> dict[str, int]:
    """Rows that were accepted of each return whose legal day is the day."""
    counted = {}
    for folder in sorted((lake / "data").iterdir()):
        files = sorted(folder.glob(f"legal_day={DAY}/*.parquet"))
        if files:
            counted[folder.name] = int(
                pl.scan_parquet(files, hive_partitioning=False).select(pl.len()).collect().item()
            )
    return counted


def _run(*words: str, refused: bool = False) -> None:
    done = subprocess.run([RUGSAT, *words], capture_output=True, text=True, check=False, env={**os.environ})
    # Files of the country that are broken on purpose are refused; then the command says so by its exit code.
    if done.returncode and not refused:
        message = f"{' '.join(words)}\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}"
        raise SystemExit(message)


def write_json(path: Path, content: object) -> None:
    path.write_text(json.dumps(content, indent=1, default=str) + "\n")
