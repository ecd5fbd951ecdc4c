"""One measured run in a process of its own: seconds, processor seconds, peak memory and faults, as JSON."""

import argparse
import json
import time
from importlib import import_module
from pathlib import Path

from bench.intake import ours
from bench.machine import peak_bytes


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what")
    parser.add_argument("path", type=Path)
    chosen = parser.parse_args()
    missed: int | None = None
    if chosen.what == "ours":
        faults = chosen.path.with_suffix(".faults.csv")
        began, worked = time.perf_counter(), time.process_time()
        receipt = ours.judge(chosen.path, faults)
        seconds, work = time.perf_counter() - began, time.process_time() - worked
        found, note = receipt.fault_count, "12 rules and strict forms; names every fault, exact amounts; receipt"
        missed = ours.missed(chosen.path, faults)
    else:
        run = import_module(f"bench.intake.peers.{chosen.what}").run
        began, worked = time.perf_counter(), time.process_time()
        found, note = run(chosen.path)
        seconds, work = time.perf_counter() - began, time.process_time() - worked
    peak = peak_bytes()
    measures = {"seconds": seconds, "cpu_seconds": work, "peak_bytes": peak}
    print(json.dumps({**measures, "found": found, "missed": missed, "note": note}))


if __name__ == "__main__":
    main()
