"""Which filings the events of an exchange and day came with."""

from rugsat.domain.supervision.day_book import day_book
from rugsat.evidence.frames.frame import Frame
from rugsat.evidence.frames.sums import count


@day_book(reads=("orders_and_trades",))
def event_filings(events: Frame) -> Frame:
    """How many events of orders each filing brought of an exchange and legal day."""
    return events.group_by("exchange", "legal_day", "sender", "filing").agg(count("events"))
