"""Margin positions: opened, marked every evening, topped up in time by honest exchanges, and closed."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from fractions import Fraction

import numpy as np
import numpy.typing as npt
import polars as pl

from rugsat.simulation.finance.market import Market
from rugsat.simulation.finance.orders import Desk
from rugsat.simulation.finance.script import MarginStory
from rugsat.simulation.finance.units import CASH, COIN, DTIS, LOTS, MONEY, TICKS, Whole, exact
from rugsat.simulation.world import World

_ASSETS = 5
_USUAL_CAP = 5.0
"""What honest exchanges lend where the law sets no cap."""


@dataclass(slots=True)
class Margin:
    """All positions of one exchange: columns by name, each a value for every position."""

    world: World
    market: Market
    held: dict[str, Whole]
    stories: list[tuple[int, MarginStory]] = field(default_factory=list)
    """Stories with the place of their client."""

    def evening(self, day: int, size: int) -> tuple[Whole, Whole, int, pl.DataFrame]:
        """Flows and locks by client and holding, what the exchange pays on balance, and the positions of a day."""
        flow, locked = np.zeros((size, CASH + 1), np.int64), np.zeros((size, CASH + 1), np.int64)
        mark = self.market.close(day)
        held = self.held
        profit = self._profit(mark)
        ends = held["last"] == day - 1
        np.add.at(flow[:, CASH], held["client"][ends], profit[ends])
        alive = (held["first"] <= day) & (held["last"] >= day)
        self._top_up(day, mark, alive)
        np.add.at(locked[:, CASH], held["client"][alive], held["locked"][alive])
        own = held["locked"] + profit
        ordinary = self._frame(np.flatnonzero(alive), own, mark)
        told = self._told(day, mark, locked)
        return flow, locked, int(profit[ends].sum()), pl.concat([ordinary, told])

    def _profit(self, mark: Whole) -> Whole:
        held = self.held
        moved = (mark[held["asset"]] - held["entry"]) // TICKS[held["asset"]]
        return held["lots"] * moved * np.where(held["side"] == 0, 1, -1)

    def _top_up(self, day: int, mark: Whole, alive: npt.NDArray[np.bool_]) -> None:
        """Own funds are brought back to where they were meant to be when the cap comes near."""
        held = self.held
        exposure = held["lots"] * (mark[held["asset"]] // TICKS[held["asset"]])
        own = held["locked"] + self._profit(mark)
        cap = cap_on(self.world, day)
        short = alive & (own * (cap * 0.96) < exposure)
        wanted = np.ceil(exposure / np.minimum(held["meant"] / 1000, cap * 0.9)).astype(np.int64)
        held["locked"] = np.where(short, held["locked"] + wanted - own, held["locked"])

    def _frame(self, which: Whole, own: Whole, mark: Whole) -> pl.DataFrame:
        held = {name: column[which] for name, column in self.held.items()}
        exposure = held["lots"] * (mark[held["asset"]] // TICKS[held["asset"]])
        return pl.DataFrame({
            "number": which, "client": held["client"], "side": held["side"], "asset": held["asset"],
            "coins": held["lots"] * LOTS[held["asset"]], "opened": held["opened"], "entry_price": held["entry"],
            "mark_price": mark[held["asset"]], "exposure": exposure, "own_funds": own[which],
            "borrowed": np.maximum(exposure - own[which], 0),
        })  # fmt: skip

    def _told(self, day: int, mark: Whole, locked: Whole) -> pl.DataFrame:
        rows = []
        for number, (place, story) in enumerate(self.stories):
            if not story.first <= day <= story.last:
                continue
            price = int(mark[story.asset])
            exposure = story.lots * (price // int(TICKS[story.asset]))
            own = Fraction(exposure) / story.leverage(day)
            funds = max(1, own.numerator // own.denominator)
            locked[place, CASH] += funds
            rows.append({
                "number": self.held["client"].size + number, "client": place, "side": 0, "asset": story.asset,
                "coins": story.lots * int(LOTS[story.asset]), "opened": _minute(self.world, story.first, number),
                "entry_price": price, "mark_price": price, "exposure": exposure, "own_funds": funds,
                "borrowed": max(exposure - funds, 0),
            })  # fmt: skip
        schema = self._frame(np.empty(0, np.int64), np.empty(0, np.int64), mark).schema
        return pl.DataFrame(rows, schema=schema, orient="row")


def cap_on(world: World, day: int) -> float:
    """The cap on leverage on a day, or what is usual where there is none."""
    cap = world.limits.value("exchange.leverage_cap", world.plan.on[day])
    return _USUAL_CAP if cap is None else float(cap)


def make_margin(world: World, market: Market, exchange: int, clients: pl.DataFrame) -> Margin:
    """Draw the positions of an exchange over the country's days, some of them open before it begins."""
    rng = world.stream("margin", exchange)
    days = world.plan.days
    able = np.flatnonzero(((clients["trades"] > 0) & (clients["first_day"] == 0)).to_numpy())
    count = min(able.size, max(6, round(able.size * 0.04)))
    count = round(count * max(1, days / 10))
    asset = rng.integers(0, _ASSETS, count)
    first = rng.integers(-8, days, count)
    last = first + 1 + rng.geometric(0.12, count)
    closes = np.stack([market.close(day) for day in range(days)])
    entry = closes[np.clip(first, 0, days - 1), asset]
    entry = np.maximum(np.rint(entry * np.exp(rng.normal(0, 0.01, count)) / TICKS[asset]), 1).astype(np.int64)
    entry = entry * TICKS[asset]
    money = np.exp(rng.normal(6.5, 1.2, count)) * int(market.dollar[0]) * 10_000
    lots = np.maximum(np.rint(money / (entry / TICKS[asset])), 1).astype(np.int64)
    meant = np.round(1000 * (1.15 + rng.beta(1.6, 1.4, count) * (cap_on(world, 0) * 0.88 - 1.15))).astype(np.int64)
    exposure = lots * (entry // TICKS[asset])
    held = {
        "client": able[rng.integers(0, able.size, count)] if able.size else np.empty(0, np.int64),
        "asset": asset, "side": rng.integers(0, 2, count), "lots": lots, "entry": entry, "first": first, "last": last,
        "meant": meant, "locked": np.ceil(exposure / (meant / 1000)).astype(np.int64),
        "opened": np.array([_minute(world, int(each), number) for number, each in enumerate(first)], dtype=np.int64),
    }  # fmt: skip
    return Margin(world, market, held)


def _minute(world: World, day: int, number: int) -> int:
    """A moment of a day, in microseconds since 1970."""
    midnight: datetime = world.midnight(world.plan.since + timedelta(days=day))
    return (int(midnight.timestamp()) + (number * 7_919) % 70_000) * 1_000_000


def margin_rows(positions: pl.DataFrame, desk: Desk) -> pl.DataFrame:
    """Lines as they are filed."""
    client = desk.clients.select("client", "client_class")[positions["client"]]
    named = positions.with_columns(
        client=client["client"], client_class=client["client_class"], dti=DTIS.gather(positions["asset"])
    )
    return named.select(
        exchange=pl.lit(desk.lei), as_of=pl.lit(desk.day),
        position=pl.concat_str(pl.lit(f"M{desk.number + 1:02}-"), pl.col("number") + 10_001),
        client="client", client_class="client_class",
        side=pl.when(pl.col("side") == 0).then(pl.lit("BUYI")).otherwise(pl.lit("SELL")), dti="dti",
        quantity=exact("coins", COIN), opened=pl.from_epoch("opened", time_unit="us").dt.replace_time_zone("UTC"),
        entry_price=exact("entry_price", MONEY), mark_price=exact("mark_price", MONEY),
        exposure=exact("exposure", MONEY), own_funds=exact("own_funds", MONEY), borrowed=exact("borrowed", MONEY),
        currency=pl.lit(desk.currency), day=pl.lit(desk.day),
    )  # fmt: skip
