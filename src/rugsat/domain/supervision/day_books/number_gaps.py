"""Days on which numbers of events are missing, and where the first of them are."""

import narwhals as nw

from rugsat.domain.supervision.day_book import day_book
from rugsat.evidence.frames.frame import Frame
from rugsat.evidence.frames.sums import count

_DAY = ["exchange", "legal_day"]
_BOOK = ["dti", "counter", "money"]


@day_book(reads=("number_spans", "orders_and_trades"))
def number_gaps(spans: Frame, events: Frame) -> Frame:
    """Days of exchanges on which numbers are missing between the lowest and the highest, with the first gap.

    Numbers may be the exchange's or those of each of its order books: where the numbers of every book run without a
    gap by themselves, the day is in order. A book is an asset and what is given for it.
    """
    suspected = _missing(spans)
    of_days = events.join(suspected.select(*_DAY), on=_DAY, how="semi")
    broken = _missing(_spans_of_books(of_days)).group_by(*_DAY).agg(count("_books")).select(*_DAY)
    judged = suspected.join(broken, on=_DAY, how="semi")
    numbers = events.join(judged.select(*_DAY), on=_DAY, how="semi").group_by(*_DAY, "sequence").agg(count("_events"))
    following = nw.col("sequence").shift(-1).over(*_DAY, order_by=["sequence"])
    steps = numbers.with_columns(following=following).filter(nw.col("following") - nw.col("sequence") > 1)
    first = steps.group_by(*_DAY).agg(nw.col("sequence").min(), nw.col("following").min())
    return judged.join(first, on=_DAY, how="inner").select(*_DAY, "missing", "distinct", "sequence", "following")


def _spans_of_books(events: Frame) -> Frame:
    nothing = nw.lit("")
    named = events.select(
        *_DAY,
        "dti",
        nw.when(nw.col("counter_dti").is_null()).then(nothing).otherwise(nw.col("counter_dti")).alias("counter"),
        nw.when(nw.col("currency").is_null()).then(nothing).otherwise(nw.col("currency")).alias("money"),
        "sequence",
    )
    numbers = named.group_by(*_DAY, *_BOOK, "sequence").agg(count("_events"))
    return numbers.group_by(*_DAY, *_BOOK).agg(
        nw.col("sequence").min().alias("low"), nw.col("sequence").max().alias("high"), count("distinct")
    )


def _missing(spans: Frame) -> Frame:
    missing = nw.col("high") - nw.col("low") + 1 - nw.col("distinct")
    return spans.with_columns(missing=missing).filter(nw.col("missing") > 0)
