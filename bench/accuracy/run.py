"""Measures how right the checks are: simulates countries, supervises them, and pools what was found and what missed."""

import argparse
import json
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import polars as pl

from bench.accuracy import coins
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
    results |= {"score": card.to_json(), "sizes": _by_size(pairs), "coins": coins.table()}
    chosen.out.mkdir(parents=True, exist_ok=True)
    (chosen.out / "accuracy.json").write_text(json.dumps(results, indent=1, default=str) + "\n")
    (chosen.out / "accuracy-coins.svg").write_text(coins.drawing())
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


def _by_size(pairs: list[tuple[pl.DataFrame, pl.DataFrame]]) -> list[dict[str, Any]]:
    """Of each offence that was ever missed: how many were found, in four steps of size of its subtle cases."""
    card = score(pairs)
    missed = {(each.check, row["offence"], row["subject"], row["size"]) for each in card.checks for row in each.missed}
    offences = pl.concat([answers for answers, _ in pairs]).filter(
        (pl.col("kind") == "offence") & (pl.col("check") != "") & (pl.col("difficulty") == "subtle")
    )
    rows = []
    for (check, offence), of_kind in offences.group_by(["check", "offence"], maintain_order=True):
        if not any(each[:2] == (check, offence) for each in missed):
            continue
        sized = of_kind.with_columns(at=pl.col("size").cast(pl.Float64)).sort("at")
        for part in _quarters(sized):
            found = sum((check, offence, row["subject"], row["size"]) not in missed for row in part.to_dicts())
            rows.append({"check": check, "offence": offence, "unit": part["unit"][0], "from": part["at"][0],
                         "to": part["at"][-1], "found": found, "of": part.height})  # fmt: skip
    return rows


def _quarters(rows: pl.DataFrame) -> list[pl.DataFrame]:
    step = -(-rows.height // 4)
    return [rows[at : at + step] for at in range(0, rows.height, step)]


if __name__ == "__main__":
    main()
