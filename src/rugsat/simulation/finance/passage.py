"""Coins that go from one exchange to another within the country, each of which files its own end."""

import numpy as np
import polars as pl

from rugsat.simulation.finance.addresses import BITCOIN_LIKE, accounts, hashes
from rugsat.simulation.finance.custody import wallets_of
from rugsat.simulation.finance.market import Market
from rugsat.simulation.finance.people import People
from rugsat.simulation.finance.script import Row, Script
from rugsat.simulation.finance.units import CENT, LOTS, Whole, amounts

_SHARE = 0.0015
"""Of the events of a day, about one in 670 has to do with such a passage."""
_MINUTE = 60_000_000
_DAY = 86_400_000_000


def move_within(people: People, market: Market, script: Script) -> None:
    """Tell of the transfers between exchanges on every day."""
    world = people.world
    wallets = [wallets_of(world, number) for number in range(world.plan.exchanges)]
    leis = [firm.lei for firm in world.roster.exchanges]
    for day in range(world.plan.days):
        rng = world.stream("passage", day)
        for row in _drawn(rng, people, market, day).iter_rows(named=True):
            chain = "bitcoin" if BITCOIN_LIKE[row["asset"]] else "eip155"
            send_within(script, day, row, (wallets, leis), chain=chain, country=world.country)


def send_within(
    script: Script,
    day: int,
    row: Row,
    ends: tuple[list[dict[tuple[str, str], str]], list[str]],
    *,
    chain: str,
    country: str,
) -> None:
    """One passage: out of one exchange and into another, minutes later."""
    wallets, leis = ends
    origin, target = int(str(row["from_exchange"])), int(str(row["to_exchange"]))
    one, other = wallets[origin]["hot", chain], wallets[target]["hot", chain]
    shared: Row = {name: row[name] for name in ("asset", "coins", "money", "tx_hash")}
    shared |= {"channel": "on_chain", "country": country, "travel": "complete"}
    moment = int(str(row["moment"]))
    script.transfers[origin, day].append(
        {**shared, "account": row["from_account"], "moment": moment, "outward": True, "lei": leis[target],
         "house": one, "there": other}
    )  # fmt: skip
    script.transfers[target, day].append(
        {**shared, "account": row["to_account"], "moment": moment + int(str(row["delay"])), "outward": False,
         "lei": leis[origin], "house": other, "there": one}
    )  # fmt: skip


def _drawn(rng: np.random.Generator, people: People, market: Market, day: int) -> pl.DataFrame:
    many = people.many
    able = ((many["first_day"] <= day) & (many["sends"] > 0)).to_numpy()
    chances = np.cumsum(many["sends"].to_numpy() * able)
    size = round(people.world.plan.events_a_day * _SHARE)
    first, second = (_pick(rng, chances, size) for _ in range(2))
    exchange = many["exchange"].to_numpy()
    asset = rng.integers(0, 6, size)
    moment = rng.integers(6 * 60 * _MINUTE, _DAY - 90 * _MINUTE, size)
    price = market.price(day, asset, moment)
    money = np.exp(rng.normal(5.0, 1.0, size)) * int(market.dollar[day]) * CENT
    coins = np.maximum(np.rint(money / amounts(asset, LOTS[asset], price)), 1).astype(np.int64) * LOTS[asset]
    return pl.DataFrame({
        "from_account": many["account"].to_numpy()[first], "to_account": many["account"].to_numpy()[second],
        "from_exchange": exchange[first], "to_exchange": exchange[second], "asset": asset, "coins": coins,
        "money": amounts(asset, coins, price) // CENT * CENT, "moment": moment,
        "delay": rng.integers(9 * _MINUTE, 50 * _MINUTE, size), "tx_hash": hashes(rng, np.ones(size, dtype=bool)),
    }).filter(pl.col("from_exchange") != pl.col("to_exchange"))  # fmt: skip


def _pick(rng: np.random.Generator, chances: np.typing.NDArray[np.float64], size: int) -> Whole:
    found = np.searchsorted(chances, rng.random(size) * chances[-1], side="right")
    return np.asarray(np.minimum(found, chances.size - 1), dtype=np.int64)


def made_up_accounts(rng: np.random.Generator, asset: int, count: int) -> list[str]:
    """Accounts of nobody on the chain of an asset."""
    return [str(each) for each in accounts(rng, np.full(count, asset, dtype=np.int64)).to_list()]
