"""A miner while the country is made: sites, connections, machines, licences, wallets, loads, work and payouts."""

from dataclasses import dataclass, field
from datetime import date

import numpy as np
import numpy.typing as npt

from rugsat.simulation.energy.machines import Machines, Whole
from rugsat.simulation.energy.pools import Pool
from rugsat.simulation.energy.weather import Tenths

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


@dataclass(slots=True)
class Spell:
    """A value with the days on which the register holds it; None where it began long before, or has no end."""

    value: str
    since: date | None = None
    until: date | None = None


@dataclass(slots=True)
class Licence:
    """The power that an authorisation allows, and from when to when."""

    watts: int
    since: date | None = None
    until: date | None = None


@dataclass(slots=True)
class Connection:
    """A connection point of a miner, and what its providers say of it."""

    name: str
    site: int
    meters: list[tuple[int, int, str]]
    """Day and quarter of an hour from which a meter hangs on it, and its serial."""
    registered: list[Spell]
    """Its provider in the register."""
    readers: list[str]
    """Who files its readings, by day."""
    share: float = 1.0
    """Share of the site's load."""
    tariffs: list[tuple[int, str]] = field(default_factory=lambda: [(0, "mining")])
    """The tariff that is reported on a day, and until the next report."""
    attestations: list[tuple[int, str, str]] = field(default_factory=list)
    """Day, provider that attests, and tariff; by its provider on the first day where empty."""
    transformer: str | None = None
    hourly: bool = False
    first_day: int = 0
    """First day on which it is metered."""
    owned_from: int = 0
    """First day on which what it counts is the miner's."""
    load: Whole = field(default_factory=lambda: np.zeros((0, 0), np.int64))
    """Watt-hours by day and quarter of an hour."""
    filed: Whole | None = None
    """What is filed at first, where that differs; a correction follows."""
    guessed: Whole | None = None
    """What is filed for good, where some of it is estimated."""
    missing: Flags | None = None
    estimated: Flags | None = None


@dataclass(slots=True)
class Payout:
    """One distribution of a pool, in units of 10^-8."""

    day: int
    minute: int
    gross: int
    fee: int
    work_th: int
    wallet: str
    pool: Pool | None = None


@dataclass(slots=True)
class Miner:
    """A miner with everything that is his."""

    number: int
    party: str
    name: str
    kind: str
    lei: str | None
    cls: str
    authorisation: str
    zone: str
    temperature: Tenths
    sites: list[str]
    connections: list[Connection]
    machines: Machines
    pool: Pool | None
    wallets: list[Spell]
    efficiency: float
    """Energy that its machines need for a hash, over that by their makers' data."""
    tuning: float
    """Hash rate over that by the makers' data."""
    overhead: tuple[float, float]
    """Energy of cooling over that of machines, in frost and in great heat."""
    fails: bool = True
    sites_since: date | None = None
    """First day on which the authorisation names its sites."""
    licences: list[Licence] = field(default_factory=list)
    site_load: list[Whole] = field(default_factory=list)
    work: Whole = field(default_factory=lambda: np.zeros(0, np.int64))
    """Work in 10^12 hashes by day."""
    hours: Floats = field(default_factory=lambda: np.zeros(0))
    """Seconds in which any site mined, by day."""
    payouts: list[Payout] = field(default_factory=list)
    sold: list[tuple[int, int]] = field(default_factory=list)
    """Day and quantity that is sold at home."""

    @property
    def load(self) -> Whole:
        """Watt-hours of all sites by day and quarter of an hour."""
        return np.asarray(np.stack(self.site_load).sum(axis=0))
