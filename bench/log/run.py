"""Measures appends to the log beside bare fsync'd appends of the same bytes, and writes docs/performance/log.md."""

import argparse
import json
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench.log.measure import in_batches, in_turn, leaves, logged, read
from bench.log.page import JUDGED, bars, report
from bench.machine import machine

ROOT = Path(__file__).parents[2]
PAGES = ROOT / "docs" / "performance"
SIZES = (JUDGED, 64, 256, 1024)
BUNDLE = 256
BATCHES_AT_MOST = 2000
"""Of each size, so that small batches do not take hours."""


def measure(scratch: Path, count: int, times: int) -> dict[str, Any]:
    """All figures, with the files in a folder that must lie on a disk."""
    entries = leaves(count)
    sized = []
    for size in SIZES:
        batches = in_batches(entries[: size * BATCHES_AT_MOST], size)
        seconds = in_turn(scratch, batches, times)
        sized.append({"batch": size, "entries": sum(map(len, batches)), "seconds": seconds})
        print(f"batches of {size}: {seconds}", flush=True)
    some = in_batches(entries[: JUDGED * 200], JUDGED)
    each = logged(scratch / "each", some, checkpoint_every_s=0)
    logged(scratch / "whole", in_batches(entries, BUNDLE))
    return {
        "entries": count, "leaf_bytes": len(entries[0]), "times": times, "batches": sized,
        "checkpoint_each": sum(map(len, some)) / each,
        "reading": read(scratch / "whole", count),
        "bytes_on_disk": sum(path.stat().st_size for path in (scratch / "whole").rglob("*") if path.is_file()),
    }  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=200_000)
    parser.add_argument("--times", type=int, default=5)
    parser.add_argument("--out", type=Path, default=PAGES)
    parser.add_argument("--folder", type=Path, default=ROOT / "build", help="where to write; not a disk in memory")
    chosen = parser.parse_args()
    chosen.folder.mkdir(parents=True, exist_ok=True)
    results: dict[str, Any] = {
        "on": datetime.now(UTC).date().isoformat(),
        "machine": machine("rugsat", "cryptography"),
    }
    with tempfile.TemporaryDirectory(dir=chosen.folder) as scratch:
        results |= measure(Path(scratch), chosen.entries, chosen.times)
    chosen.out.mkdir(parents=True, exist_ok=True)
    (chosen.out / "log.json").write_text(json.dumps(results, indent=1) + "\n")
    (chosen.out / "log.md").write_text(report(results))
    print(report(results))
    if not all(bars(results).values()):
        sys.exit("a bar was not met")


if __name__ == "__main__":
    main()
