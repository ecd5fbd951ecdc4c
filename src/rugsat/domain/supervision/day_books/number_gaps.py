"""Days on which numbers of events are missing, and where the first of them are."""

import narwhals as nw

from rugsat.domain.supervision.day_book import day_book
from rugsat.evidence.frames.distinct import distinct
from rugsat.evidence.frames.frame import Frame
from rugsat.evidence.frames.sums import count

_DAY = ["exchange", "legal_day"]


@day_book(reads=("number_spans", "orders_and_trades"))
def number_gaps(books: Frame, events: Frame) -> Frame:
    """Days of exchanges on which numbers are missing between the lowest and the highest, with the first gap.

    Numbers may be the exchange's or those of each of its order books: where the numbers of every book run without a
    gap by themselves, the day is in order.
    """
    broken = distinct(_missing(books), _DAY)
    numbers = events.join(broken, on=_DAY, how="semi").group_by(*_DAY, "sequence").agg(count("_events"))
    spans = numbers.group_by(*_DAY).agg(
        nw.col("sequence").min().alias("low"), nw.col("sequence").max().alias("high"), count("distinct")
    )
    judged = _missing(spans)
    following = nw.col("sequence").shift(-1).over(*_DAY, order_by=["sequence"])
    followed = numbers.join(judged.select(*_DAY), on=_DAY, how="semi").with_columns(following=following)
    steps = followed.filter(nw.col("following") - nw.col("sequence") > 1)
    first = steps.group_by(*_DAY).agg(nw.col("sequence").min(), nw.col("following").min())
    return judged.join(first, on=_DAY, how="inner").select(*_DAY, "missing", "distinct", "sequence", "following")


def _missing(spans: Frame) -> Frame:
    missing = nw.col("high") - nw.col("low") + 1 - nw.col("distinct")
    return spans.with_columns(missing=missing).filter(nw.col("missing") > 0)
