"""Prices of the market: a path for every asset by the minute, with clusters of unrest and jumps, and rates of money."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from rugsat.simulation.finance.units import MARKET, MONEY, TICKS, Asset, Whole
from rugsat.simulation.world import World

_MINUTES = 1_440
_SECOND = 1_000_000
_DOLLAR = {"TMT": (3.5, 0.0), "KZT": (505.0, 0.004), "UZS": (12_100.0, 0.002)}
"""Rate of a dollar and its unrest in a day: assumptions of the simulation."""
_JUMPS_A_DAY, _JUMP = 0.4, 0.025
_STABLE = 0.001
_SOURCE = "assumption of the simulation"


@dataclass(frozen=True, slots=True)
class Market:
    """Prices in units of money on every minute, and what a dollar costs on every day (in hundredths)."""

    ticks: npt.NDArray[np.float64]
    """Price in ticks by asset and minute since the country began."""
    dollar: Whole
    days: int

    def price(self, day: int, asset: Whole, moment: Whole) -> Whole:
        """Price at moments (microseconds) of a day, between the minutes in a straight line, in whole ticks."""
        minute, rest = np.divmod(moment, 60 * _SECOND)
        place = np.minimum(day * _MINUTES + minute, self.ticks.shape[1] - 2)
        share = rest / (60 * _SECOND)
        at = self.ticks[asset, place] * (1 - share) + self.ticks[asset, place + 1] * share
        return np.asarray(np.maximum(np.rint(at), 1).astype(np.int64) * TICKS[asset])

    def close(self, day: int) -> Whole:
        """Price of every asset at the end of a day."""
        place = min((day + 1) * _MINUTES, self.ticks.shape[1] - 1)
        return np.asarray(np.maximum(np.rint(self.ticks[:, place]), 1).astype(np.int64) * TICKS)


def make_market(world: World) -> Market:
    """Draw the paths of the country, and file what a dollar costs."""
    days = world.plan.days
    dollar = _rates(world)
    minutes = np.minimum(np.arange(days * _MINUTES + 1) // _MINUTES, days - 1)
    local = dollar[minutes] / 100
    paths = np.stack([_path(world, asset, days) * local for asset in MARKET])
    ticks = paths * (10.0**MONEY) / TICKS[:, None]
    return Market(np.round(ticks, 3), dollar, days)


def _rates(world: World) -> Whole:
    """Hundredths of the reporting currency for a dollar, by day; filed as a series."""
    start, unrest = _DOLLAR.get(world.currency, (1.0, 0.0))
    steps = world.stream("dollar").normal(0, 1, world.plan.days) * unrest
    rates = np.maximum(np.rint(100 * start * np.exp(np.cumsum(steps) * (unrest > 0))), 1).astype(np.int64)
    said = 0
    for day, rate in zip(world.plan.on, rates.tolist(), strict=True):
        if rate != said and world.currency != "USD":
            name, unit = f"fx.USD.{world.currency}", f"{world.currency}/USD"
            world.add_series(name, day, _hundredths(rate), unit, _SOURCE)
        said = rate
    return rates


def _hundredths(rate: int) -> str:
    return f"{rate // 100}.{rate % 100:02}".rstrip("0").rstrip(".")


def _path(world: World, asset: Asset, days: int) -> npt.NDArray[np.float64]:
    """Dollars by the minute: unrest that comes in clusters of hours and days, now and then a jump."""
    rng = world.stream("price", asset.dti)
    count = days * _MINUTES
    hours = count // 60 + 2
    calm = _memory(rng.normal(0, 1, hours), 0.97) * 0.45
    unrest = np.exp(np.interp(np.arange(count) / 60, np.arange(hours), calm) - 0.1)
    steps = rng.standard_t(5, count) / np.sqrt(5 / 3) * unrest * asset.unrest / np.sqrt(_MINUTES)
    jumps = rng.random(count) < _JUMPS_A_DAY / _MINUTES
    steps = steps + jumps * rng.normal(0, _JUMP * min(1.0, asset.unrest / 0.03), count)
    # A stable coin comes back to its price, others walk away from it.
    walked = _memory(steps, 0.999) if asset.unrest < _STABLE else np.cumsum(steps)
    begin = asset.dollars * np.exp(rng.normal(0, 0.03 if asset.unrest > _STABLE else 0.0001))
    return np.asarray(begin * np.exp(np.concatenate([[0.0], walked])))


def _memory(draws: npt.NDArray[np.float64], kept: float) -> npt.NDArray[np.float64]:
    """A stationary series that forgets slowly: each value keeps a share of the one before."""
    window = min(draws.size, int(8 / (1 - kept)))
    weights = kept ** np.arange(window) * np.sqrt(1 - kept**2)
    size = 1 << int(np.ceil(np.log2(draws.size + window)))
    mixed = np.fft.irfft(np.fft.rfft(draws, size) * np.fft.rfft(weights, size), size)
    return np.asarray(mixed[: draws.size])
