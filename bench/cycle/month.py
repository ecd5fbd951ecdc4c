"""A month on Spark Connect with several Sail workers, beside the same month on DuckDB."""

import json
import os
import subprocess
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from bench.cycle.country import FIRST, RUGSAT, file_whole, simulate
from rugsat.operations.cycle.run import read_findings

WORKERS = 3
_ON = date(2026, 4, 30)


def measured_month(scale: float, work: Path | None) -> dict[str, Any]:
    """Seconds on each and whether they find the same."""
    with tempfile.TemporaryDirectory(dir=work, prefix="month-") as folder:
        country, lake = Path(folder) / "country", Path(folder) / "lake"
        simulate(country, scale, days=(_next_month() - FIRST).days, since=FIRST)
        file_whole(country, lake)
        return {"scale": scale, **compared_engines(lake, Path(folder))}


def compared_engines(lake: Path, folder: Path) -> dict[str, Any]:
    """A month that lies in a lake, asked on DuckDB and on Sail with several workers."""
    cluster = {"SAIL_MODE": "local-cluster", "SAIL_CLUSTER__WORKER_INITIAL_COUNT": str(WORKERS)}
    asked = {
        name: _asked(lake, folder / name, name, cluster if name == "spark" else {}) for name in ("duckdb", "spark")
    }
    (duckdb, on_duckdb), (spark, on_spark) = asked["duckdb"], asked["spark"]
    ours, theirs = read_findings(on_duckdb), read_findings(on_spark)
    rows = sum(int(json.loads(path.read_text())["accepted_rows"]) for path in (lake / "receipts").glob("*/*.json")
               if not path.name.endswith("auth_031.json"))  # fmt: skip
    return {"workers": WORKERS, "rows": rows, "findings": ours.height, "same": ours.equals(theirs),
            "duckdb_seconds": duckdb, "spark_seconds": spark}  # fmt: skip


def _asked(lake: Path, out: Path, engine: str, environment: dict[str, str]) -> tuple[float, Path]:
    command = [RUGSAT, "supervise", "--lake", lake, "--on", str(_ON), "--since", str(FIRST), "--engine", engine]
    began = time.perf_counter()
    done = subprocess.run([*map(str, command), "--demonstration", "demonstration", "--json", "--out", str(out)],
                          env={**os.environ, **environment}, capture_output=True, text=True, check=True)  # fmt: skip
    return time.perf_counter() - began, Path(json.loads(done.stdout)["folder"])


def _next_month() -> date:
    return (FIRST + timedelta(days=31)).replace(day=1)
