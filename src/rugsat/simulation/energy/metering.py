"""Rows of meter readings as providers file them: intervals, gaps, estimated values, swapped meters."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypeVar

import numpy as np
import numpy.typing as npt
import polars as pl

from rugsat.simulation.energy.homes import QUARTERS
from rugsat.simulation.energy.machines import Whole
from rugsat.simulation.energy.mines import Connection, Flags
from rugsat.simulation.world import World

_Number = TypeVar("_Number", np.int32, np.int64)
_QUARTER, _HOUR = 900, 3600
_GAP_METERS, _ESTIMATED_METERS = 0.05, 0.08
_LONGEST_GAP = 12
"""Quarters of an hour; with the shares above about 0.3 % of intervals are missing and 0.5 % estimated."""


@dataclass(slots=True)
class Block:
    """Quarters of an hour of some connections on one day."""

    connections: Sequence[str]
    meters: Sequence[str]
    energy: npt.NDArray[np.integer]
    missing: Flags
    estimated: Flags

    def rows(self, world: World, day: date) -> pl.DataFrame:
        """One row for each interval that is filed."""
        kept = ~self.missing.reshape(-1)
        count = len(self.connections)
        owner = pl.Series(np.repeat(np.arange(count, dtype=np.uint32), QUARTERS)[kept])
        return pl.DataFrame(
            {
                "connection": pl.Series(self.connections, dtype=pl.String).gather(owner),
                "meter": pl.Series(self.meters, dtype=pl.String).gather(owner),
                "began": _moments(world, day).gather(
                    pl.Series(np.tile(np.arange(QUARTERS, dtype=np.uint32), count)[kept])
                ),
                "interval_s": pl.repeat(_QUARTER, len(owner), dtype=pl.Int32, eager=True),
                "energy_wh": self.energy.reshape(-1)[kept].astype(np.int64),
                "estimated": self.estimated.reshape(-1)[kept],
            }
        ).with_columns(day=pl.lit(day))


def dirt(rng: np.random.Generator, count: int) -> tuple[Flags, Flags]:
    """Which intervals of so many meters are missing, and which are estimated, on one day."""
    return _runs(rng, count, _GAP_METERS), _runs(rng, count, _ESTIMATED_METERS)


def estimate(rng: np.random.Generator, energy: npt.NDArray[_Number], estimated: Flags) -> npt.NDArray[_Number]:
    """Energy with estimated values in place of those that were not read, near the truth."""
    guessed = np.rint(energy * rng.uniform(0.97, 1.03, energy.shape)).astype(energy.dtype)
    return np.where(estimated, guessed, energy)


def mining_rows(connections: Sequence[Connection], world: World, number: int, *, at_first: bool) -> pl.DataFrame:
    """The readings of miners' connections on a day; `at_first` is before a correction."""
    alike = [each for each in connections if not each.hourly]
    blocks = [_rows(alike, world, number, at_first=at_first)] if alike else []
    hourly = [each for each in connections if each.hourly]
    if hourly:
        rows = _rows(hourly, world, number, at_first=at_first)
        blocks.append(
            rows.group_by("connection", pl.col("began").dt.truncate("1h"), maintain_order=True).agg(
                pl.col("meter", "day").first(), pl.lit(_HOUR, pl.Int32).alias("interval_s"),
                pl.col("energy_wh").sum(), pl.col("estimated").any(),
            ).select(rows.columns)
        )  # fmt: skip
    return pl.concat(blocks)


def _rows(connections: Sequence[Connection], world: World, number: int, *, at_first: bool) -> pl.DataFrame:
    nothing = np.zeros(QUARTERS, bool)
    energy = np.stack([_filed(each, number, at_first=at_first) for each in connections])
    missing = np.stack([nothing if each.missing is None else each.missing[number] for each in connections])
    guessed = np.stack([nothing if each.estimated is None or (each.filed is not None and not at_first)
                        else each.estimated[number] for each in connections])  # fmt: skip
    names, meters = [each.name for each in connections], [each.meters[0][2] for each in connections]
    rows = Block(names, meters, energy, missing, guessed).rows(world, world.plan.on[number])
    swaps = {each.name: each.meters[1:] for each in connections if len(each.meters) > 1}
    return with_swapped_meters(rows, swaps, world, number)


def _filed(connection: Connection, number: int, *, at_first: bool) -> Whole:
    if at_first and connection.filed is not None:
        return np.asarray(connection.filed[number])
    last = connection.load if connection.guessed is None else connection.guessed
    return np.asarray(last[number])


def with_swapped_meters(
    rows: pl.DataFrame, swaps: Mapping[str, Sequence[tuple[int, int, str]]], world: World, number: int
) -> pl.DataFrame:
    """Rows with the serial of the meter that hangs on each connection at the begin of the interval."""
    meter = pl.col("meter")
    for connection, meters in swaps.items():
        for day, quarter, serial in meters:
            if number >= day:
                since = world.midnight(world.plan.on[day]) + timedelta(seconds=quarter * _QUARTER)
                of_new = (pl.col("connection") == connection) & (pl.col("began") >= since)
                meter = pl.when(of_new).then(pl.lit(serial)).otherwise(meter)
    return rows.with_columns(meter=meter)


def with_overlap(rows: pl.DataFrame, connection: str, old: str, began: datetime) -> pl.DataFrame:
    """Rows in which the old meter has counted a whole hour that the new one has counted in quarters too."""
    of_hour = (pl.col("connection") == connection) & pl.col("began").is_between(
        began, began + timedelta(hours=1), closed="left"
    )
    whole = rows.filter(of_hour)["energy_wh"].sum()
    first = (pl.col("connection") == connection) & (pl.col("began") == began)
    return rows.with_columns(
        meter=pl.when(first).then(pl.lit(old)).otherwise(pl.col("meter")),
        interval_s=pl.when(first).then(pl.lit(_HOUR, pl.Int32)).otherwise(pl.col("interval_s")),
        energy_wh=pl.when(first).then(pl.lit(whole, pl.Int64)).otherwise(pl.col("energy_wh")),
    )


def hourly_sums(energy: npt.NDArray[np.integer]) -> Whole:
    """Sums of the four quarters of each hour, along the last axis."""
    return np.asarray(energy.reshape(*energy.shape[:-1], 24, 4).sum(axis=-1, dtype=np.int64))


def _runs(rng: np.random.Generator, count: int, share: float) -> Flags:
    began = np.where(rng.random(count) < share, rng.integers(0, QUARTERS, count), QUARTERS)
    ended = began + rng.integers(1, _LONGEST_GAP, count)
    quarter = np.arange(QUARTERS)[None, :]
    return np.asarray((quarter >= began[:, None]) & (quarter < ended[:, None]))


def _moments(world: World, day: date) -> pl.Series:
    first = world.midnight(day)
    return pl.Series(
        [first + timedelta(seconds=_QUARTER * each) for each in range(QUARTERS)], dtype=pl.Datetime("us", "UTC")
    )
