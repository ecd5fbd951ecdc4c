"""Accounts and transactions on chains, many at a time; made up, and nobody's."""

import numpy as np
import polars as pl

from rugsat.simulation.finance.units import MARKET, Whole

_BASE58 = np.frombuffer(b"123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz", dtype=np.uint8)
_BITCOIN = "bip122:000000000019d6689c085ae165831e93:1"
_EVM = "eip155:1:0x"
BITCOIN_LIKE = np.array([asset.chain == "bitcoin" for asset in MARKET])


def accounts(rng: np.random.Generator, asset: Whole) -> pl.Series:
    """An account for each asset on its chain; none where there is no asset (-1)."""
    evm, bitcoin = _hex(rng, asset.size, 20), _base58(rng, asset.size)
    like = BITCOIN_LIKE[np.where(asset < 0, 0, asset)]
    drawn = pl.DataFrame({"asset": asset, "like": like, "evm": evm, "bitcoin": bitcoin})
    named = pl.when("like").then(pl.lit(_BITCOIN) + pl.col("bitcoin")).otherwise(pl.lit(_EVM) + pl.col("evm"))
    return drawn.select(pl.when(pl.col("asset") >= 0).then(named).alias("account")).to_series()


def hashes(rng: np.random.Generator, wanted: np.typing.NDArray[np.bool_]) -> pl.Series:
    """Hashes of transactions, where they are wanted."""
    drawn = pl.DataFrame({"wanted": wanted, "hash": _hex(rng, wanted.size, 32)})
    return drawn.select(pl.when("wanted").then("hash").alias("tx_hash")).to_series()


def _hex(rng: np.random.Generator, size: int, length: int) -> list[str]:
    text, step = rng.bytes(size * length).hex(), 2 * length
    return [text[at : at + step] for at in range(0, size * step, step)]


def _base58(rng: np.random.Generator, size: int) -> list[str]:
    text = _BASE58[rng.integers(0, _BASE58.size, size * 33)].tobytes().decode()
    return [text[at : at + 33] for at in range(0, size * 33, 33)]
