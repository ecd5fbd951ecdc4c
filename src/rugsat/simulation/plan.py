"""How large a country is: the numbers of its actors at a scale, with floors that every check needs."""

from dataclasses import dataclass
from datetime import date, timedelta

from rugsat.kernel.errors import RugsatError

_METERS, _MINERS, _MACHINES, _EXCHANGES = 1_400_000, 3_000, 400_000, 30
_CUSTOMERS, _EVENTS = 1_000_000, 20_000_000
_FLOOR = {"meters": 900, "miners": 300, "machines": 15_000, "exchanges": 12, "banks": 4, "providers": 3}
_FLOOR_CUSTOMERS, _FLOOR_EVENTS = 1_500, 6_000
_LARGEST_SCALE = 10.0


class PlanError(RugsatError):
    """A country that cannot be simulated as it was asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A country to be simulated; scale 1 is the country that the system is built for."""

    jurisdiction: str
    scale: float
    days: int
    seed: int
    since: date

    def __post_init__(self) -> None:
        if not 0 < self.scale <= _LARGEST_SCALE:
            message = (
                f"a country has a scale above 0, up to {_LARGEST_SCALE:g}, and not {self.scale}; 0.001 is a small one"
            )
            raise PlanError(message)
        if not 1 <= self.days <= 366:
            message = f"a country is simulated for 1 to 366 days, not {self.days}"
            raise PlanError(message)

    @property
    def until(self) -> date:
        """The first day that is no longer simulated."""
        return self.since + timedelta(days=self.days)

    @property
    def on(self) -> tuple[date, ...]:
        """Every local day of the country, in order."""
        return tuple(self.since + timedelta(days=number) for number in range(self.days))

    @property
    def months(self) -> tuple[date, ...]:
        """First days of the calendar months that are simulated whole."""
        firsts = [day for day in self.on if day.day == 1]
        return tuple(first for first in firsts if _next_month(first) <= self.until)

    @property
    def meters(self) -> int:
        """Metered connections, homes and firms, without the miners' own."""
        return self._sized(_METERS, "meters")

    @property
    def miners(self) -> int:
        """Registered or licensed miners."""
        return self._sized(_MINERS, "miners")

    @property
    def machines(self) -> int:
        """Mining machines of all miners together, about."""
        return self._sized(_MACHINES, "machines")

    @property
    def exchanges(self) -> int:
        """Licensed exchanges."""
        return self._sized(_EXCHANGES, "exchanges")

    @property
    def banks(self) -> int:
        """Partner banks."""
        return max(_FLOOR["banks"], self.exchanges // 4)

    @property
    def providers(self) -> int:
        """Energy providers that supply the public."""
        return max(_FLOOR["providers"], round(6 * min(self.scale, 1)))

    @property
    def customers(self) -> int:
        """Persons and firms that are clients of exchanges; one may be a client of several."""
        return max(_FLOOR_CUSTOMERS, round(_CUSTOMERS * self.scale))

    @property
    def events_a_day(self) -> int:
        """Events of order books on an ordinary day, all exchanges together."""
        return max(_FLOOR_EVENTS, round(_EVENTS * self.scale))

    def offences(self, count: int) -> int:
        """How many offences there are of a kind that has `count` in the smallest country."""
        return max(1, round(count * max(1.0, 10 * self.scale)))

    def _sized(self, full: int, name: str) -> int:
        return max(_FLOOR[name], round(full * self.scale))


def _next_month(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1)
