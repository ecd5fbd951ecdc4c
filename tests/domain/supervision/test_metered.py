"""Energy is counted once, however often it was filed, and is nobody's where two hold its connection."""

from datetime import date
from typing import Any

import polars as pl
import pytest

from rugsat.domain.supervision.day_books.meter_sums import meter_sums
from rugsat.domain.supervision.day_books.metered_days import metered_days
from rugsat.domain.supervision.metered import authorised, days_read, legal_days, shared
from rugsat.evidence.engines.engine import Engine
from rugsat.kernel.period import FOREVER

DAY = date(2026, 2, 10)
SCHEMA: dict[str, Any] = {
    "connection": pl.String,
    "legal_day": pl.Date,
    "began_us": pl.Int64,
    "interval_s": pl.Int64,
    "energy_wh": pl.Int64,
    "estimated": pl.Boolean,
    "filing": pl.String,
    "sender": pl.String,
}


def reading(hour: int, energy: int, *, filing: str = "F1", length: int = 3600, estimated: bool = False) -> tuple:
    return ("C1", DAY, hour * 3_600_000_000, length, energy, estimated, filing, "S")


@pytest.mark.parametrize(
    ("readings", "energy"),
    [
        ([reading(0, 10), reading(1, 20)], 30),
        ([reading(0, 10), reading(1, 20, estimated=True)], 10),
        # The same hours in two filings, by one provider in two parts or by two providers: the lower of each.
        ([reading(0, 10), reading(1, 20), reading(0, 10, filing="F2"), reading(1, 15, filing="F2")], 25),
        # Morning and afternoon in two filings are both counted.
        ([reading(0, 10), reading(1, 20, filing="F2")], 30),
        # An hour and its quarters overlap: the length that says more, not both.
        ([reading(0, 40), *[reading(0, 9, length=900)]], 40),
    ],
)
def test_energy_of_a_day_is_counted_once(engine: Engine, readings: list[tuple], energy: int) -> None:
    filed = engine.table(pl.DataFrame(readings, schema=SCHEMA, orient="row"))
    sources = {"meter_readings": filed, "meter_sums": meter_sums.of(lambda _: filed)}
    found = engine.collect(days_read(metered_days.of(sources.__getitem__)))
    assert found.select("connection", "legal_day", "energy_wh").rows() == [("C1", DAY, energy)]


def test_a_connection_that_feeds_two_authorisations_is_nobodys(engine: Engine) -> None:
    facts = pl.DataFrame({"connection": ["C1", "C2", "C3"], "legal_day": [DAY] * 3})
    held = {"since": [date(2026, 1, 1)] * 4, "until": [FOREVER] * 4}
    connections = pl.DataFrame({"connection": ["C1", "C1", "C2", "C2"], "site": ["S1", "S2", "S1", "S3"], **held})
    sites = pl.DataFrame({"site": ["S1", "S2", "S3", "S4"], "authorisation": ["A", "A", "B", "B"], **held})
    given, *register = [engine.table(table) for table in (facts, connections, sites)]
    days = legal_days(given)
    found = engine.collect(authorised(given, *register, days=days))
    assert found.select("connection", "authorisation").rows() == [("C1", "A")]
    assert engine.collect(shared(*register, days=days))["connection"].to_list() == ["C2"]
