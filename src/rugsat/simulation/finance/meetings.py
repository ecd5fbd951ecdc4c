"""Trades and orders of stories, put into the book of a day among all others."""

import numpy as np

from rugsat.simulation.finance.book import BUY, CAME, DAY, Book, Columns, Floor, after, meet, worse
from rugsat.simulation.finance.script import Row
from rugsat.simulation.finance.units import LOTS, Whole


def _column(rows: list[Row], name: str, usual: int) -> Whole:
    return np.array([int(str(row.get(name, usual))) for row in rows], dtype=np.int64)


def meet_as_told(book: Book, floor: Floor, rows: list[Row], places: dict[int, int]) -> None:
    """Trades: account (that takes), maker (account; else a market maker), asset, side, coins, moment, price."""
    if not rows:
        return
    taker = np.array([places[int(str(row["account"]))] for row in rows], dtype=np.int64)
    makers = floor.crowd.makers[floor.rng.integers(0, floor.crowd.makers.size, len(rows))]
    maker = np.array(
        [places[int(str(row["maker"]))] if "maker" in row else makers[at] for at, row in enumerate(rows)],
        dtype=np.int64,
    )
    asset, side = _column(rows, "asset", 0), _column(rows, "side", BUY)
    drawn_at = floor.moments(len(rows))
    moment = np.where(_column(rows, "moment", -1) >= 0, _column(rows, "moment", -1), drawn_at)
    price = floor.market.price(floor.day, asset, moment)
    price = np.where(_column(rows, "price", 0) > 0, _column(rows, "price", 0), price)
    coins = np.where(_column(rows, "coins", 0) > 0, _column(rows, "coins", 0), floor.coins(asset, price))
    drawn: Columns = {"asset": asset, "side": side, "price": price, "coins": coins, "taker": taker, "maker": maker,
                      "rest": np.zeros(len(rows), np.int64), "counter": _column(rows, "counter", -1)}  # fmt: skip
    meet(book, floor, moment, drawn)


def stand_as_told(book: Book, floor: Floor, rows: list[Row], places: dict[int, int]) -> Whole:
    """Orders that nobody takes: account, asset, side, coins, moment; away from the price by `away` millionths,
    withdrawn after some `seconds`, or told of as `kind`; gives the numbers of those that stay open `overnight`."""
    if not rows:
        return np.empty(0, np.int64)
    client = np.array([places[int(str(row["account"]))] for row in rows], dtype=np.int64)
    asset, side = _column(rows, "asset", 0), _column(rows, "side", BUY)
    drawn_at = floor.moments(len(rows))
    moment = np.where(_column(rows, "moment", -1) >= 0, _column(rows, "moment", -1), drawn_at)
    mid = floor.market.price(floor.day, asset, moment)
    price = worse(asset, mid, 1 - side, _column(rows, "away", 3_000) / 1e6)
    coins = np.where(_column(rows, "coins", 0) > 0, _column(rows, "coins", 0) // LOTS[asset] * LOTS[asset],
                     floor.coins(asset, mid))  # fmt: skip
    kind = _column(rows, "kind", CAME)
    made = book.place(moment, client=client, side=side, asset=asset, limit=price, coins=coins,
                      validity=np.full(len(rows), DAY), counter=_column(rows, "counter", -1))  # fmt: skip
    seconds = _column(rows, "seconds", 60)
    gone = np.minimum(moment + seconds * 1_000_000, np.maximum(after(floor, moment, 1), floor.length - 1))
    stays = _column(rows, "overnight", 0) == 1
    book.tell(made[~stays], gone[~stays], kind[~stays], coins[~stays])
    return np.asarray(made[stays])
