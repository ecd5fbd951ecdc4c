"""One measured run in a process of its own: seconds, seconds by check, peak memory, as JSON; violations as a file."""

import argparse
import json
import shutil
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from bench.cycle.by_hand import ByHand
from bench.cycle.country import DAY, FIRST
from bench.machine import peak_bytes
from rugsat.domain.supervision.discovery import all_day_books
from rugsat.evidence.engines.choose import engine_named
from rugsat.evidence.engines.duckdb_engine import DuckdbEngine
from rugsat.evidence.engines.engine import Engine
from rugsat.evidence.lake.lake import Lake
from rugsat.law.adopted import definitions_in_force
from rugsat.law.pack import RulePack, load_jurisdiction
from rugsat.operations.cycle.bind import Evidence, frame
from rugsat.operations.cycle.code_digest import book_code_digest
from rugsat.operations.cycle.cycle import Question, supervise
from rugsat.operations.cycle.run import Run
from rugsat.operations.cycle.shelf import Shelf

STARTED = datetime(2026, 4, 1, tzinfo=UTC)
_RETURNS = ("meter_readings", "orders_and_trades", "transfers", "client_balances")


def law() -> RulePack:
    return load_jurisdiction("tm", demonstration=["demonstration"])


def hand_of(folder: Path) -> ByHand:
    return ByHand(Lake.open(folder), law(), FIRST, DAY, folder.with_name(f"{folder.name}-by-hand"))


def prepare(folder: Path, engine: str = "duckdb") -> dict[str, Any]:
    """What earlier nights have left behind: day books of the earlier days, for us and for the SQL."""
    began = time.perf_counter()
    _keep(folder, engine)
    if engine == "duckdb":
        hand = hand_of(folder)
        hand.keep([day for name in _RETURNS for day in hand.days(name) if day < DAY])
    return {"seconds": time.perf_counter() - began}


def _keep(folder: Path, engine: str) -> None:
    lake, pack, last = Lake.open(folder), law(), DAY - timedelta(days=1)
    shelf = Shelf.beside(folder, book_code_digest)
    evidence = Evidence(lake, lake.state(), FIRST, last, definitions_in_force(pack, last), shelf)
    started = _engine(engine)
    for name in all_day_books():
        frame(name, evidence, started)
    started.close()


def _engine(name: str) -> Engine:
    return DuckdbEngine(threads=2) if name == "duckdb" else engine_named(name)


def ours(folder: Path, engine: str = "duckdb") -> dict[str, Any]:
    """The whole cycle over the day, with the month so far."""
    for path in (folder / "state").glob(f"*/legal_day={DAY}"):
        shutil.rmtree(path)
    began = time.perf_counter()
    run = _supervised(folder, engine)
    seconds = time.perf_counter() - began
    run.violations.write_parquet(folder.with_name(f"{folder.name}-{engine}.parquet"))
    checks = {line.check: line.seconds for line in run.coverage}
    asleep = {line.check: line.reasons for line in run.coverage if not line.awake}
    reasons = [reason for line in run.coverage for reason in line.reasons]
    counts = {"violations": run.violations.height, "findings": run.findings.height}
    return {"seconds": seconds, "checks": checks, "asleep": asleep, "left_out": reasons, **counts}


def _supervised(folder: Path, engine: str) -> Run:
    started = _engine(engine)
    try:
        return supervise(Lake.open(folder), law(), Question(on=DAY, since=FIRST), started, started=STARTED)
    finally:
        started.close()


def hand(folder: Path) -> dict[str, Any]:
    """The same by hand: what is kept of the day, then every check."""
    asked = hand_of(folder)
    asked.forget(DAY)
    began = time.perf_counter()
    asked.keep([DAY])
    answers = asked.ask_all()
    seconds = time.perf_counter() - began
    pl.concat(answers.values()).write_parquet(folder.with_name(f"{folder.name}-hand.parquet"))
    return {"seconds": seconds, "checks": asked.seconds, "left_out": asked.left_out}


def sums(folder: Path) -> dict[str, Any]:
    """One sum for each meter and one for each client of the day: the least that anybody reads."""
    lake, held = Lake.open(folder), duckdb.connect()
    held.execute("SET threads = 2")
    asked = {"meter_readings": "connection, sum(energy_wh)", "orders_and_trades": "exchange, client, sum(amount)"}
    began = time.perf_counter()
    for name, chosen in asked.items():
        files = [str(path) for path in lake.paths([each for each in lake.state().of(name) if each.legal_day == DAY])]
        query = f"SELECT {chosen} FROM read_parquet({files}, hive_partitioning = false) GROUP BY ALL"
        held.execute(f"CREATE TABLE {name} AS {query}")
    return {"seconds": time.perf_counter() - began}


def pandas(folder: Path) -> dict[str, Any]:
    """Pandas on one file of readings and one of events: the sums that are kept of a day, and nothing else."""
    from bench.cycle.pandas_sample import measure  # noqa: PLC0415 - an extra that only this needs

    return measure(Lake.open(folder))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=["prepare", "ours", "hand", "sums", "pandas"])
    parser.add_argument("lake", type=Path)
    parser.add_argument("--engine", default="duckdb")
    chosen = parser.parse_args()
    measured: dict[str, Callable[..., dict[str, Any]]] = {
        "prepare": prepare, "ours": ours, "hand": hand, "sums": sums, "pandas": pandas,
    }  # fmt: skip
    worked = time.process_time()
    given = (chosen.lake, chosen.engine) if chosen.what in {"prepare", "ours"} else (chosen.lake,)
    result = measured[chosen.what](*given)
    work = time.process_time() - worked
    peak = peak_bytes()
    print(json.dumps({**result, "cpu_seconds": work, "peak_bytes": peak}))


if __name__ == "__main__":
    main()
