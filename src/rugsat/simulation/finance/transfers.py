"""Transfers of a day: money by bank and by card, coins on chains, at home and abroad."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from rugsat.simulation.finance.addresses import accounts, hashes
from rugsat.simulation.finance.book import Floor
from rugsat.simulation.finance.orders import Desk
from rugsat.simulation.finance.script import Row
from rugsat.simulation.finance.units import CASH, CENT, COIN, DTIS, LOTS, Whole, amounts, exact
from rugsat.simulation.streams import stream

SENT: dict[str, pl.DataType] = {
    "moment": pl.Int64(), "client": pl.Int64(), "outward": pl.Boolean(), "channel": pl.String(), "asset": pl.Int64(),
    "coins": pl.Int64(), "money": pl.Int64(), "abroad": pl.Boolean(), "country": pl.String(), "lei": pl.String(),
    "own_wallet": pl.Boolean(), "travel": pl.String(), "account": pl.String(), "house": pl.String(),
    "tx_hash": pl.String(), "leg": pl.String(), "told": pl.Int64(),
}  # fmt: skip
"""A transfer before it has a number. `asset` -1 is money; `money` is its value in the reporting currency, whole
hundredths; `account` is at the other end, `house` is the wallet of the exchange; `told` is the place of a story. `leg`
says what the bank books: honest (a day late, less a fee or without a reference now and then), late, fee, once, none,
after (the country's end), no_reference, last_partner, altered:<share in millionths>; typo is a nought too many."""

_KINDS = ("bank_in", "card_in", "bank_out", "chain_in", "chain_out", "bank_out_abroad", "bank_in_abroad")
_CHANCES = (0.37, 0.10, 0.20, 0.15, 0.11, 0.035, 0.035)
_MIDDLE = {"bank_in": 4.9, "card_in": 3.9, "bank_out": 4.8, "chain_in": 4.6, "chain_out": 3.9, "bank_out_abroad": 4.2,
           "bank_in_abroad": 5.0}  # fmt: skip
_COUNTRIES = ("RU", "TR", "AE", "KZ", "UZ", "DE", "CN", "GB")
THRESHOLD_DOLLARS = 1_000
"""From this value on, data travel with a transfer of coins: the threshold of the FATF, in dollars as there."""


@dataclass(frozen=True, slots=True)
class Providers:
    """Exchanges abroad, by country and number."""

    leis: tuple[str, ...]

    def of(self, place: Whole) -> pl.Series:
        """Numbers of the providers at places."""
        return pl.Series(self.leis).gather(pl.Series(place))


def everyday(floor: Floor, count: int, budget: Whole, providers: Providers, seed: int) -> pl.DataFrame:
    """Ordinary transfers; what would take a client above its `budget` for abroad is sent at home by bank.

    `budget` is what is left of it by client in this month, and is brought down.
    """
    kind = floor.rng.choice(len(_KINDS), count, p=_CHANCES)
    names = np.array(_KINDS)[kind]
    middle = np.array([_MIDDLE[name] for name in _KINDS])[kind]
    dollars = np.minimum(np.exp(floor.rng.normal(middle, 1.0, count)), 60_000)
    money = np.maximum(np.rint(dollars * int(floor.market.dollar[floor.day])), 100).astype(np.int64) * CENT
    drawn = pl.DataFrame({"name": names, "money": money, "client": floor.crowd.draw(floor.rng, count),
                          "moment": floor.moments(count)})  # fmt: skip
    return _told(floor, _in_coins(floor, _within(drawn.sort("moment"), budget)), providers, seed)


def _within(drawn: pl.DataFrame, budget: Whole) -> pl.DataFrame:
    goes = pl.col("name").is_in(["chain_out", "bank_out_abroad"])
    left = drawn.with_columns(left=pl.Series(budget[drawn["client"].to_numpy()]))
    # A cent more is counted for each, for what rounding adds.
    counted = left.with_columns(sum=pl.when(goes).then(pl.col("money") + CENT).otherwise(0).cum_sum().over("client"))
    kept = counted.with_columns(
        name=pl.when(goes & (pl.col("sum") > pl.col("left"))).then(pl.lit("bank_out")).otherwise("name")
    )
    spent = kept.filter(goes).group_by("client").agg(pl.col("money").sum() + CENT * pl.len().cast(pl.Int64))
    np.subtract.at(budget, spent["client"].to_numpy(), spent["money"].to_numpy())
    return kept.drop("left", "sum")


def _in_coins(floor: Floor, drawn: pl.DataFrame) -> pl.DataFrame:
    """Give transfers on chains an asset and whole lots, and the value that these have."""
    chain = drawn["name"].str.starts_with("chain").to_numpy()
    asset = floor.draw_assets(drawn.height)
    price = floor.market.price(floor.day, asset, drawn["moment"].to_numpy())
    one = amounts(asset, LOTS[asset], price)
    lots = np.maximum(drawn["money"].to_numpy() // np.maximum(one, 1), 1)
    coins = lots * LOTS[asset]
    worth = amounts(asset, coins, price) // CENT * CENT
    money = np.where(chain, np.minimum(worth, np.maximum(drawn["money"].to_numpy(), CENT)), drawn["money"].to_numpy())
    return drawn.with_columns(asset=pl.Series(np.where(chain, asset, -1)), coins=pl.Series(np.where(chain, coins, 0)),
                              money=pl.Series(money))  # fmt: skip


def _told(floor: Floor, drawn: pl.DataFrame, providers: Providers, seed: int) -> pl.DataFrame:
    size = drawn.height
    place = floor.rng.integers(0, len(providers.leis), size)
    hosted = floor.rng.random(size) < 0.6
    chain, abroad = (
        pl.col("asset") >= 0,
        pl.col("name").str.contains("abroad") | pl.col("name").str.starts_with("chain"),
    )
    country = pl.Series(_COUNTRIES).gather(pl.Series(place % len(_COUNTRIES)))
    rng = stream(seed, "other ends", floor.day, int(floor.rng.integers(0, 2**62)))
    there = accounts(rng, drawn["asset"].to_numpy())
    large = int(floor.market.dollar[floor.day]) * THRESHOLD_DOLLARS * CENT
    told = drawn.with_columns(
        outward=pl.col("name").str.contains("out"),
        channel=pl.when(chain).then(pl.lit("on_chain")).when(pl.col("name") == "card_in").then(pl.lit("card"))
        .otherwise(pl.lit("bank")),
        abroad=abroad, hosted=pl.Series(hosted), there=country, provider=providers.of(place),
        account=there, tx_hash=hashes(rng, drawn["asset"].to_numpy() >= 0),
        house=pl.lit(None, pl.String), leg=pl.lit("honest"), told=pl.lit(-1, pl.Int64),
    ).with_columns(
        own_wallet=chain & ~pl.col("hosted"),
        country=pl.when(pl.col("abroad") & (~chain | pl.col("hosted"))).then("there"),
        lei=pl.when(chain & pl.col("hosted")).then("provider"),
        travel=pl.when(chain & pl.col("hosted") & (pl.col("money") >= large)).then(pl.lit("complete"))
        .otherwise(pl.lit("not_required")),
    )  # fmt: skip
    return told.select(pl.col(name).cast(of) for name, of in SENT.items())


def scripted(rows: list[Row], places: dict[int, int], told: list[object]) -> pl.DataFrame:
    """Transfers of stories; `told` gathers what is to be called with their numbers."""
    ready = []
    for row in rows:
        said: Row = {"asset": -1, "coins": 0, "abroad": False, "country": None, "lei": None, "own_wallet": False,
                     "travel": "not_required", "house": None, "tx_hash": None, "leg": "honest",
                     **row, "client": places[int(str(row["account"]))], "account": row.get("there"),
                     "told": -1}  # fmt: skip
        if row.get("told") is not None:
            said["told"] = len(told)
            told.append(row["told"])
        ready.append({name: said[name] for name in SENT})
    return pl.DataFrame(ready, schema=SENT, orient="row")


def numbered(sent: pl.DataFrame, desk: Desk) -> pl.DataFrame:
    """Transfers of a day in order of time, with their numbers."""
    ordered = sent.sort("moment", "client", "money", "asset", maintain_order=True).with_row_index("at", 100_001)
    return ordered.with_columns(transfer_id=pl.concat_str(pl.lit(f"TR{desk.code()}"), pl.col("at"))).drop("at")


def flows(size: int, sent: pl.DataFrame) -> tuple[Whole, Whole]:
    """What transfers bring each client and holding, and what goes out of it."""
    come, gone = np.zeros((size, CASH + 1), np.int64), np.zeros((size, CASH + 1), np.int64)
    asset = sent["asset"].to_numpy()
    holding, moved = np.where(asset < 0, CASH, asset), np.where(asset < 0, sent["money"], sent["coins"])
    out, client = sent["outward"].to_numpy(), sent["client"].to_numpy()
    for held, which in ((gone, out), (come, ~out)):
        np.add.at(held, (client[which], holding[which]), moved[which])
    return come - gone, gone


def transfer_rows(sent: pl.DataFrame, desk: Desk, dollar: int | None) -> pl.DataFrame:
    """Lines as they are filed; with a rate of the `dollar`, transfers of coins are valued in dollars."""
    start = int(desk.midnight.timestamp()) * 1_000_000
    chain = pl.col("asset") >= 0
    rate = dollar or 100
    in_dollars = chain if dollar else pl.lit(value=False)
    value = pl.when(in_dollars).then(pl.col("money") // CENT * 100 // rate).otherwise(pl.col("money") // CENT)
    clients = desk.clients.select("client", "sealed")[sent["client"]]
    asset = sent["asset"].to_numpy()
    prepared = sent.with_columns(
        value=value,
        moment=pl.col("moment") + start,
        client=clients["client"],
        person=clients["sealed"],
        dti=DTIS.gather(pl.Series(np.where(asset < 0, 0, asset))),
    )
    here, there = pl.when(chain).then("house"), pl.when(chain).then("account")
    moment = pl.from_epoch("moment", time_unit="us").dt.replace_time_zone("UTC")
    told = pl.col("travel").is_in(["complete", "partial"])
    return prepared.select(
        exchange=pl.lit(desk.lei), transfer_id="transfer_id", client="client",
        person=pl.when(pl.col("outward") & pl.col("abroad")).then("person"),
        direction=pl.when("outward").then(pl.lit("out")).otherwise(pl.lit("in")), channel="channel", sent=moment,
        dti=pl.when(chain).then("dti"), quantity=pl.when(chain).then(exact("coins", COIN)), value=exact("value", 2),
        value_currency=pl.when(in_dollars).then(pl.lit("USD")).otherwise(pl.lit(desk.currency)),
        abroad="abroad", counterparty_country="country", counterparty_lei="lei", own_wallet="own_wallet",
        travel_rule_status="travel", travel_rule_at=pl.when(told).then(moment),
        from_account=pl.when("outward").then(here).otherwise(there),
        to_account=pl.when("outward").then(there).otherwise(here),
        tx_hash=pl.when(chain).then("tx_hash"), day=pl.lit(desk.day),
    )  # fmt: skip
