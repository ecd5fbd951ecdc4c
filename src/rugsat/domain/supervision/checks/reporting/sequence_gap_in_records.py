"""Are there events that an exchange numbered and did not file?"""

from datetime import date

import polars as pl

from rugsat.domain.supervision.check import check
from rugsat.domain.supervision.ledger import days_not_whole
from rugsat.domain.supervision.limits import in_force
from rugsat.domain.supervision.violations import RAW
from rugsat.domain.supervision.weighed import weighed
from rugsat.evidence.frames.frame import Frame

_DAY = ["exchange", "legal_day"]


def judge(gaps: pl.DataFrame, law: pl.DataFrame, on: date) -> pl.DataFrame:
    """Put the first gap of each day into words; every row that comes is a violation."""
    found = []
    for row in gaps.sort(*_DAY).iter_rows(named=True):
        first, last = row["sequence"] + 1, row["following"] - 1
        numbers = f"number {first}" if first == last else f"numbers {first} to {last}"
        note = f"first gap: {numbers}; {row['distinct']} of {row['distinct'] + row['missing']} are there"
        days = (row["legal_day"], row["legal_day"])
        found.append(weighed(f"exchange:{row['exchange']}", days, row["missing"], 0, "count", note))
    return pl.DataFrame(found, schema=RAW, orient="row")


def days_not_accepted_whole(gaps: Frame, filed: Frame, filings: Frame, law: Frame, on: date) -> Frame:
    """days of exchanges of whose filings something was rejected or cancelled, so that numbers may be missing"""
    return days_not_whole(filed, filings, "orders_and_trades")


@check(
    reads=("number_gaps", "event_filings", "filings"),
    may_be_empty=("filings",),
    rests_on=("records.sequence_without_gaps",),
    judge=judge,
    left_out=(days_not_accepted_whole,),
)
def sequence_gap_in_records(gaps: Frame, filed: Frame, filings: Frame, law: Frame, on: date) -> Frame:
    """The event numbers that an exchange filed for a day do not run without a gap from the lowest to the highest.

    Looked at are the numbers of all events of a local day, over all orders. They need not begin at one, and a number
    that comes twice is no gap. Numbers may be the exchange's or those of each of its order books: where the numbers
    of every book run without a gap by themselves, the day is in order. A day is left out where a filing for it was
    rejected, wholly or in part, and not mended since: what intake refused is no gap of the exchange's making. What is
    observed is how many numbers are missing between the lowest and the highest of the day.
    """
    broken = in_force(gaps, law, "records.sequence_without_gaps")
    return broken.join(days_not_whole(filed, filings, "orders_and_trades"), on=_DAY, how="anti")
