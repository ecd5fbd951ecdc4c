"""Clients who come while the country runs: they have nothing before, and bring what they then use."""

import numpy as np
import polars as pl

from rugsat.simulation.finance.addresses import accounts, hashes
from rugsat.simulation.finance.ledger import Ledger
from rugsat.simulation.finance.transfers import SENT, flows
from rugsat.simulation.finance.units import CASH, CENT, Whole, amounts

_FIRST_MINUTES = 20 * 60 * 1_000_000


def first_deposits(
    rng: np.random.Generator, clients: pl.DataFrame, ledger: Ledger, sent: list[pl.DataFrame], prices: Whole
) -> None:
    """Turn what newcomers would have had to begin with into deposits in the first minutes of their first day."""
    first = clients["first_day"].to_numpy()
    needed = ledger.opening * ((first > 0) & (first < len(sent)))[:, None]
    ledger.opening = np.where((first > 0)[:, None], 0, ledger.opening)
    for day in np.unique(first[needed.any(axis=1)]).tolist():
        deposits = _deposits(rng, needed * (first == day)[:, None], prices)
        ledger.flows[day] = ledger.flows[day] + flows(clients.height, deposits)[0]
        sent[day] = pl.concat([sent[day], deposits])


def _deposits(rng: np.random.Generator, needed: Whole, prices: Whole) -> pl.DataFrame:
    client, holding = np.nonzero(needed)
    amount, cash = needed[client, holding], holding == CASH
    asset = np.where(cash, -1, holding)
    safe = np.where(cash, 0, holding)
    money = np.where(cash, -(-amount // CENT), amounts(safe, amount, prices[safe]) // CENT) * CENT
    drawn = pl.DataFrame({
        "moment": rng.integers(1_000_000, _FIRST_MINUTES, client.size), "client": client, "outward": False,
        "asset": asset, "coins": np.where(cash, 0, amount), "money": money, "own_wallet": ~cash, "abroad": ~cash,
        "cash": cash,
    }).with_columns(
        channel=pl.when("cash").then(pl.lit("bank")).otherwise(pl.lit("on_chain")), country=pl.lit(None, pl.String),
        lei=pl.lit(None, pl.String), travel=pl.lit("not_required"), account=accounts(rng, asset),
        house=pl.lit(None, pl.String), tx_hash=hashes(rng, ~cash), leg=pl.lit("honest"), told=pl.lit(-1, pl.Int64),
    )  # fmt: skip
    return drawn.select(pl.col(name).cast(of) for name, of in SENT.items())
