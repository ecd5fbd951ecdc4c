"""One country of a scale, from nothing to its measured night: simulated, filed, earlier days added, asked."""

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import polars as pl

from bench.cycle.compared import difference
from bench.cycle.country import file_country, simulate
from bench.cycle.earlier_days import add_earlier_days
from bench.cycle.month import measured_month


def once(what: str, lake: Path, *options: str) -> dict[str, Any]:
    """One run in a process of its own."""
    command = [sys.executable, "-m", "bench.cycle.measure", what, str(lake), *options]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    lines = [line for line in done.stdout.splitlines() if line.startswith("{")]
    if done.returncode or not lines:
        message = f"{what} {' '.join(options)} failed: {done.stderr[:3000]}"
        raise SystemExit(message)
    run: dict[str, Any] = json.loads(lines[-1])
    said = " ".join([what, *options])
    print(f"  {said}: {run['seconds']:.1f} s, {run['peak_bytes'] / 1e9:.2f} GB", flush=True)
    return run


def measured_country(scale: float, work: Path | None, *, times: int, peers: bool) -> dict[str, Any]:
    """Everything measured at a scale; a country made in a work folder stays there, and is not made again."""
    print(f"scale {scale}", flush=True)
    if work is not None:
        return _measured(scale, work / f"country-{scale}", times=times, peers=peers)
    with tempfile.TemporaryDirectory(prefix=f"country-{scale}-") as folder:
        return _measured(scale, Path(folder), times=times, peers=peers)


def _measured(scale: float, folder: Path, *, times: int, peers: bool) -> dict[str, Any]:
    made, lake = _made(scale, folder), folder / "lake"
    # Books of a country that was kept are those of the code of then; where nothing has changed, this makes none.
    prepared = once("prepare", lake)
    return {"scale": scale, **made, "prepared": prepared, **measured_lake(lake, times=times, peers=peers)}


def _made(scale: float, folder: Path) -> dict[str, Any]:
    """Simulate and file a country with its earlier days, or tell what that took when it was done."""
    told, country, lake = folder / "made.json", folder / "country", folder / "lake"
    if told.is_file():
        made: dict[str, Any] = json.loads(told.read_text())
        return made
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    made = {"simulated_seconds": simulate(country, scale)}
    print(f"  simulated in {made['simulated_seconds']:.0f} s", flush=True)
    made["filed"] = file_country(country, lake)
    print(f"  filed in {made['filed']['day']['seconds']:.0f} s, "
          f"what came later in {made['filed']['later']['seconds']:.0f} s", flush=True)  # fmt: skip
    add_earlier_days(lake)
    told.write_text(json.dumps(made))
    return made


def measured_lake(lake: Path, *, times: int, peers: bool) -> dict[str, Any]:
    """Us, the SQL and the sums in turn, so that a busy minute is shared; of each the best run and the highest peak."""
    rounds = [{what: once(what, lake) for what in ("sums", "hand", "ours")} for _ in range(times)]
    result: dict[str, Any] = {what: _best([each[what] for each in rounds]) for what in rounds[0]}
    compared = _compared(lake, "hand")
    result["compared"] = compared
    if peers:
        result["month"] = measured_month(lake)
        result["pandas"] = once("pandas", lake)
        for engine in ("polars", "spark"):
            once("prepare", lake, "--engine", engine)
            result[engine] = {**once("ours", lake, "--engine", engine), "compared": _compared(lake, engine)}
    return result


def _compared(lake: Path, other: str) -> dict[str, Any]:
    ours, theirs = (pl.read_parquet(lake.with_name(f"{lake.name}-{name}.parquet")) for name in ("duckdb", other))
    by_check = {}
    for (check,), rows in ours.group_by("check"):
        apart = difference(rows, theirs.filter(pl.col("check") == check))
        by_check[str(check)] = {"violations": rows.height, "different": apart.height}
    unknown = theirs.filter(~pl.col("check").is_in(list(by_check)))
    return {"checks": by_check, "only_theirs": unknown.height}


def _best(runs: list[dict[str, Any]]) -> dict[str, Any]:
    best = min(runs, key=lambda run: run["seconds"])
    peak = max(run["peak_bytes"] for run in runs)
    return {**best, "peak_bytes": peak, "all_seconds": [run["seconds"] for run in runs]}
