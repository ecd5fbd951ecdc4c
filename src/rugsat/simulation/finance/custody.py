"""Where clients' assets lie: hot, cold and with custodians, never less than clients are owed; and its own."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import numpy as np
import polars as pl

from rugsat.simulation.finance.addresses import BITCOIN_LIKE
from rugsat.simulation.finance.market import Market
from rugsat.simulation.finance.script import Row, Script
from rugsat.simulation.finance.units import CASH, CENT, COIN, LOTS, MARKET, Whole, amounts
from rugsat.simulation.identities import bitcoin_account, evm_account, lei_of
from rugsat.simulation.world import World

_CHAINS = ("eip155", "bitcoin")
_ROLES = ("hot", "cold_1", "cold_2", "third", "own_hot", "own_cold")
_USUAL_LEAST = 0.8
_ROUND = 1_000
"""A share with no larger denominator is meant to the last hundredth."""


@dataclass(frozen=True, slots=True)
class Vault:
    """The wallets of one exchange by role and chain, and its habits."""

    wallets: dict[tuple[str, str], str]
    custodian: str
    """Legal entity identifier of a custodian; empty where the exchange has none."""
    surplus: Whole
    """What lies in the clients' wallets above what clients are owed, by asset."""
    own: Whole

    def house(self, asset: Whole) -> pl.Series:
        """The hot wallet that takes and pays each asset; none where there is no asset (-1)."""
        evm, bitcoin = self.wallets["hot", "eip155"], self.wallets["hot", "bitcoin"]
        like = BITCOIN_LIKE[np.where(asset < 0, 0, asset)]
        drawn = pl.DataFrame({"asset": asset, "like": like})
        named = pl.when("like").then(pl.lit(bitcoin)).otherwise(pl.lit(evm))
        return drawn.select(pl.when(pl.col("asset") >= 0).then(named).alias("house")).to_series()

    def of(self, role: str, asset: int) -> str:
        """The wallet of a role that holds an asset."""
        return self.wallets[role, MARKET[asset].chain]


def wallets_of(world: World, exchange: int) -> dict[tuple[str, str], str]:
    """The wallets of an exchange by role and chain."""
    rng = world.stream("wallets", world.roster.exchanges[exchange].party)
    return {
        (role, chain): evm_account(rng) if chain == "eip155" else bitcoin_account(rng)
        for role in _ROLES
        for chain in _CHAINS
    }


def make_vault(world: World, exchange: int, script: Script) -> Vault:
    """Open the wallets of an exchange and enter them."""
    firm, wallets = world.roster.exchanges[exchange], wallets_of(world, exchange)
    rng = world.stream("vault", firm.party)
    custodian = lei_of(rng) if exchange in script.custodians or rng.random() < 0.2 else ""
    for (role, _), wallet in wallets.items():
        if role != "third" or custodian:
            purpose = "client" if role == "third" else "cold" if "cold" in role else "hot"
            world.register.add("wallets", wallet=wallet, party=firm.party, purpose=purpose)
    surplus = rng.integers(1, 400, CASH).astype(np.int64) * LOTS
    own = rng.integers(50, 5_000, CASH).astype(np.int64) * LOTS * (400 if exchange in script.rich else 1)
    return Vault(wallets, custodian, surplus, own)


@dataclass(frozen=True, slots=True)
class Account:
    """The day of account of one exchange."""

    world: World
    market: Market
    exchange: int
    day: int
    script: Script

    @property
    def on(self) -> date:
        """The day of account."""
        return self.world.plan.on[self.day]

    def rows(self, vault: Vault, owed: Whole, traded: Whole, *, in_dollars: bool) -> pl.DataFrame:
        """Lines of wallets for what clients are owed of each asset; assets that are not `traded` are left out."""
        prices = self.market.close(self.day)
        rate = int(self.market.dollar[self.day]) if in_dollars else 100
        lines: list[Row] = []
        share = self._cold_share()
        rng = self.world.stream("custody", self.exchange, self.on.isoformat())
        for asset in traded.tolist():
            lines += self._of_asset(vault, asset, int(owed[asset]), share, rng)
        for line in lines:
            line["cents"] = _cents(line, prices) * 100 // rate
        if (self.exchange, self.on) in self.script.cold and share.denominator <= _ROUND:
            _settle_exactly(lines, share)
        whole = sum(map(_value, lines))
        for extra in self.script.extra.get((self.exchange, self.on), []):
            cents = int(whole * Fraction(str(extra["share"])))
            price = int(prices[int(str(extra["asset"]))]) * 100 // rate
            lines.append({**extra, "cents": cents, "coins": cents * CENT * 10**COIN // price})
        return self._frame(lines, in_dollars=in_dollars)

    def _cold_share(self) -> Fraction:
        """The share that lies cold: as told, or above the minimum by a margin that scatters."""
        told = self.script.cold.get((self.exchange, self.on))
        if told is not None:
            return told
        least = self.world.limits.value("exchange.cold_storage_share", self.on)
        least_share = _USUAL_LEAST if least is None else float(least) / 100
        draw = self.world.stream("cold", self.exchange, self.on.isoformat()).beta(1.5, 2.0)
        room = 1 - least_share
        return Fraction(round(10_000 * (least_share + room * (0.12 + 0.75 * draw))), 10_000)

    def _of_asset(self, vault: Vault, asset: int, owed: int, share: Fraction, rng: np.random.Generator) -> list[Row]:
        cover = self.script.cover.get((self.exchange, self.on, asset))
        held = owed + int(vault.surplus[asset]) if cover is None else -(-owed * cover.numerator // cover.denominator)
        if cover is not None and cover < 1:
            held = owed * cover.numerator // cover.denominator
        third = held * int(rng.integers(8, 20)) // 100 if vault.custodian else 0
        cold = (held - third) * share.numerator // share.denominator
        first = cold * int(rng.integers(30, 71)) // 100
        parts = {"hot": held - third - cold, "cold_1": first, "cold_2": cold - first, "third": third,
                 "own_hot": int(vault.own[asset]), "own_cold": int(vault.own[asset]) * 2}  # fmt: skip
        return [
            {
                "wallet": vault.of(role, asset),
                "role": role,
                "third_party": vault.custodian,
                "asset": asset,
                "coins": coins,
            }
            for role, coins in parts.items()
            if coins or role in {"hot", "cold_1"}
        ]

    def _frame(self, lines: list[Row], *, in_dollars: bool) -> pl.DataFrame:
        lei = self.world.roster.exchanges[self.exchange].lei
        block = 24_000_000 + 7_200 * (self.on - date(2026, 1, 1)).days
        hashed = self.world.stream("block", self.on.isoformat()).bytes(32).hex()
        said = [
            {"exchange": lei, "as_of": self.on, "wallet": line["wallet"], "kind": _KIND[str(line["role"])],
             "third_party": line["third_party"] if line["role"] == "third" else None,
             "belongs_to": "own" if str(line["role"]).startswith("own") else "clients",
             "dti": MARKET[int(str(line["asset"]))].dti, "quantity": Decimal(int(str(line["coins"]))).scaleb(-COIN),
             "block": block, "block_hash": hashed, "value": Decimal(int(str(line["cents"]))).scaleb(-2),
             "value_currency": "USD" if in_dollars else self.world.currency, "day": self.on}
            for line in lines
        ]  # fmt: skip
        return pl.DataFrame(said, schema_overrides={"quantity": pl.Decimal(38, COIN), "value": pl.Decimal(38, 2),
                                                    "third_party": pl.String})  # fmt: skip


_KIND = {"hot": "hot", "cold_1": "cold", "cold_2": "cold", "third": "third_party", "own_hot": "hot", "own_cold": "cold"}


def _cents(line: Row, prices: Whole) -> int:
    asset, coins = int(str(line["asset"])), int(str(line["coins"]))
    return int(amounts(np.array([asset]), np.array([coins]), prices[[asset]])[0] // CENT)


def _settle_exactly(lines: list[Row], share: Fraction) -> None:
    """Round the values of clients' lines by some hundredths, so that the cold share is the one told to the last one."""
    cold = [line for line in lines if str(line["role"]).startswith("cold")]
    hot = [line for line in lines if line["role"] == "hot"]
    whole, largest = sum(map(_value, cold)), max(cold, key=_value)
    rest = whole % share.numerator
    largest["cents"] = _value(largest) - rest
    wanted = (whole - rest) // share.numerator * (share.denominator - share.numerator)
    biggest = max(hot, key=_value)
    biggest["cents"] = wanted - sum(map(_value, hot)) + _value(biggest)


def _value(line: Row) -> int:
    return int(str(line["cents"]))


def days_of_account(world: World) -> list[int]:
    """Numbers of the days as of which wallets are filed: Sundays and ends of months; the last day where none is."""
    days = world.plan.on
    last = [number for number, day in enumerate(days) if day.weekday() == 6 or (day + timedelta(days=1)).day == 1]
    return last or [len(days) - 1]
