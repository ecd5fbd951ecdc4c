"""One measured run in a process of its own: seconds, peak memory and faults found, as a line of JSON."""

import argparse
import json
import resource
import time
from importlib import import_module
from pathlib import Path

from bench.intake import ours


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what")
    parser.add_argument("path", type=Path)
    chosen = parser.parse_args()
    missed: int | None = None
    if chosen.what == "ours":
        faults = chosen.path.with_suffix(".faults.csv")
        began = time.perf_counter()
        receipt = ours.judge(chosen.path, faults)
        seconds = time.perf_counter() - began
        found, note = receipt.fault_count, "12 rules and strict forms; names every fault, exact amounts; receipt"
        missed = ours.missed(chosen.path, faults)
    else:
        run = import_module(f"bench.intake.peers.{chosen.what}").run
        began = time.perf_counter()
        found, note = run(chosen.path)
        seconds = time.perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    print(json.dumps({"seconds": seconds, "peak_bytes": peak, "found": found, "missed": missed, "note": note}))


if __name__ == "__main__":
    main()
