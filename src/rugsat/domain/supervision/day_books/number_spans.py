"""From which to which number the events of an order book and day run, and how many numbers there are."""

import narwhals as nw

from rugsat.domain.supervision.day_book import day_book
from rugsat.evidence.frames.frame import Frame
from rugsat.evidence.frames.sums import count

_BOOK = ["exchange", "legal_day", "dti", "counter", "money"]


@day_book(reads=("orders_and_trades",))
def number_spans(events: Frame) -> Frame:
    """The lowest and the highest number of the events of an order book, and how many numbers there are, each once.

    A book is an asset and what is given for it, another asset (`counter`) or `money`.
    """
    nothing = nw.lit("")
    named = events.select(
        "exchange",
        "legal_day",
        "dti",
        nw.when(nw.col("counter_dti").is_null()).then(nothing).otherwise(nw.col("counter_dti")).alias("counter"),
        nw.when(nw.col("currency").is_null()).then(nothing).otherwise(nw.col("currency")).alias("money"),
        "sequence",
    )
    numbers = named.group_by(*_BOOK, "sequence").agg(count("_events"))
    return numbers.group_by(*_BOOK).agg(
        nw.col("sequence").min().alias("low"), nw.col("sequence").max().alias("high"), count("distinct")
    )
