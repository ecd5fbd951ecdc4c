"""Of which days the partner banks of an exchange have told all: where they have not, a missing booking says nothing."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import polars as pl

from rugsat.kernel.period import ReportingPeriod

_A_DAY = timedelta(days=1)


class BankDays:
    """Which banks serve which exchange, and the days of which each bank's bookings are in, and whole."""

    def __init__(self, rows: pl.DataFrame) -> None:
        """`rows` of the kinds partner, booked, filed and refused, as the check brings them together."""
        self._partners: defaultdict[str, list[tuple[str, date, date]]] = defaultdict(list)
        for exchange, bank, since, until in _of(rows, "partner", "exchange", "bank", "since", "until"):
            self._partners[exchange].append((bank, since, until))
        booked = set(_of(rows, "booked", "bank", "since"))
        # Before the first booking that the run looks at, nothing is known, though the ledger goes back further.
        self._first = min((day for _, day in booked), default=date.max)
        self._whole = booked | set(_days(rows, "filed"))
        self._whole -= set(_days(rows, "refused"))

    def told(self, exchange: str, day: date, days: int) -> bool:
        """Whether every partner of an exchange has told all of a day and of the days around it."""
        around = [day + number * _A_DAY for number in range(-days, days + 1)]
        if around[0] < self._first or not self.partners(exchange, day):
            return False
        return all((bank, each) in self._whole for each in around for bank in self.partners(exchange, each))

    def partners(self, exchange: str, day: date) -> list[str]:
        """The banks that serve an exchange on a day."""
        held = self._partners.get(exchange, [])
        return sorted({bank for bank, since, until in held if since <= day < until})


def _of(rows: pl.DataFrame, kind: str, *columns: str) -> list[tuple[Any, ...]]:
    found: list[tuple[Any, ...]] = rows.filter(pl.col("kind") == kind).select(*columns).rows()
    return found


def _days(rows: pl.DataFrame, kind: str) -> Iterator[tuple[str, date]]:
    for bank, code in _of(rows, kind, "bank", "name"):
        try:
            period = ReportingPeriod.parse(str(code))
        except ValueError:
            continue
        day = period.since
        while day < period.until:
            yield bank, day
            day += _A_DAY
