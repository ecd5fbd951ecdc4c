"""Weighing what shows that more machines ran than were declared."""

from calendar import monthrange
from collections import defaultdict
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import polars as pl

from rugsat.domain.supervision.fleet import Fleet, machines_needed, work_of_month
from rugsat.domain.supervision.violations import RAW
from rugsat.domain.supervision.weighed import weighed

_EVIDENCE = ("running", "monthly", "paid")
_LOCATOR = ("sender", "filing", "row")
_SHOWN = 3
_REQUIRED, _TOLERANCE = "mining.device_declaration_required", "mining.hash_rate_tolerance"
Rows = list[dict[str, Any]]


def weigh_machines(rows: pl.DataFrame, law: pl.DataFrame) -> pl.DataFrame:
    """Weigh all evidence of each authorisation and month: one violation of what shows most machines.

    `rows` are of the kinds fleet, sites, running (reported, not declared letter by letter), declared (at those sites),
    monthly (returns) and paid (work).
    """
    books: dict[str | None, dict[str, Rows]] = defaultdict(lambda: defaultdict(list))
    for row in rows.sort(*rows.columns, nulls_last=True).iter_rows(named=True):
        books[row["authorisation"]][row["what"]].append(row)
    spelled = _by_site(books.pop(None, {}).get("declared", []))
    tolerances = {month: _tolerance(law, month) for month in rows["month"].drop_nulls().unique()}
    kept = []
    for authorisation, book in books.items():
        book["running"] = [row for row in book["running"] if not _is_declared(row, spelled)]
        months = {row["month"] for what in _EVIDENCE for row in book[what]}
        for month in sorted(months) if book["sites"] else ():
            tolerance = tolerances[month]
            found = None if tolerance is None else _weigh(str(authorisation), month, book, tolerance)
            if found is not None:
                kept.append(found)
    return pl.DataFrame(kept, schema=RAW, orient="row")


def _weigh(authorisation: str, month: date, book: dict[str, Rows], tolerance_ppm: int) -> dict[str, object] | None:
    last = _last(month)
    fleet = Fleet(book["fleet"])
    declared = fleet.most_machines(month, last)
    running = {_folded(row["serial"]): row for row in book["running"] if row["month"] == month}
    serials = [row for row in running.values() if not row["twice"]]
    known = declared + len(running) - len(serials)
    lines = [row for row in book["monthly"] if row["month"] == month and row["machines"] > known]
    evidence = [
        (declared + len(serials), f"with those reported running and not declared: {_some(serials)}", serials),
        (max((row["machines"] for row in lines), default=0), "said to have run in the monthly return", lines),
        (_needed(book["paid"], fleet, month, last, tolerance_ppm), "needed for the work that pools paid for", []),
    ]
    found = [each for number, each in enumerate(evidence) if each[0] > (known if number else declared)]
    if not found:
        return None
    note = "; ".join(f"{number} machines {words}" for number, words, _ in found)
    most = max(number for number, _, _ in found)
    row = weighed(f"authorisation:{authorisation}", (month, last), most, declared, "count", note)
    shown = next((shown[0] for _, _, shown in found if shown), {})
    return {**row, **{name: shown.get(name) for name in _LOCATOR}}


def _needed(paid: Rows, fleet: Fleet, month: date, last: date, tolerance_ppm: int) -> int:
    """Machines that the work takes; of several assets, which may be mined at once, of that which takes most."""
    before = (month - timedelta(days=1)).replace(day=1)
    most = 0
    for asset in {row["asset"] for row in paid if row["month"] == month}:
        work = work_of_month((row for row in paid if row["asset"] == asset), month, last)
        if work is not None:
            th_s = fleet.most_th_s(min(before, work.began), last)
            declared = fleet.most_machines(month, last)
            needed = machines_needed(work, declared=declared, th_s=th_s, tolerance_ppm=tolerance_ppm)
            most = max(most, needed)
    return most


def _folded(serial: str) -> str:
    """A serial number as a scanner may write it: blanks around it and the size of letters say nothing."""
    return serial.strip().casefold()


def _by_site(devices: Rows) -> dict[tuple[str, str], Rows]:
    held: dict[tuple[str, str], Rows] = defaultdict(list)
    for row in devices:
        held[row["site"], _folded(row["serial"])].append(row)
    return held


def _is_declared(row: dict[str, Any], spelled: Mapping[tuple[str, str], Rows]) -> bool:
    same = spelled.get((row["site"], _folded(row["serial"])), ())
    return any(device["since"] <= row["since"] < device["until"] for device in same)


def _some(serials: Rows) -> str:
    more = f" and {len(serials) - _SHOWN} more" if len(serials) > _SHOWN else ""
    return ", ".join(row["serial"] for row in serials[:_SHOWN]) + more


def _last(month: date) -> date:
    return month.replace(day=monthrange(month.year, month.month)[1])


def _tolerance(law: pl.DataFrame, month: date) -> int | None:
    """The highest tolerance of a month; None where there is none, or machines need not be declared all month."""
    tolerances = _values(law, _TOLERANCE, month, _last(month))
    required = all(_values(law, _REQUIRED, day, day) == [1] for day in (month, _last(month)))
    return max(tolerances) if required and tolerances else None


def _values(law: pl.DataFrame, parameter: str, first: date, last: date) -> list[int]:
    held = law.filter((pl.col("parameter") == parameter) & (pl.col("since") <= last) & (first < pl.col("until")))
    return held["value_base"].drop_nulls().to_list()
