"""What the actors of the country share: the plan, the law, the register, the post office, and the answers."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import polars as pl

from rugsat.simulation.answers import Answers
from rugsat.simulation.filings import Filings
from rugsat.simulation.limits import Limits
from rugsat.simulation.plan import Plan
from rugsat.simulation.register import Register
from rugsat.simulation.roster import Roster
from rugsat.simulation.sealing import Sealer
from rugsat.simulation.streams import stream

SALES: dict[str, pl.DataType] = {
    "party": pl.String(),
    "authorisation": pl.String(),
    "exchange": pl.String(),
    "day": pl.Date(),
    "dti": pl.String(),
    "quantity": pl.Decimal(38, 18),
    "wallet": pl.String(),
}
"""Coins that a miner sends from its wallet to an exchange (by party) on a day, and sells there."""


SERIES: dict[str, pl.DataType] = {
    "series": pl.String(),
    "began": pl.Date(),
    "value": pl.String(),
    "unit": pl.String(),
    "source": pl.String(),
}


@dataclass(slots=True)
class World:
    """One country while it is made."""

    plan: Plan
    limits: Limits
    zones: tuple[str, ...]
    zone_shares: tuple[float, ...]
    currency: str
    country: str
    """Country code in capitals."""
    time_zone: ZoneInfo
    roster: Roster
    register: Register
    filings: Filings
    answers: Answers
    sealer: Sealer
    sales: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=SALES))
    """What miners sell at home; the energy side writes it, the finance side trades it."""
    series: list[dict[str, object]] = field(default_factory=list)
    """Rows of reference_series, which the authority files."""

    def stream(self, *names: str | int) -> np.random.Generator:
        """Randomness for one named thing."""
        return stream(self.plan.seed, *names)

    def midnight(self, day: date) -> datetime:
        """The moment at which a local day begins, in UTC."""
        return datetime.combine(day, datetime.min.time(), self.time_zone).astimezone(ZoneInfo("UTC"))

    def seconds_of(self, day: date) -> int:
        """The length of a local day."""
        return int((self.midnight(day + timedelta(days=1)) - self.midnight(day)).total_seconds())

    def add_series(self, name: str, began: date, value: object, unit: str, source: str) -> None:
        """A value that holds from a day until the next one of its series."""
        self.series.append({"series": name, "began": began, "value": str(value), "unit": unit, "source": source})
