"""The book of a day as it is filed: one line for each event, with words for numbers."""

from dataclasses import dataclass
from datetime import date, datetime

import numpy as np
import polars as pl

from rugsat.simulation.finance.book import BUY, EVENTS, FILL, PARF, VALIDITIES, Columns
from rugsat.simulation.finance.units import CASH, COIN, DTIS, MONEY, Whole, amounts, exact

_FIRST = 10_000_001


@dataclass(frozen=True, slots=True)
class Desk:
    """What all lines of an exchange's day have in common."""

    lei: str
    number: int
    day: date
    midnight: datetime
    currency: str
    clients: pl.DataFrame
    """Of the exchange, in the order of their places: client, client_lei, residence, client_class."""

    def code(self) -> str:
        """How numbers of the day begin."""
        return f"{self.number + 1:02}-{self.day:%Y%m%d}-"


def order_frame(desk: Desk, orders: Columns) -> pl.DataFrame:
    """One line for each order, in words."""
    client = pl.Series(orders["client"])
    buys = orders["side"] == BUY
    named = desk.clients.select("client", "client_lei", "residence", "maker")[client]
    counter = pl.Series(np.where(orders["counter"] >= 0, orders["counter"], 0))
    exchanged = pl.Series(orders["counter"] >= 0)
    return pl.DataFrame({"at": np.arange(client.len()) + _FIRST, "limit_price": orders["limit"],
                         "order_quantity": orders["coins"], "exchanged": exchanged}).select(
        exchange=pl.lit(desk.lei),
        order_id=pl.concat_str(pl.lit(f"O{desk.code()}"), pl.col("at")),
        client=named["client"],
        client_lei=named["client_lei"],
        country=named["residence"],
        capacity=pl.Series(np.where(named["maker"].to_numpy(), "DEAL", "AOTC")),
        side=pl.Series(np.where(buys, "BUYI", "SELL")),
        dti=DTIS.gather(pl.Series(orders["asset"])),
        counter_dti=pl.when("exchanged").then(DTIS.gather(counter)),
        currency=pl.when(~pl.col("exchanged")).then(pl.lit(desk.currency)),
        order_type=pl.lit("LMTO"),
        limit_price=exact("limit_price", MONEY),
        validity=pl.Series(VALIDITIES).gather(pl.Series(orders["validity"])),
        order_quantity=exact("order_quantity", COIN),
    )  # fmt: skip


def event_rows(desk: Desk, orders: pl.DataFrame, events: Columns, trades: Columns, which: Whole) -> pl.DataFrame:
    """The lines of some events (by place), with their sequence; `orders` are those of order_frame."""
    trade = events["trade"][which]
    done = trade >= 0
    safe = np.where(done, trade, 0)
    held = {name: (column[safe] if column.size else np.zeros(which.size, np.int64)) for name, column in trades.items()}
    amount = amounts(held["asset"], held["coins"], held["price"])
    start = int(desk.midnight.timestamp()) * 1_000_000
    told = pl.DataFrame({
        "sequence": events["sequence"][which], "moment": events["moment"][which] + start,
        "remaining_quantity": events["left"][which], "done": done, "trade": safe + _FIRST,
        "quantity": held["coins"], "price": held["price"], "amount": amount, "taker": events["taker"][which] == 1,
    }).select(
        "sequence",
        event=pl.Series(EVENTS).gather(pl.Series(events["kind"][which])),
        executed=pl.from_epoch("moment", time_unit="us").dt.replace_time_zone("UTC"),
        remaining_quantity=exact("remaining_quantity", COIN),
        trade_id=pl.when("done").then(pl.concat_str(pl.lit(f"T{desk.code()}"), pl.col("trade"))),
        quantity=pl.when("done").then(exact("quantity", COIN)),
        price=pl.when("done").then(exact("price", MONEY)),
        amount=pl.when("done").then(exact("amount", MONEY)),
        aggressor=pl.when("done").then(pl.when("taker").then(pl.lit("AGRE")).otherwise(pl.lit("PASV"))),
    )  # fmt: skip
    return pl.concat([orders[pl.Series(events["order"][which])], told], how="horizontal").with_columns(
        day=pl.lit(desk.day)
    )


def executions(events: Columns) -> Whole:
    """Places of the events that are executions."""
    return np.flatnonzero((events["kind"] == PARF) | (events["kind"] == FILL))


FEE_SHARE_OF_TAKER, FEE_SHARE_OF_MAKER = 500, 1_000
"""A taker pays one part in 500 of the amount, a maker one part in 1,000: prices of the simulated exchanges."""


def trade_flows(size: int, trades: Columns) -> tuple[Whole, Whole, int]:
    """What trades bring each client and holding, what they take at the most before anything comes, and the fees."""
    flow, gone = np.zeros((size, CASH + 1), np.int64), np.zeros((size, CASH + 1), np.int64)
    if not trades["asset"].size:
        return flow, gone, 0
    amount = amounts(trades["asset"], trades["coins"], trades["price"])
    buyer, seller, asset = trades["buyer"], trades["seller"], trades["asset"]
    buyer_takes = trades["taker_side"] == BUY
    in_money = trades["counter"] < 0
    taker_fee, maker_fee = (np.where(in_money, amount // part, 0) for part in (FEE_SHARE_OF_TAKER, FEE_SHARE_OF_MAKER))
    paid_in = np.where(in_money, CASH, trades["counter"])
    buyer_fee, seller_fee = np.where(buyer_takes, taker_fee, maker_fee), np.where(buyer_takes, maker_fee, taker_fee)
    # What is paid in coins is counted in coins: amounts of such trades are in millionths of the other asset.
    paid = np.where(in_money, amount, amount * 10 ** (COIN - MONEY))
    for held, asset_out, who, out in ((gone, asset, seller, trades["coins"]), (gone, paid_in, buyer, paid + buyer_fee)):
        np.add.at(held, (who, asset_out), out)
    np.add.at(flow, (buyer, asset), trades["coins"])
    np.add.at(flow, (seller, paid_in), paid - seller_fee)
    return flow - gone, gone, int(buyer_fee.sum() + seller_fee.sum())


def locked_by(size: int, orders: Columns, open_: Whole) -> Whole:
    """What open orders lock of each client and holding."""
    locked = np.zeros((size, CASH + 1), np.int64)
    asset, coins, limit = orders["asset"][open_], orders["coins"][open_], orders["limit"][open_]
    buys = orders["side"][open_] == BUY
    np.add.at(locked, (orders["client"][open_], np.where(buys, CASH, asset)),
              np.where(buys, amounts(asset, coins, limit), coins))  # fmt: skip
    return locked
