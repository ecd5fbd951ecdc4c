"""Measures how right the checks are: simulates countries, supervises them, and pools what was found and what missed."""

import argparse
import json
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench.accuracy import coins, sizes
from bench.accuracy.country import Done, asleep, take_through
from bench.accuracy.page import bars, report
from bench.machine import machine
from rugsat.operations.cycle.run import read_findings
from rugsat.simulation.answers import read_answers
from rugsat.simulation.score import score

PAGES = Path(__file__).parents[2] / "docs" / "performance"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=10)
    parser.add_argument("--first", type=int, default=101, help="the first seed; others were looked at while building")
    parser.add_argument("--scale", type=float, default=0.001)
    parser.add_argument("--days", type=int, default=31)
    parser.add_argument("--out", type=Path, default=PAGES)
    parser.add_argument("--at-once", type=int, default=2)
    parser.add_argument(
        "--keep", type=Path, default=None, help="folder to keep the countries in; else they are deleted"
    )
    chosen = parser.parse_args()
    results: dict[str, Any] = {
        "on": datetime.now(UTC).date().isoformat(),
        "machine": machine("rugsat", "polars", "duckdb", "numpy"),
        "seeds": list(range(chosen.first, chosen.first + chosen.seeds)), "scale": chosen.scale, "days": chosen.days,
    }  # fmt: skip
    with tempfile.TemporaryDirectory() as scratch, ThreadPoolExecutor(chosen.at_once) as pool:
        folder = chosen.keep or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        taken = pool.map(lambda seed: _told(take_through(seed, folder, scale=chosen.scale, days=chosen.days)),
                         results["seeds"])  # fmt: skip
        done = list(taken)
        pairs = [(read_answers(each.answers), read_findings(each.run)) for each in done]
        results["seconds"] = {each.seed: each.seconds for each in done}
        results["asleep"] = sorted({check for each in done for check in asleep(each)})
    card = score(pairs)
    results |= {"score": card.to_json(), "sizes": sizes.by_size(pairs), "coins": coins.table()}
    chosen.out.mkdir(parents=True, exist_ok=True)
    (chosen.out / "accuracy.json").write_text(json.dumps(results, indent=1, default=str) + "\n")
    (chosen.out / "accuracy-coins.svg").write_text(coins.drawing())
    (chosen.out / "accuracy-sizes.svg").write_text(sizes.drawing(results["sizes"]))
    (chosen.out / "accuracy.md").write_text(report(results, card))
    print(report(results, card))
    if not all(bars(card, results).values()):
        sys.exit("a bar was not met")


def _told(done: Done) -> Done:
    print(
        f"seed {done.seed}: {', '.join(f'{step} {seconds:.0f} s' for step, seconds in done.seconds.items())}",
        flush=True,
    )
    return done


if __name__ == "__main__":
    main()
