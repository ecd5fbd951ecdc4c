"""The month of a measured country on Spark Connect with several Sail workers, beside the same on DuckDB."""

import json
import os
import subprocess
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bench.cycle.country import DAY, FIRST, RUGSAT
from rugsat.evidence.lake.lake import Lake
from rugsat.operations.cycle.run import read_findings

WORKERS = 3


def measured_month(lake: Path) -> dict[str, Any]:
    """Seconds on each, and whether they find the same; each makes those day books that it has not made before."""
    cluster = {"SAIL_MODE": "local-cluster", "SAIL_CLUSTER__WORKER_INITIAL_COUNT": str(WORKERS)}
    with TemporaryDirectory() as out:
        duckdb, on_duckdb = _asked(lake, Path(out) / "duckdb", "duckdb", {})
        spark, on_spark = _asked(lake, Path(out) / "spark", "spark", cluster)
        ours, theirs = read_findings(on_duckdb), read_findings(on_spark)
    rows = sum(entry.rows for entry in Lake.open(lake).state().files.values() if entry.legal_day)
    return {"workers": WORKERS, "rows": rows, "findings": ours.height, "same": ours.equals(theirs),
            "duckdb_seconds": duckdb, "spark_seconds": spark}  # fmt: skip


def _asked(lake: Path, out: Path, engine: str, environment: dict[str, str]) -> tuple[float, Path]:
    command = [RUGSAT, "supervise", "--lake", lake, "--on", str(DAY), "--since", str(FIRST), "--engine", engine]
    began = time.perf_counter()
    done = subprocess.run([*map(str, command), "--demonstration", "demonstration", "--json", "--out", str(out)],
                          env={**os.environ, **environment}, capture_output=True, text=True, check=True)  # fmt: skip
    return time.perf_counter() - began, Path(json.loads(done.stdout)["folder"])
