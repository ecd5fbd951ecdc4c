"""Runs the benchmark of the national day at several scales, and writes its page, its figures and its plot."""

import argparse
import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench.cycle.one_scale import measured_country
from bench.cycle.page import bars, growth_plot, report
from bench.machine import machine

OUT = Path(__file__).parents[2] / "docs" / "performance"
SCALES = (0.01, 0.03, 0.1, 0.3, 1.0)
_PEERS_UP_TO = 0.1
PACKAGES = ("duckdb", "polars", "narwhals", "pysail", "pandas", "numpy")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scales", type=float, nargs="+", default=SCALES)
    parser.add_argument("--peers", type=float, default=_PEERS_UP_TO, help="the scale of other engines and of a month")
    parser.add_argument("--times", type=int, default=2)
    parser.add_argument("--work", type=Path, default=None, help="where countries are made and kept; 20 GB at scale 1")
    parser.add_argument("--out", type=Path, default=OUT)
    chosen = parser.parse_args()
    results: dict[str, Any] = {
        "on": datetime.now(UTC).date().isoformat(), "times": chosen.times, "machine": machine(*PACKAGES), "scales": [],
    }  # fmt: skip
    for scale in sorted(chosen.scales):
        with_peers = scale == chosen.peers
        results["scales"].append(measured_country(scale, chosen.work, times=chosen.times, peers=with_peers))
        write(results, chosen.out)
    print(report(results))
    if not all(bars(results).values()):
        sys.exit("a bar was not met")


def write(results: dict[str, Any], out: Path) -> None:
    """Page, figures and plot of what has been measured so far."""
    out.mkdir(parents=True, exist_ok=True)
    (out / "cycle.json").write_text(json.dumps(results, indent=1) + "\n")
    (out / "cycle.md").write_text(report(results))
    (out / "cycle-growth.svg").write_text(growth_plot(results))


if __name__ == "__main__":
    main()
