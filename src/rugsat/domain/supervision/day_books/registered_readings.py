"""The readings of those connections that the register names."""

from rugsat.domain.supervision.day_book import day_book
from rugsat.evidence.frames.frame import Frame


@day_book(reads=("meter_readings",), among=("register.connections", "connection"))
def registered_readings(readings: Frame, registered: Frame) -> Frame:
    """The readings, as filed, of connections that the register names for any site on any day."""
    return readings.join(registered, on=["connection"], how="semi").select(
        "connection",
        "legal_day",
        "began_us",
        "interval_s",
        "energy_wh",
        "load_w",
        "estimated",
        "sender",
        "filing",
        "row",
    )
