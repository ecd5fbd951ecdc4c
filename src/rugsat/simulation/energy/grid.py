"""The low-voltage grid of a zone: its homes in blocks of whole transformers, and what providers file of them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np
import polars as pl

from rugsat.simulation.energy.homes import TARIFFS, Homes, Ints, energy_of_day
from rugsat.simulation.energy.machines import Whole
from rugsat.simulation.energy.metering import Block, dirt, estimate, hourly_sums, with_overlap, with_swapped_meters
from rugsat.simulation.world import World

_FIRST_BLOCK, _BLOCK = 3_000, 40_000
_CONNECTED_W = {"household": 7_000, "subsidised": 25_000, "commercial": 25_000, "industrial": 60_000}
_KIND = {
    "household": "person",
    "subsidised": "legal_entity",
    "commercial": "entrepreneur",
    "industrial": "legal_entity",
}
_RATED_VA = 400_000


@dataclass(slots=True)
class Particular:
    """One connection of the grid that is told apart from the others: its own load, and what is filed of it."""

    energy: Whole
    """Watt-hours by day and quarter of an hour."""
    filed: Whole | None = None
    """What is filed at first, where that differs; a correction of those days follows."""
    estimated: np.ndarray | None = None
    tariff: str = "household"
    meters: list[tuple[int, int, str]] = field(default_factory=list)
    overlaps: bool = False
    """Whether the old and the new meter both counted the first hour after a swap."""
    connected_w: int = 0
    transformer: str = ""
    """The transformer that the provider's list names, where that is wrong."""


@dataclass(slots=True)
class Grid:
    """A zone's grid."""

    homes: Homes
    provider: str
    prefix: str
    meter_offset: int
    particulars: dict[int, Particular] = field(default_factory=dict)
    tapped: dict[int, Whole] = field(default_factory=dict)
    """Energy past all meters, by transformer: by day and hour."""
    apart: dict[int, list[pl.DataFrame]] = field(default_factory=dict)
    """Connections whose readings are filed in a file of their own, with what is gathered for it."""
    loss_error: dict[int, float] = field(default_factory=dict)
    """Share of its losses that the provider computes, by transformer, where that is wrong."""

    @property
    def blocks(self) -> Iterator[range]:
        """Homes in blocks of whole transformers; the first block is small, so that it can be filed again."""
        ends = np.flatnonzero(np.diff(self.homes.transformer, append=-1)) + 1
        began = 0
        while began < len(self.homes):
            size = _FIRST_BLOCK if began == 0 else _BLOCK
            ended = int(ends[max(0, int(np.searchsorted(ends, began + size, side="right")) - 1)])
            ended = ended if ended > began else int(ends[np.searchsorted(ends, began, side="right")])
            yield range(began, ended)
            began = ended

    def connection(self, number: int) -> str:
        """The name of a connection."""
        return f"{self.prefix}-{number + 1:07}"

    def meter(self, number: int) -> str:
        """The serial of the meter that hung on a connection first."""
        return f"SE{self.prefix}{(number * 7_919 + self.meter_offset) % 10_000_000:07}"

    def transformer(self, number: int) -> str:
        """The name of a transformer."""
        return f"{self.prefix}-TP-{number + 1:05}"


def grid_of(world: World, homes: Homes) -> Grid:
    """The grid of a zone, run by the provider that supplies it."""
    offset = int(world.stream("meters", homes.zone).integers(10_000_000))
    return Grid(homes, world.roster.provider_of(homes.zone).party, homes.zone[:3].upper().replace("*", "ALL"), offset)


def energy_of(grid: Grid, block: range, world: World, day: date) -> Ints:
    """True energy of a block's connections on a day."""
    energy = energy_of_day(grid.homes, np.arange(block.start, block.stop, dtype=np.int32), world, day, block.start)
    number = (day - world.plan.since).days
    for index, particular in grid.particulars.items():
        if index in block:
            energy[index - block.start] = particular.energy[number]
    return energy


def readings(grid: Grid, block: range, world: World, day: date, energy: Ints, *, at_first: bool) -> pl.DataFrame:
    """The meter readings of a block on a day, with what goes wrong in reading; `at_first` is before corrections."""
    rng = world.stream("reading", grid.homes.zone, block.start, day.isoformat())
    missing, estimated = dirt(rng, len(block))
    number = (day - world.plan.since).days
    for index in _inside(grid, block):
        missing[index - block.start] = estimated[index - block.start] = False
    filed = estimate(rng, energy, estimated)
    meters = [grid.meter(index) for index in block]
    for index in _inside(grid, block):
        particular = grid.particulars[index]
        if at_first and particular.filed is not None:
            filed[index - block.start] = particular.filed[number]
            if particular.estimated is not None:
                estimated[index - block.start] = particular.estimated[number]
    rows = Block([grid.connection(index) for index in block], meters, filed, missing, estimated).rows(world, day)
    swaps = {grid.connection(index): grid.particulars[index].meters for index in _inside(grid, block)}
    swapped = _with_overlaps(grid, block, with_swapped_meters(rows, swaps, world, number), world, number)
    return _set_apart(grid, block, swapped, first=at_first)


def transformer_rows(grid: Grid, block: range, world: World, day: date, energy: Ints) -> pl.DataFrame:
    """What went into the low-voltage grid behind each transformer of a block, hour by hour."""
    of_home = grid.homes.transformer[block.start : block.stop]
    starts = np.flatnonzero(np.diff(of_home, prepend=-1))
    numbers, day_number = of_home[starts], (day - world.plan.since).days
    metered = hourly_sums(np.add.reduceat(energy.astype(np.int64), starts, axis=0))
    kept = np.full(len(numbers), 1.0)
    delivered = metered.copy()
    for row, transformer in enumerate(numbers.tolist()):
        if transformer in grid.tapped:
            delivered[row] += grid.tapped[transformer][day_number]
        kept[row] = grid.loss_error.get(transformer, 1.0)
    loss = technical_loss(delivered)
    said = np.rint(loss * kept[:, None]).astype(np.int64)
    names = [grid.transformer(number) for number in numbers.tolist()]
    return hourly_rows(world, day, names, delivered + loss, said)


def technical_loss(delivered: Whole) -> Whole:
    """Losses in the lines: a part that grows with the load, and a part with its square."""
    return np.rint(delivered * 0.02 + delivered * (delivered / 400_000.0) * 0.02).astype(np.int64)


def hourly_rows(world: World, day: date, names: list[str], energy: Whole, loss: Whole) -> pl.DataFrame:
    """Rows of transformer readings."""
    midnight, count = world.midnight(day), len(names)
    moments = pl.Series(
        [midnight + timedelta(hours=hour) for hour in range(24)] * count, dtype=pl.Datetime("us", "UTC")
    )
    return pl.DataFrame(
        {
            "transformer": [name for name in names for _ in range(24)],
            "meter": [f"T{name}" for name in names for _ in range(24)],
            "began": moments, "interval_s": pl.repeat(3600, 24 * count, dtype=pl.Int32, eager=True),
            "energy_wh": energy.reshape(-1), "technical_loss_wh": loss.reshape(-1),
            "rated_va": pl.repeat(_RATED_VA, 24 * count, dtype=pl.Int32, eager=True),
        }
    ).with_columns(estimated=pl.lit(value=False), day=pl.lit(day))  # fmt: skip


def points(grid: Grid, reported: date, world: World) -> pl.DataFrame:
    """Lines of connection points of a zone on a day."""
    homes, count = grid.homes, len(grid.homes)
    tariff = np.array(TARIFFS)[homes.tariff].tolist()
    number = (reported - world.plan.since).days
    meters = [grid.meter(index) for index in range(count)]
    transformers = [grid.transformer(each) for each in homes.transformer.tolist()]
    connected = [_CONNECTED_W[each] for each in tariff]
    kinds = [_KIND[each] for each in tariff]
    for index, particular in grid.particulars.items():
        tariff[index], kinds[index] = particular.tariff, _KIND[particular.tariff]
        connected[index] = max(particular.connected_w, _CONNECTED_W[particular.tariff])
        meters[index] = next((each for day, _, each in reversed(particular.meters) if day < number), meters[index])
        transformers[index] = particular.transformer or transformers[index]
    years = world.stream("connected", homes.zone).integers(0, 14_000, count)
    return pl.DataFrame(
        {
            "connection": [grid.connection(index) for index in range(count)],
            "reported": pl.repeat(reported, count, dtype=pl.Date, eager=True),
            "connected_since": pl.Series(np.datetime64("2025-06-01") - years.astype("timedelta64[D]")).cast(pl.Date),
            "meter": meters, "transformer": transformers, "tariff_class": tariff,
            "region": pl.repeat(homes.zone, count, eager=True),
            "address": [f"{homes.zone}, simulated street {each // 40 + 1}, {each % 40 + 1}" for each in range(count)],
            "customer": [f"C-{grid.prefix}{index + 1:07}" for index in range(count)],
            "customer_kind": kinds, "connected_w": connected,
            "phases": [1 if each == "household" else 3 for each in tariff],
            "nominal_v": [230 if each == "household" else 400 for each in tariff],
        }
    )  # fmt: skip


def _inside(grid: Grid, block: range) -> list[int]:
    return [index for index in grid.particulars if index in block]


def _with_overlaps(grid: Grid, block: range, rows: pl.DataFrame, world: World, number: int) -> pl.DataFrame:
    for index in _inside(grid, block):
        particular = grid.particulars[index]
        if particular.overlaps and particular.meters[0][0] == number:
            began = world.midnight(world.plan.on[number]) + timedelta(minutes=15 * particular.meters[0][1])
            rows = with_overlap(rows, grid.connection(index), grid.meter(index), began)
    return rows


def _set_apart(grid: Grid, block: range, rows: pl.DataFrame, *, first: bool) -> pl.DataFrame:
    """Take out the rows of connections that are filed by themselves, and keep them for that."""
    for index in (each for each in grid.apart if each in block):
        own = pl.col("connection") == grid.connection(index)
        if first:
            grid.apart[index].append(rows.filter(own))
        rows = rows.filter(~own)
    return rows
