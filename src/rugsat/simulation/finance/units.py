"""Whole numbers for money and coins: how small a unit is, what an asset's lot is, and how both are written."""

from dataclasses import dataclass
from decimal import Decimal

import numpy as np
import numpy.typing as npt
import polars as pl

from rugsat.simulation.identities import ASSETS, DELISTED, LISTED_LATE, NEVER_LISTED

MONEY, COIN = 6, 8
"""Money is counted in millionths of the reporting currency, coins in hundred-millionths of the asset unit."""

CENT = 10 ** (MONEY - 2)
Whole = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Asset:
    """A thing that is traded: a lot is 10**-lot_decimals of its unit, and a price has the other digits of money."""

    dti: str
    name: str
    lot_decimals: int
    dollars: float
    """Price at which its path begins, about."""
    unrest: float
    """Standard deviation of its return over a day."""
    popularity: float
    chain: str = "eip155"

    @property
    def lot(self) -> int:
        """A lot in units of coins."""
        return int(10 ** (COIN - self.lot_decimals))

    @property
    def tick(self) -> int:
        """The smallest step of its price in units of money."""
        return int(10**self.lot_decimals)


_KNOWN = {
    "Bitcoin": (5, 90_000.0, 0.024, 0.34, "bitcoin"),
    "Ether": (4, 3_000.0, 0.032, 0.24, "eip155"),
    "Litecoin (simulated)": (3, 100.0, 0.035, 0.07, "bitcoin"),
    "Tron (simulated)": (1, 0.25, 0.030, 0.08, "eip155"),
    "Solana (simulated)": (3, 150.0, 0.040, 0.10, "eip155"),
    "Stable dollar (simulated)": (2, 1.0, 0.0006, 0.17, "eip155"),
}
MARKET: tuple[Asset, ...] = (
    *(Asset(dti, name, *_KNOWN[name]) for name, dti in ASSETS.items()),
    Asset(DELISTED, "Sinking (simulated)", 2, 4.0, 0.06, 0.03),
    Asset(LISTED_LATE, "Rising (simulated)", 2, 7.0, 0.05, 0.03),
    Asset(NEVER_LISTED[0], "Private (simulated)", 2, 12.0, 0.06, 0.0),
    Asset(NEVER_LISTED[1], "Meme (simulated)", 1, 0.4, 0.09, 0.0),
)
"""Every asset; its place here is its number in the arrays. Those after the first six are approved at times or never."""

CASH = len(MARKET)
"""The number of the holding that is money."""
SINKING, RISING, NEVER = 6, 7, (8, 9)
LOTS: Whole = np.array([asset.lot for asset in MARKET], dtype=np.int64)
TICKS: Whole = np.array([asset.tick for asset in MARKET], dtype=np.int64)
PLACE = {asset.dti: number for number, asset in enumerate(MARKET)}
DTIS = pl.Series("dti", [asset.dti for asset in MARKET])


def amounts(asset: Whole, coins: Whole, price: Whole) -> Whole:
    """What whole lots are worth, exactly, in units of money."""
    return (coins // LOTS[asset]) * (price // TICKS[asset])


def exact(name: str, scale: int) -> pl.Expr:
    """A column of whole units as exact decimals."""
    one = pl.lit(Decimal(1).scaleb(-scale), dtype=pl.Decimal(38, scale))
    return (pl.col(name).cast(pl.Decimal(38, scale)) * one).alias(name)
