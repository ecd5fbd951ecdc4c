"""What pandas takes for the sums of a day, on a part of it; multiplied to the whole by its rows."""

import time
from typing import Any

import pandas as pd

from bench.cycle.country import DAY
from rugsat.evidence.lake.lake import Lake

_MOST_ROWS = 6_000_000


def measure(lake: Lake) -> dict[str, Any]:
    """Seconds for the energy of each connection and the executions of each client, extrapolated to the day."""
    parts = {"meter_readings": _energy, "orders_and_trades": _executions}
    measured = {name: _measured(lake, name, part) for name, part in parts.items()}
    return {"seconds": sum(each["seconds"] for each in measured.values()), "parts": measured}


def _measured(lake: Lake, name: str, part: Any) -> dict[str, Any]:
    entries = [entry for entry in lake.state().of(name) if entry.legal_day == DAY]
    taken, rows = [], 0
    for entry in sorted(entries, key=lambda each: each.rows):
        if rows and rows + entry.rows > _MOST_ROWS:
            break
        taken.append(entry)
        rows += entry.rows
    began = time.perf_counter()
    part(pd.concat([pd.read_parquet(path, columns=part.columns) for path in lake.paths(taken)]))
    seconds = time.perf_counter() - began
    whole = sum(entry.rows for entry in entries)
    return {"sampled_rows": rows, "rows": whole, "sampled_seconds": seconds, "seconds": seconds * whole / rows}


def _energy(readings: pd.DataFrame) -> pd.DataFrame:
    read = readings[~readings["estimated"]]
    by_filing = read.groupby(["connection", "legal_day", "filing", "interval_s"])["energy_wh"].sum()
    return by_filing.groupby(["connection", "legal_day"]).agg(["max", "size"])


def _executions(events: pd.DataFrame) -> pd.Series:
    executed = events[events["event"].isin(["PARF", "FILL"])]
    return executed.groupby(["exchange", "client", "dti", "legal_day"]).size()


_energy.columns = ["connection", "legal_day", "filing", "interval_s", "energy_wh", "estimated"]  # type: ignore[attr-defined]
_executions.columns = ["exchange", "client", "dti", "legal_day", "event"]  # type: ignore[attr-defined]
