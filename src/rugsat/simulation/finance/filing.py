"""How an exchange files the book of a day and the balances of its clients."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

import numpy as np
import polars as pl

from rugsat.simulation.finance.book import Columns
from rugsat.simulation.finance.orders import Desk, event_rows
from rugsat.simulation.finance.script import Cut
from rugsat.simulation.finance.transfers import transfer_rows
from rugsat.simulation.finance.units import CASH, CENT, COIN, DTIS, MONEY, Whole, amounts, exact
from rugsat.simulation.world import World

_LARGEST_PART = 1_500_000
_BROKEN_ROWS = 3
_CORRECTED_AFTER = 5
_MINUTE = 60_000_000


@dataclass(frozen=True, slots=True)
class Manner:
    """How a day's book is filed."""

    cut: Cut | None = None
    pause: tuple[float, float] | None = None
    """Hours, from and to, in which the book stands still."""
    in_parts: bool = False
    refiled: bool = False
    by_asset: bool = False
    whole: bool = True
    """In one file."""


def file_book(
    world: World, sender: str, desk: Desk, written: tuple[pl.DataFrame, Columns, Columns], manner: Manner
) -> int:
    """Number the events of a day and file them; gives how many are left out."""
    orders, events, trades = written
    length = world.seconds_of(desk.day) * 1_000_000
    if manner.pause:
        events["moment"] = _paused(events["moment"], length, manner.pause)
    size = events["moment"].size
    events["sequence"] = np.arange(1, size + 1)
    which, rng = np.arange(size), world.stream("cut", sender, desk.day.isoformat())
    if manner.cut:
        out = _cut_out(manner.cut, events, orders, rng)
        which = np.setdiff1d(which, out)
        if manner.cut.renumbered:
            events["sequence"][which] = np.arange(1, which.size + 1)
    if manner.by_asset:
        asset = orders["dti"][pl.Series(events["order"])]
        events["sequence"] = (pl.int_range(1, size + 1, eager=True).to_frame("n").with_columns(asset=asset)
                              .select(pl.int_range(1, pl.len() + 1).over("asset")).to_series().to_numpy())  # fmt: skip
    count = 1 if manner.refiled else max(2 if manner.in_parts else 1, -(-which.size // _LARGEST_PART))
    parts = (event_rows(desk, orders, events, trades, part) for part in np.array_split(which, count))
    _submit(world, sender, desk, replace(manner, whole=count == 1), parts)
    return size - int(which.size)


def _submit(world: World, sender: str, desk: Desk, manner: Manner, parts: Iterator[pl.DataFrame]) -> None:
    """File the parts one after the other; those of a day `in_parts` carry their letters the wrong way round."""
    name, letters = "orders_and_trades", "abcdefghijklmnopqrstuvwxyz"
    for number, rows in enumerate(parts):
        if manner.refiled:
            world.filings.submit(sender, name, _broken(rows), day="day")
            received = desk.day + timedelta(days=_CORRECTED_AFTER)
            world.filings.submit(sender, name, rows, day="day", kind="correction", received=received)
        else:
            letter = letters[1 - number] if manner.in_parts else letters[number]
            world.filings.submit(sender, name, rows, day="day", part="" if manner.whole else letter)


def _broken(rows: pl.DataFrame) -> pl.DataFrame:
    """The same rows with a malformed country in a few."""
    at = pl.int_range(pl.len())
    malformed = at % (rows.height // _BROKEN_ROWS + 1) == 1
    return rows.with_columns(country=pl.when(malformed).then(pl.lit("T1")).otherwise("country"))


def _paused(moment: Whole, length: int, pause: tuple[float, float]) -> Whole:
    """Press the day together so that nothing happens between two hours, everything in its order."""
    start, end = (int(hour * 60) * _MINUTE for hour in pause)
    pressed = (moment.astype(np.float64) * ((length - (end - start)) / length)).astype(np.int64)
    return np.where(pressed >= start, pressed + (end - start), pressed)


def _cut_out(cut: Cut, events: Columns, orders: pl.DataFrame, rng: np.random.Generator) -> Whole:
    """Places of the events that are left out; never the first or the last one, so that the numbers tell of it."""
    size = events["moment"].size
    inner = np.arange(1, size - 1)
    if cut.minutes:
        begin = int(rng.integers(size // 4, size // 2))
        start = int(events["moment"][begin])
        end = start + int(cut.minutes * _MINUTE)
        found = inner[(events["moment"][inner] >= start) & (events["moment"][inner] < end)]
        return np.asarray(found if found.size else inner[begin : begin + 1])
    wanted = max(1, cut.events or round(cut.share * size))
    named = orders["client"][pl.Series(events["order"])].to_numpy()
    client = np.unique(named, return_inverse=True)[1].astype(np.int64)
    counts = np.bincount(client[inner])
    by_size = np.argsort(np.where(counts > 0, np.abs(counts - wanted), size + 1), kind="stable")
    first = inner[client[inner] == by_size[0]]
    if first.size >= wanted:
        return np.asarray(first[:wanted] if cut.events else first)
    largest = np.argsort(-counts, kind="stable")
    taken = np.isin(client[inner], largest[: int(np.searchsorted(np.cumsum(counts[largest]), wanted)) + 1])
    return np.asarray(inner[taken][:wanted])


def balance_rows(desk: Desk, held: Whole, locked: Whole, prices: Whole) -> pl.DataFrame:
    """One line for each client and holding that is not nothing."""
    client, holding = np.nonzero(held)
    amount, kept = held[client, holding], locked[client, holding]
    asset = np.where(holding == CASH, 0, holding)
    worth = np.where(holding == CASH, amount, amounts(asset, amount, prices[asset]))
    clients = desk.clients["client"].gather(pl.Series(client))
    return pl.DataFrame({"amount": amount, "kept": kept, "free": amount - kept, "cents": worth // CENT,
                         "cash": holding == CASH}).select(
        exchange=pl.lit(desk.lei), as_of=pl.lit(desk.day), client=clients,
        holding=pl.when("cash").then(pl.lit(desk.currency)).otherwise(DTIS.gather(pl.Series(asset))),
        dti=pl.when(~pl.col("cash")).then(DTIS.gather(pl.Series(asset))),
        available=_either("free"), locked=_either("kept"), balance=_either("amount"),
        value=exact("cents", 2), value_currency=pl.lit(desk.currency), day=pl.lit(desk.day),
    )  # fmt: skip


def _either(name: str) -> pl.Expr:
    """Money or coins as exact decimals."""
    return pl.when("cash").then(exact(name, MONEY).cast(pl.Decimal(38, COIN))).otherwise(exact(name, COIN))


def file_balances(world: World, sender: str, desk: Desk, held: tuple[Whole, Whole], prices: Whole) -> None:
    """File the balances of a day, in parts where there are many."""
    rows = balance_rows(desk, held[0], held[1], prices)
    if rows.height <= 2 * _LARGEST_PART:
        world.filings.submit(sender, "client_balances", rows, day="day")
        return
    for number, part in enumerate(rows.iter_slices(2 * _LARGEST_PART)):
        world.filings.submit(sender, "client_balances", part, day="day", part=chr(97 + number))


def file_transfers(world: World, sender: str, sent: pl.DataFrame, desk: Desk, dollar: int | None) -> None:
    """File the transfers of a day; where a nought too many was written, a correction follows some days later."""
    typo = pl.col("leg") == "typo"
    true = transfer_rows(sent, desk, dollar)
    if not (sent["leg"] == "typo").any():
        world.filings.submit(sender, "transfers", true, day="day")
        return
    wrong = sent.with_columns(money=pl.when(typo).then(pl.col("money") * 10).otherwise("money"))
    world.filings.submit(sender, "transfers", transfer_rows(wrong, desk, dollar), day="day")
    world.filings.submit(sender, "transfers", true, day="day", kind="correction",
                         received=desk.day + timedelta(days=_CORRECTED_AFTER))  # fmt: skip
