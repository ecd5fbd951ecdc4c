"""Are there events that an exchange numbered and did not file?"""

from datetime import date

import narwhals as nw
import polars as pl

from rugsat.domain.supervision.check import check
from rugsat.domain.supervision.ledger import days_not_whole
from rugsat.domain.supervision.limits import in_force
from rugsat.domain.supervision.violations import RAW
from rugsat.domain.supervision.weighed import weighed
from rugsat.evidence.frames.frame import Frame
from rugsat.evidence.frames.sums import count

_DAY = ["exchange", "legal_day"]
_BOOK = ["dti", "counter", "money"]


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


def days_not_accepted_whole(records: Frame, filings: Frame, law: Frame, on: date) -> Frame:
    """days of exchanges of whose filings something was rejected or cancelled, so that numbers may be missing"""
    return days_not_whole(records, filings, "orders_and_trades")


@check(
    reads=("orders_and_trades", "filings"),
    may_be_empty=("filings",),
    rests_on=("records.sequence_without_gaps",),
    judge=judge,
    left_out=(days_not_accepted_whole,),
)
def sequence_gap_in_records(records: Frame, filings: Frame, law: Frame, on: date) -> Frame:
    """The event numbers that an exchange filed for a day do not run without a gap from the lowest to the highest.

    Looked at are the numbers of all events of a local day, over all orders. They need not begin at one, and a number
    that comes twice is no gap. Numbers may be the exchange's or those of each of its order books: where the numbers
    of every book run without a gap by themselves, the day is in order. A day is left out where a filing for it was
    rejected, wholly or in part, and not mended since: what intake refused is no gap of the exchange's making. What is
    observed is how many numbers are missing between the lowest and the highest of the day.
    """
    broken = in_force(_days_with_gaps(_numbers(records)), law, "records.sequence_without_gaps")
    judged = broken.join(days_not_whole(records, filings, "orders_and_trades"), on=_DAY, how="anti")
    numbers = records.select(*_DAY, "sequence").join(judged, on=_DAY, how="semi").unique([*_DAY, "sequence"])
    following = nw.col("sequence").shift(-1).over(*_DAY, order_by=["sequence"])
    steps = numbers.with_columns(following=following).filter(nw.col("following") - nw.col("sequence") > 1)
    first = steps.group_by(*_DAY).agg(nw.col("sequence").min(), nw.col("following").min())
    return judged.join(first, on=_DAY, how="inner").select(*_DAY, "missing", "distinct", "sequence", "following")


def _numbers(records: Frame) -> Frame:
    """Each number of a day and order book once; a book is an asset and what is given for it."""
    nothing = nw.lit("")
    named = records.select(
        *_DAY,
        "dti",
        nw.when(nw.col("counter_dti").is_null()).then(nothing).otherwise(nw.col("counter_dti")).alias("counter"),
        nw.when(nw.col("currency").is_null()).then(nothing).otherwise(nw.col("currency")).alias("money"),
        "sequence",
    )
    return named.unique([*_DAY, *_BOOK, "sequence"])


def _days_with_gaps(numbers: Frame) -> Frame:
    """Days on which numbers are missing, in the exchange's own row of numbers and in that of a book."""
    books = _missing(numbers, [*_DAY, *_BOOK]).select(*_DAY).unique(_DAY)
    return _missing(numbers.select(*_DAY, "sequence").unique([*_DAY, "sequence"]), _DAY).join(
        books, on=_DAY, how="semi"
    )


def _missing(numbers: Frame, by: list[str]) -> Frame:
    spans = numbers.group_by(*by).agg(
        nw.col("sequence").min().alias("low"), nw.col("sequence").max().alias("high"), count("distinct")
    )
    return spans.with_columns(missing=nw.col("high") - nw.col("low") + 1 - nw.col("distinct")).filter(
        nw.col("missing") > 0
    )
