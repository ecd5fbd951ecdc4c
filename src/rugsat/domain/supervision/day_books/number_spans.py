"""From which to which number the events of an exchange and day run, and how many numbers there are."""

import narwhals as nw

from rugsat.domain.supervision.day_book import day_book
from rugsat.evidence.frames.frame import Frame
from rugsat.evidence.frames.sums import count

_DAY = ["exchange", "legal_day"]


@day_book(reads=("orders_and_trades",))
def number_spans(events: Frame) -> Frame:
    """The lowest and the highest number of the events of a legal day, and how many numbers there are, each once."""
    numbers = events.group_by(*_DAY, "sequence").agg(count("_events"))
    return numbers.group_by(*_DAY).agg(
        nw.col("sequence").min().alias("low"), nw.col("sequence").max().alias("high"), count("distinct")
    )
