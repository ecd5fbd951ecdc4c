"""An exchange day by day: its book, its transfers, its margin, and what it then holds for whom."""

from dataclasses import dataclass
from typing import cast

import numpy as np
import polars as pl

from rugsat.simulation.finance.banks import Banks, Counter
from rugsat.simulation.finance.book import CAME, Book, Crowd, Floor, make_book
from rugsat.simulation.finance.capital import capital_row, quarter_ends
from rugsat.simulation.finance.clients import SealingRoom, client_rows, told_rows
from rugsat.simulation.finance.custody import Account, Vault, days_of_account, make_vault
from rugsat.simulation.finance.filing import Manner, file_balances, file_book, file_transfers
from rugsat.simulation.finance.ledger import Ledger
from rugsat.simulation.finance.margin import make_margin, margin_rows
from rugsat.simulation.finance.market import Market
from rugsat.simulation.finance.meetings import meet_as_told, stand_as_told
from rugsat.simulation.finance.newcomers import first_deposits
from rugsat.simulation.finance.orders import Desk, locked_by, order_frame, trade_flows
from rugsat.simulation.finance.people import People
from rugsat.simulation.finance.script import Script, Told
from rugsat.simulation.finance.transfers import Providers, everyday, flows, numbered, scripted
from rugsat.simulation.finance.units import CASH, CENT, MARKET, RISING, SINKING, Whole
from rugsat.simulation.world import World

_EVENTS_FOR_A_TRANSFER = 40
_WEEKEND = 0.75
_RETURNS = ("orders_and_trades", "transfers", "client_balances", "margin_positions", "wallets_and_reserves",
            "exchange_clients", "capital_statement")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Town:
    """What all exchanges share."""

    world: World
    market: Market
    people: People
    script: Script
    banks: Banks
    providers: Providers
    room: SealingRoom
    mid: int
    """The number of the day on which one asset loses its approval and another gets it."""


class House:
    """One exchange, by its number."""

    def __init__(self, town: Town, number: int) -> None:
        self.town, self.number = town, number
        self.firm = town.world.roster.exchanges[number]
        self.clients = town.people.accounts_of(number).with_columns(town.room.sealed(number))
        self.places = {account: place for place, account in enumerate(self.clients["account"].to_list())}
        self.size = self.clients.height
        self.vault: Vault = make_vault(town.world, number, town.script)
        self.ledger = Ledger(self.size)
        self.in_dollars = bool(town.world.stream("dollars", self.firm.party).random() < 0.3)
        self._margin = make_margin(town.world, town.market, number, self.clients)
        self._margin.stories = [(self.places[each.account], each) for each in town.script.positions[number]]
        self._budget: Whole = np.zeros(self.size, np.int64)
        self._carried = pl.DataFrame()
        self._told: list[object] = []
        self._sent: list[pl.DataFrame] = []
        self._swept: list[int] = []

    def run(self) -> None:
        """All days, and then what rests on all of them."""
        for day in range(self.town.world.plan.days):
            self._live(day)
        self._settle()

    def desk(self, day: int) -> Desk:
        """What all lines of a day have in common."""
        world, on = self.town.world, self.town.world.plan.on[day]
        return Desk(self.firm.lei, self.number, on, world.midnight(on), world.currency, self.clients)

    def _live(self, day: int) -> None:
        desk, floor = self.desk(day), self._floor(day)
        book, stays = make_book(floor, self._events(day))
        key = (self.number, day)
        meet_as_told(book, floor, self.town.script.meetings.get(key, []), self.places)
        told = stand_as_told(book, floor, self.town.script.orders.get(key, []), self.places)
        stays = np.concatenate([stays, told])
        self._withdraw_carried(book, floor)
        orders, events, trades = book.joined()
        frame = order_frame(desk, orders)
        carried, self._carried = self._carried, frame[pl.Series(stays)]
        written = (pl.concat([frame, carried]) if carried.height else frame, events, trades)
        file_book(self.town.world, self.firm.party, desk, written, self._manner(day))
        sent = self._transfers(day, floor)
        trade_flow, trade_gone, fees = trade_flows(self.size, trades)
        sent_flow, sent_gone = flows(self.size, sent)
        margin_flow, margin_locked, paid, positions = self._margin.evening(day, self.size)
        gone = trade_gone + sent_gone + np.maximum(-margin_flow, 0)
        self.ledger.post(trade_flow + sent_flow + margin_flow, gone,
                         locked_by(self.size, orders, stays) + margin_locked)  # fmt: skip
        self._sent.append(sent)
        self._swept.append(fees - paid)
        rows = margin_rows(positions, desk)
        self.town.world.filings.submit(self.firm.party, "margin_positions", rows, day="day")

    def _withdraw_carried(self, book: Book, floor: Floor) -> None:
        """Orders of the day before that stayed open are withdrawn."""
        count = self._carried.height
        if count:
            numbers = np.arange(book.order_count, book.order_count + count)
            left = (self._carried["order_quantity"].cast(pl.Float64) * 1e8).round().cast(pl.Int64).to_numpy()
            book.tell(numbers, floor.moments(count), CAME, left)

    def _floor(self, day: int) -> Floor:
        world = self.town.world
        on = world.plan.on[day]
        chances = np.cumsum(
            np.where(self.clients["first_day"].to_numpy() <= day, self.clients["trades"].to_numpy(), 0.0)
        )
        makers = np.flatnonzero(self.clients["maker"].to_numpy())
        assets = [number for number in range(len(MARKET)) if MARKET[number].popularity > 0]
        assets.remove(RISING if day < self.town.mid else SINKING)
        popularity = np.array([MARKET[each].popularity for each in assets])
        return Floor(world.stream("day", self.firm.party, day), day, world.seconds_of(on) * 1_000_000,
                     self.town.market, np.array(assets, dtype=np.int64), popularity / popularity.sum(),
                     Crowd(chances, makers))  # fmt: skip

    def _events(self, day: int) -> int:
        """How many events a day has, about."""
        plan = self.town.world.plan
        noise = float(np.exp(self.town.world.stream("busy", self.firm.party, day).normal(0, 0.12)))
        weekend = _WEEKEND if plan.on[day].weekday() >= 5 else 1.0
        return round(plan.events_a_day * float(self.town.people.shares[self.number]) * noise * weekend)

    def _manner(self, day: int) -> Manner:
        script, key = self.town.script, (self.number, day)
        return Manner(script.cuts.get(key), script.pauses.get(key), key in script.in_parts, key in script.refiled,
                      key in script.by_asset)  # fmt: skip

    def _transfers(self, day: int, floor: Floor) -> pl.DataFrame:
        world = self.town.world
        if day == 0 or world.plan.on[day].day == 1:
            self._budget = self.clients["budget"].to_numpy().copy()
        sends = np.where(self.clients["first_day"].to_numpy() <= day, self.clients["sends"].to_numpy(), 0.0)
        crowd = Crowd(np.cumsum(sends), floor.crowd.makers)
        busy = Floor(floor.rng, day, floor.length, floor.market, floor.assets, floor.popularity, crowd)
        count = int(floor.rng.poisson(max(4.0, self._events(day) / _EVENTS_FOR_A_TRANSFER)))
        ordinary = everyday(busy, count, self._budget, self.town.providers, world.plan.seed)
        told = scripted(self.town.script.transfers.get((self.number, day), []), self.places, self._told)
        return pl.concat([ordinary, told])

    def _settle(self) -> None:
        """Open the balances, let newcomers bring what they need, and file what rests on all days."""
        world = self.town.world
        able = ((self.clients["trades"] > 0) & (self.clients["first_day"] == 0)).cast(pl.Int64).to_numpy()
        closes = self.town.market.close(0)
        self.ledger.open(world.stream("savings", self.firm.party), closes, int(self.town.market.dollar[0]), able)
        first_deposits(world.stream("newcomers", self.firm.party), self.clients, self.ledger, self._sent, closes)
        for day, sent in enumerate(self._sent):
            self._file_transfers(day, sent)
        self._file_holdings()
        told = told_rows(world, self.town.script, self.number, self.clients)
        rows = client_rows(world, self.firm.lei, self.clients, told)
        world.filings.submit(self.firm.party, "exchange_clients", rows, day="day")
        for name in _RETURNS:
            world.filings.expect(self.firm.party, name)

    def _file_transfers(self, day: int, sent: pl.DataFrame) -> None:
        world, desk = self.town.world, self.desk(day)
        house = self.vault.house(sent["asset"].to_numpy())
        ready = numbered(sent.with_columns(house=pl.coalesce(pl.col("house"), house)), desk)
        rate = int(self.town.market.dollar[day]) if self.in_dollars else None
        file_transfers(world, self.firm.party, ready, desk, rate)
        counter = Counter(self.town.banks, self.number, day, self._amounts_near(day))
        counter.settle(ready, world.stream("bank", self.firm.party, day))
        counter.sweep(int(np.fix(self._swept[day] / CENT)))
        if (self.number, day) in self.town.script.own_moves:
            counter.move(self.town.script.own_moves[self.number, day])
        for number, place in ready.filter(pl.col("told") >= 0).select("transfer_id", "told").iter_rows():
            cast("Told", self._told[place])(number, desk.day)

    def _amounts_near(self, day: int) -> tuple[int, ...]:
        """What transfers of stories near a day are worth, in hundredths."""
        told = self.town.script.transfers
        near = [row for each in range(day - 3, day + 4) for row in told.get((self.number, each), [])]
        return tuple(int(str(row["money"])) // CENT for row in near if str(row.get("leg", "honest")) != "honest")

    def _file_holdings(self) -> None:
        world, of_account = self.town.world, set(days_of_account(self.town.world))
        wallets = []
        for day, held in enumerate(self.ledger.closings()):
            prices = self.town.market.close(day)
            file_balances(world, self.firm.party, self.desk(day), (held, self.ledger.locks[day]), prices)
            if day in of_account:
                owed = held.sum(axis=0)[:CASH]
                traded = np.flatnonzero((owed > 0) | (np.arange(CASH) < SINKING))
                account = Account(world, self.town.market, self.number, day, self.town.script)
                wallets.append(account.rows(self.vault, owed, traded, in_dollars=self.in_dollars))
            if day in quarter_ends(world):
                row = capital_row(world, self.number, day, held, prices)
                world.filings.submit(self.firm.party, "capital_statement", row, day="day")
        world.filings.submit(self.firm.party, "wallets_and_reserves", pl.concat(wallets), day="day")
