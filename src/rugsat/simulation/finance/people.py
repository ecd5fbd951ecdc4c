"""Who has an account where: persons and firms, most with one exchange and little to do, a few with much."""

from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt
import polars as pl

from rugsat.simulation.finance.units import Whole
from rugsat.simulation.world import World

_NUMBERS = 10**7
_PASSPORTS = 10**8
_ABROAD = ("KZ", "UZ", "RU", "TR", "AZ", "CN")
_NEWCOMERS, _PENDING, _REFUSED, _ENDED = 0.03, 0.012, 0.004, 0.012
_MAKERS = 4
"""Firms that stand ready to buy and to sell, on each exchange."""

ACCOUNTS: dict[str, pl.DataType] = {
    "account": pl.Int64(), "person": pl.Int64(), "exchange": pl.Int64(), "kind": pl.String(), "client_lei": pl.String(),
    "residence": pl.String(), "born": pl.Int64(), "opened": pl.Date(), "status": pl.String(),
    "identified_on": pl.Date(), "closed": pl.Date(), "first_day": pl.Int64(), "client_class": pl.String(),
    "risk": pl.String(), "exposed": pl.Boolean(), "trades": pl.Float64(), "sends": pl.Float64(),
    "budget": pl.Int64(), "listed": pl.Boolean(), "maker": pl.Boolean(),
}  # fmt: skip
"""An account at an exchange. Account and person are numbers of the country; `first_day` is the number of the day from
which it can be used, `trades` and `sends` are how active it is, `budget` is what it may send abroad in a month."""


@dataclass(slots=True)
class People:
    """All accounts: the many, and those that were opened for the sake of a story."""

    world: World
    many: pl.DataFrame
    shares: npt.NDArray[np.float64]
    """Share of the business by exchange."""
    persons: int
    recruits: list[dict[str, object]] = field(default_factory=list)

    def recruit(self, exchange: int, *, person: int | None = None, **said: object) -> dict[str, object]:
        """Open an account for somebody of a story; it does nothing of itself unless told so."""
        since = self.world.plan.since
        rng = self.world.stream("recruit", len(self.recruits))
        opened = since - timedelta(days=int(rng.integers(20, 600)))
        if person is None:
            person, self.persons = self.persons, self.persons + 1
        row: dict[str, object] = {
            "account": self.many.height + len(self.recruits), "person": person, "exchange": exchange, "kind": "person",
            "client_lei": None, "residence": self.world.country, "born": int(rng.integers(0, 540)), "opened": opened,
            "status": "identified", "identified_on": opened, "closed": None, "first_day": 0, "client_class": "retail",
            "risk": "normal", "exposed": False, "trades": 0.0, "sends": 0.0, "budget": 0, "listed": True,
            "maker": False,
        }  # fmt: skip
        self.recruits.append({**row, **said})
        return self.recruits[-1]

    def accounts_of(self, exchange: int) -> pl.DataFrame:
        """The accounts at one exchange, in an order that tells nothing."""
        told = pl.DataFrame(self.recruits, schema=ACCOUNTS, orient="row")
        both = pl.concat([self.many, told]).filter(pl.col("exchange") == exchange)
        numbered = both.with_columns(self.number().alias("number"))
        named = numbered.with_columns(client=pl.concat_str(pl.lit(self.prefix(exchange)), pl.col("number")))
        return named.sort("number").drop("number")

    def client(self, account: dict[str, object]) -> str:
        """The client number of an account."""
        number = pl.DataFrame([account], schema=ACCOUNTS).select(self.number()).item()
        return f"{self.prefix(int(str(account['exchange'])))}{number}"

    def prefix(self, exchange: int) -> str:
        """How client numbers of an exchange begin."""
        letters = self.world.stream("prefix", exchange).integers(0, 26, 2)
        return "".join(chr(65 + each) for each in letters) + f"{exchange + 1:02}-"

    def number(self) -> pl.Expr:
        """Client numbers that tell nothing of when or why an account was opened, none twice in the country."""
        return _scattered(self.world, "client numbers", pl.col("account"), _NUMBERS) + _NUMBERS

    def passports(self, person: pl.Series) -> pl.Series:
        """Numbers of passports, none twice in the country."""
        number = _scattered(self.world, "passports", pl.col("person"), _PASSPORTS)
        return pl.DataFrame({"person": person}).select(
            pl.concat_str(pl.lit("A"), number.cast(pl.String).str.zfill(8))
        ).to_series()  # fmt: skip


def make_people(world: World) -> People:
    """Draw the persons of the country and their accounts."""
    rng = world.stream("people")
    count = world.plan.customers
    drawn = (1 + np.arange(world.plan.exchanges)) ** -0.8 * np.exp(rng.normal(0, 0.15, world.plan.exchanges))
    shares = np.asarray(rng.permutation(drawn / drawn.sum()), dtype=np.float64)
    held = 1 + rng.choice(4, count, p=[0.76, 0.16, 0.06, 0.02])
    person = np.repeat(np.arange(count), held)
    exchange = _places(rng, person, shares)
    accounts = pl.DataFrame({"person": person, "exchange": exchange}).unique(maintain_order=True)
    return People(world, _drawn(world, rng, accounts, count), shares, count)


def _places(rng: np.random.Generator, person: Whole, shares: npt.NDArray[np.float64]) -> Whole:
    """Where each account is held: by size of the exchange; each exchange has a few clients at least."""
    place = rng.choice(shares.size, person.size, p=0.9 * shares + 0.1 / shares.size)
    return place.astype(np.int64)


def _drawn(world: World, rng: np.random.Generator, accounts: pl.DataFrame, count: int) -> pl.DataFrame:
    person, size = accounts["person"].to_numpy(), accounts.height
    kind = rng.choice(3, count, p=[0.95, 0.035, 0.015])
    home = rng.random(count) < 0.93
    where = np.where(home, 0, 1 + rng.integers(0, len(_ABROAD), count))
    eager = np.exp(rng.normal(0, 1.7, count))
    status, first, opened, closed = _standing(world, rng, size)
    active = (status == 0) & (first < world.plan.days)
    mine = (eager[person] * np.exp(rng.normal(0, 0.6, size))) * active
    held = np.bincount(person, minlength=count)
    drawn = accounts.with_columns(
        account=pl.Series(np.arange(size)),
        kind=_word(kind[person], ("person", "entrepreneur", "legal_entity")),
        client_lei=pl.lit(None, pl.String),
        residence=_word(where[person], (world.country, *(each for each in _ABROAD))),
        born=pl.Series(rng.integers(0, 540, count)[person]),
        opened=pl.Series(opened), status=_word(status, ("identified", "pending", "refused", "ended")),
        identified_on=pl.Series(np.where((status == 0) | (status == 3), opened, np.datetime64("NaT", "D"))),
        closed=pl.Series(closed), first_day=pl.Series(first),
        client_class=_word(rng.choice(4, count, p=[0.82, 0.13, 0.04, 0.01])[person],
                           ("retail", "retail_tested", "professional", "institution")),
        risk=_word(rng.choice(3, count, p=[0.25, 0.68, 0.07])[person], ("low", "normal", "high")),
        exposed=pl.Series((rng.random(count) < 0.002)[person]),
        trades=pl.Series(np.round(mine, 6)), sends=pl.Series(np.round(mine**0.6 * active, 6)),
        budget=pl.Series(_budgets(world, held[person])), listed=pl.lit(value=True), maker=pl.lit(value=False),
    )  # fmt: skip
    return drawn.select(pl.col(name).cast(dtype) for name, dtype in ACCOUNTS.items())


def _standing(
    world: World, rng: np.random.Generator, size: int
) -> tuple[Whole, Whole, npt.NDArray[np.datetime64], npt.NDArray[np.datetime64]]:
    """Status, first day of use, day of opening and of closing of each account."""
    since = np.datetime64(world.plan.since, "D")
    draw = rng.random(size)
    edges = np.cumsum([_PENDING, _REFUSED, _ENDED])
    status = (1 + np.searchsorted(edges, draw, side="right")) % 4
    new = (rng.random(size) < _NEWCOMERS) & (status == 0)
    first = np.where(new, rng.integers(0, max(world.plan.days, 1), size), 0).astype(np.int64)
    ago = rng.integers(30, 900, size)
    opened = np.where(new, since + first, since - ago)
    opened = np.where(status == 1, since - rng.integers(0, 12, size), opened)
    closed = np.where(status == 3, since - rng.integers(1, 28, size), np.datetime64("NaT", "D"))
    return status.astype(np.int64), first, opened, closed


def _budgets(world: World, held: Whole) -> Whole:
    """What each account may send abroad in a month so that its person stays well below the limit over all of them."""
    limit = month_limit(world, world.plan.since)
    whole = 10**18 if limit is None else int(limit * 96 // 100)
    return np.asarray(whole // held).astype(np.int64)


def month_limit(world: World, day: date) -> int | None:
    """The lowest limit of the month of a day on what a person sends abroad, in units of money."""
    first = day.replace(day=1)
    month = [first + timedelta(days=number) for number in range(31)]
    limits = [world.limits.value("exchange.outflow_limit", each) for each in month if each.month == day.month]
    set_ = [limit for limit in limits if limit is not None]
    return int(min(set_) * 10**6) if set_ else None


def appoint_makers(people: People) -> None:
    """Give every exchange the firms that make its market."""
    for exchange in range(people.world.plan.exchanges):
        for _ in range(_MAKERS):
            people.recruit(exchange, kind="legal_entity", client_class="institution", maker=True)


def _word(number: Whole, words: tuple[str, ...]) -> pl.Series:
    return pl.Series(words).gather(pl.Series(number))


def _scattered(world: World, name: str, number: pl.Expr, modulus: int) -> pl.Expr:
    """A permutation of the numbers below the modulus, a power of ten."""
    rng = world.stream(name)
    factor = int(rng.integers(1, modulus // 10)) * 10 + int(rng.choice([1, 3, 7, 9]))
    return (number.cast(pl.Int64) * factor + int(rng.integers(0, modulus))) % modulus
