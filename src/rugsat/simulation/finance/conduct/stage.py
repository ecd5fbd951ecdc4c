"""Where stories are told: the cases of the catalogue, who is free to play in them, and how they are recorded."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any, TypeAlias, cast

import numpy as np
import polars as pl

from rugsat.simulation.answers import Planted
from rugsat.simulation.catalogue import Difficulty, Offence, catalogue
from rugsat.simulation.finance.book import BUY, SELL
from rugsat.simulation.finance.custody import days_of_account
from rugsat.simulation.finance.market import Market
from rugsat.simulation.finance.passage import made_up_accounts
from rugsat.simulation.finance.people import People
from rugsat.simulation.finance.script import Row, Script, Told
from rugsat.simulation.finance.units import CENT, COIN, LOTS, MARKET
from rugsat.simulation.identities import transaction
from rugsat.simulation.world import World

RESTS_ON: Mapping[str, tuple[str, ...]] = {
    "unapproved_asset_traded": ("exchange.approved_assets_only",),
    "cross_border_outflow_above_limit": ("exchange.outflow_limit",),
    "leverage_above_cap": ("exchange.leverage_cap",),
    "fiat_leg_without_bank_match": ("exchange.fiat_through_partner_bank", "settlement.bank_match_days"),
    "cold_storage_share_below_minimum": ("exchange.cold_storage_share",),
    "client_assets_not_covered": ("exchange.reserve_share",),
    "customer_not_identified": ("exchange.identification_before_wallet",),
    "sequence_gap_in_records": ("records.sequence_without_gaps",),
}
"""What of the law must be set so that there is something to break."""

HOUR = 3_600_000_000


@dataclass(frozen=True, slots=True)
class Case:
    """One offence, or one innocent look-alike, that is to be played."""

    stage: "Stage"
    offence: Offence
    rng: np.random.Generator
    difficulty: Difficulty | None = None
    size: float = 0.0
    look_alike: str = ""

    def record(self, subject: str, first: date, last: date, story: str) -> None:
        """Write the answer."""
        planted = Planted(subject, first, last, story)
        answers = self.stage.world.answers
        if self.difficulty is None:
            answers.look_alike(self.offence, self.look_alike, planted)
        else:
            answers.offence(self.offence, self.difficulty, self.size, planted)

    def on_transfer(self, exchange: int, story: str) -> Told:
        """What records the answer when the transfer it is about has got its number."""
        lei = self.stage.lei(exchange)
        return lambda number, on: self.record(f"exchange:{lei}/transfer:{number}", on, on, story)


Player: TypeAlias = Callable[["Stage", Case], None]


@dataclass(slots=True)
class Stage:
    """The country as stories see it."""

    world: World
    market: Market
    people: People
    script: Script
    mid: int
    _free: dict[str, list[tuple[int, ...]]] = field(default_factory=dict)
    _crowds: dict[int, list[int]] = field(default_factory=dict)

    @property
    def days(self) -> int:
        """How many days there are."""
        return self.world.plan.days

    def on(self, day: int) -> date:
        """A day by its number."""
        return self.world.plan.since + timedelta(days=day)

    def lei(self, exchange: int) -> str:
        """The number of an exchange."""
        return self.world.roster.exchanges[exchange].lei

    def of_account(self, account: Row) -> str:
        """The subject of findings on an account."""
        return f"exchange:{self.lei(where(account))}/client:{self.people.client(account)}"

    def of_asset(self, exchange: int, asset: int) -> str:
        """The subject of findings on an asset at an exchange."""
        return f"exchange:{self.lei(exchange)}/asset:{MARKET[asset].dti}"

    def limit(self, parameter: str, day: int) -> Fraction | None:
        """A number of the law on a day."""
        value: Decimal | None = self.world.limits.value(parameter, self.on(day))
        return None if value is None else Fraction(value)

    def take(
        self, pool: str, members: list[tuple[int, ...]], wanted: Callable[..., bool] | None = None
    ) -> tuple[int, ...] | None:
        """Somebody or something that no other story of the pool has; None where all are taken."""
        if pool not in self._free:
            order = self.world.stream("free", pool).permutation(len(members))
            self._free[pool] = [members[at] for at in order]
        free = self._free[pool]
        found = next((each for each in free if wanted is None or wanted(*each)), None)
        if found is not None:
            free.remove(found)
        return found

    def exchange(self, rng: np.random.Generator) -> int:
        """Any exchange."""
        return int(rng.integers(self.world.plan.exchanges))

    def exchanges(self) -> list[tuple[int, ...]]:
        """All exchanges, as members of a pool."""
        return [(number,) for number in range(self.world.plan.exchanges)]

    def exchange_days(self) -> list[tuple[int, ...]]:
        """All days of all exchanges, as members of a pool."""
        return [(number, day) for number in range(self.world.plan.exchanges) for day in range(self.days)]

    def account_days(self) -> list[tuple[int, ...]]:
        """All days of account of all exchanges, as members of a pool."""
        days = days_of_account(self.world)
        return [(number, day) for number in range(self.world.plan.exchanges) for day in days]

    def anybody(self, exchange: int, rng: np.random.Generator) -> int:
        """An ordinary active account of an exchange."""
        if exchange not in self._crowds:
            active = (pl.col("exchange") == exchange) & (pl.col("trades") > 0) & (pl.col("first_day") == 0)
            self._crowds[exchange] = self.people.many.filter(active)["account"].to_list()
        crowd = self._crowds[exchange]
        return crowd[int(rng.integers(len(crowd)))]

    def recruit(self, exchange: int, **said: object) -> Row:
        """An account for a story."""
        return self.people.recruit(exchange, **cast("dict[str, Any]", said))

    def coins(self, asset: int, dollars: float, day: int) -> int:
        """Whole lots of an asset that are worth so many dollars, about; one at least."""
        one = int(LOTS[asset]) * int(self.market.close(day)[asset]) / 10**COIN
        return int(max(1, round(dollars * int(self.market.dollar[day]) * CENT / one)) * int(LOTS[asset]))

    def money(self, dollars: float, day: int) -> int:
        """Whole hundredths of the reporting currency that are worth so many dollars, in units of money."""
        return int(max(1, round(dollars * int(self.market.dollar[day]))) * CENT)

    def trade(self, account: int, exchange: int, day: int, **said: object) -> None:
        """Let an account take from the book."""
        self.script.meetings[exchange, day].append({"account": account, **said})

    def trade_often(self, case: Case, account: int, exchange: int, days: list[int], count: int) -> None:
        """Let an account take from the book so many times, on each of the days at least once."""
        for number in range(max(count, len(days))):
            day = days[number] if number < len(days) else days[int(case.rng.integers(len(days)))]
            self.trade(
                account, exchange, day, asset=int(case.rng.integers(6)), side=(BUY, SELL)[int(case.rng.integers(2))]
            )

    def send(self, exchange: int, day: int, **said: object) -> None:
        """Let a transfer take place."""
        self.script.transfers[exchange, day].append(dict(said))

    def run(self, case: Case, longest: int, first: int = 0) -> tuple[int, int] | None:
        """The first and last of so many days in a row, at most; None where there is no such day."""
        room = self.days - first
        if room < 1:
            return None
        length = max(1, min(longest, room))
        start = first + int(case.rng.integers(room - length + 1))
        return start, start + length - 1

    def cases(self, name: str) -> Iterator[Case]:
        """The offences of a kind that this country has."""
        offence = catalogue()[name]
        for difficulty in offence.difficulties:
            for number in range(self.world.plan.offences(difficulty.count)):
                rng = self.world.stream("offence", name, difficulty.name, number)
                yield Case(self, offence, rng, difficulty, difficulty.draw(rng))

    def innocents(self, name: str, word: str) -> Iterator[Case]:
        """The look-alikes of a kind that this country has."""
        offence = catalogue()[name]
        for number in range(self.world.plan.offences(offence.look_alikes[word])):
            yield Case(self, offence, self.world.stream("look-alike", name, word, number), look_alike=word)

    def can_be_broken(self, check: str) -> bool:
        """Whether the law of the country's last day sets what a check rests on; a switch must be on."""
        on = self.on(self.days - 1)
        values = [self.world.limits.value(parameter, on) for parameter in RESTS_ON.get(check, ())]
        return all(values)


def where(account: Row) -> int:
    """The exchange of an account."""
    return int(str(account["exchange"]))


def number_of(account: Row) -> int:
    """The number of an account."""
    return int(str(account["account"]))


def chain_end(case: Case, asset: int) -> dict[str, object]:
    """An account of nobody at the other end of a transfer on a chain, and the transaction."""
    return {"there": made_up_accounts(case.rng, asset, 1)[0], "tx_hash": transaction(case.rng)}
