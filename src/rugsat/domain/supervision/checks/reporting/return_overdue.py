"""Is a return in that was due?"""

from datetime import date, timedelta

import narwhals as nw
import polars as pl

from rugsat.domain.supervision.check import check
from rugsat.domain.supervision.violations import RAW
from rugsat.evidence.frames.frame import Frame

_KEY = ["party", "return", "period", "part"]


def judge(owed: pl.DataFrame, law: pl.DataFrame, on: date) -> pl.DataFrame:
    """Keep what came, or has not come, after the days of grace that the law gave on the due day."""
    grace = law.filter(pl.col("parameter") == "returns.days_of_grace")
    kept = []
    for each in owed.sort(_KEY).iter_rows(named=True):
        # What came after the day of the run had not come on it.
        row = {**each, "received_on": None} if each["received_on"] and each["received_on"] > on else each
        held = grace.filter((pl.col("since") <= row["due"]) & (row["due"] < pl.col("until")))
        if held.height == 0:
            continue
        days_of_grace = int(held["value_base"][0])
        last = row["due"] + timedelta(days=days_of_grace)
        ended = row["received_on"] or on + timedelta(days=1)
        if ended <= last + timedelta(days=1) and (row["received_on"] is None or row["received_on"] <= last):
            continue
        kept.append(_violation(row, first=last + timedelta(days=1), ended=ended, grace=days_of_grace))
    return pl.DataFrame(kept, schema=RAW, orient="row")


def _violation(row: dict[str, object], *, first: date, ended: date, grace: int) -> dict[str, object]:
    due = row["due"]
    assert isinstance(due, date)
    last = max(first, ended - timedelta(days=1))
    part = f"/part:{row['part']}" if row["part"] else ""
    came = row["received_on"]
    return {
        "subject": f"party:{row['party']}/return:{row['return']}/period:{row['period']}{part}",
        "began_us": None,
        "ended_us": None,
        "first_day": first,
        "last_day": last,
        "observed": (came - due).days if isinstance(came, date) else (last - due).days,
        "limit": grace,
        "unit": "day",
        "class": "*",
        "zone": "*",
        "sender": None,
        "filing": row["filing"],
        "row": None,
        "note": f"due {due}; " + (f"came on {came}" if came else "not in yet"),
    }


@check(
    reads=("register.obligations", "filings"),
    may_be_empty=("filings",),
    rests_on=("returns.days_of_grace",),
    judge=judge,
)
def return_overdue(obligations: Frame, filings: Frame, law: Frame, on: date) -> Frame:
    """A return was not in by its due date and the days of grace.

    What is owed comes from the register's obligations, what is in from the filings ledger: originals, corrections and
    nil returns that were accepted, at least in part, and not cancelled since. Where no parts are owed, one part is
    enough: whether the others are missing is not for this check to say. A return that came late is named with
    the day on which it came; one that is still missing is named up to the day of the run.
    """
    due = obligations.filter(nw.col("due") < nw.lit(on)).select(*_KEY, "due")
    taken = filings.filter(nw.col("status").is_in(["ACPT", "PART"])).rename({"sender": "party"})
    cancelled = (
        taken.filter(nw.col("kind") == "cancellation").group_by(_KEY).agg(nw.col("commit").max().alias("cancelled"))
    )
    filed = taken.filter(nw.col("kind") != "cancellation").select(*_KEY, "commit", "received_on", "filing")
    standing = filed.join(cancelled, on=_KEY, how="left").filter(
        nw.col("cancelled").is_null() | (nw.col("commit") > nw.col("cancelled"))
    )
    columns = [*_KEY, "received_on", "filing"]
    in_parts = standing.filter(nw.col("part") != "").with_columns(part=nw.lit(""))
    in_any = nw.concat([standing.select(*columns), in_parts.select(*columns)], how="vertical")
    first = in_any.group_by(_KEY).agg(nw.col("received_on").min(), nw.col("filing").min())
    return due.join(first, on=_KEY, how="left").select(*_KEY, "due", "received_on", "filing")
