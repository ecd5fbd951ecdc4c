"""Providers file what meters and transformers counted, a part for each day, and corrections of what was filed wrong."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta

import numpy as np
import polars as pl

from rugsat.simulation.energy.grid import Grid, energy_of, hourly_rows, readings, technical_loss, transformer_rows
from rugsat.simulation.energy.metering import hourly_sums, mining_rows
from rugsat.simulation.energy.mines import Connection, Miner
from rugsat.simulation.files.green_button import GREEN_BUTTON
from rugsat.simulation.world import World

_LATER = 12
"""Days after which a correction comes in."""


def file_grid(grids: Sequence[Grid], world: World, progress: Callable[[str, int, int], None]) -> None:
    """File the readings of all homes, firms and transformers."""
    done, steps = 0, sum(1 for grid in grids for _ in grid.blocks) * world.plan.days
    for day in world.plan.on:
        for provider in sorted({grid.provider for grid in grids}):
            for letter, pieces in _pieces([grid for grid in grids if grid.provider == provider]):
                _file_piece(provider, pieces, world, day, letter)
                done += len(pieces)
                progress("readings", done, steps)
    _file_apart(grids, world)


def _file_apart(grids: Sequence[Grid], world: World) -> None:
    """Some customers' readings come in a file for each connection and month."""
    for grid in grids:
        for index, gathered in grid.apart.items():
            rows = pl.concat(gathered)
            for month in sorted({day.replace(day=1) for day in world.plan.on}):
                of_month = rows.filter(pl.col("day").dt.month_start() == month)
                part = f"{GREEN_BUTTON}-{grid.prefix[:3]}{index % 10_000:04}"
                world.filings.submit(grid.provider, "meter_readings", of_month, day="day", part=part)


def file_mining(
    miners: Sequence[Miner],
    extra: Sequence[Connection],
    world: World,
    progress: Callable[[str, int, int], None],
) -> None:
    """File the readings of miners' connections, and of the transformers that small ones share."""
    connections = [each for miner in miners for each in miner.connections] + list(extra)
    for number, day in enumerate(world.plan.on):
        for reader in sorted({each.readers[number] for each in connections}):
            read = [each for each in connections if each.readers[number] == reader and number >= each.first_day]
            _file_mining_day(reader, read, world, number)
            _file_shared_transformers(reader, read, world, day)
        progress("readings of miners", number + 1, world.plan.days)


def _file_mining_day(reader: str, read: Sequence[Connection], world: World, number: int) -> None:
    if not read:
        return
    day = world.plan.on[number]
    rows = mining_rows(read, world, number, at_first=True)
    part = f"{_part(day)}-mining"
    world.filings.submit(reader, "meter_readings", rows, day="day", part=part)
    if any(each.filed is not None and _corrected(each, number) for each in read):
        right = mining_rows(read, world, number, at_first=False)
        received = day + timedelta(days=_LATER)
        world.filings.submit(
            reader, "meter_readings", right, day="day", part=part, kind="correction", received=received
        )


def _file_shared_transformers(reader: str, read: Sequence[Connection], world: World, day: date) -> None:
    behind = [each for each in read if each.transformer]
    if not behind:
        return
    names = sorted({str(each.transformer) for each in behind})
    number = (day - world.plan.since).days
    energy = np.stack(
        [
            hourly_sums(np.sum([each.load[number] for each in behind if each.transformer == name], axis=0))
            for name in names
        ]
    )
    loss = technical_loss(energy)
    rows = hourly_rows(world, day, names, energy + loss, loss)
    world.filings.submit(reader, "transformer_readings", rows, day="day", part=f"{_part(day)}-mining")


def _pieces(grids: Sequence[Grid]) -> Iterator[tuple[str, list[tuple[Grid, range]]]]:
    """What goes into one file: the small first blocks of all zones together, and each large block by itself."""
    first = [(grid, next(iter(grid.blocks))) for grid in grids]
    yield "", first
    others = [(grid, block) for grid in grids for block in list(grid.blocks)[1:]]
    for number, piece in enumerate(others):
        yield f"-{number + 1:02}", [piece]


def _file_piece(provider: str, pieces: list[tuple[Grid, range]], world: World, day: date, letter: str) -> None:
    part, number = f"{_part(day)}{letter}", (day - world.plan.since).days
    true = [(grid, block, energy_of(grid, block, world, day)) for grid, block in pieces]
    rows = pl.concat([readings(grid, block, world, day, energy, at_first=True) for grid, block, energy in true])
    world.filings.submit(provider, "meter_readings", rows, day="day", part=part)
    if not letter and any(_filed_wrong(grid, number) for grid, _ in pieces):
        right = pl.concat([readings(grid, block, world, day, energy, at_first=False) for grid, block, energy in true])
        received = day + timedelta(days=_LATER)
        world.filings.submit(
            provider, "meter_readings", right, day="day", part=part, kind="correction", received=received
        )
    balance = pl.concat([transformer_rows(grid, block, world, day, energy) for grid, block, energy in true])
    world.filings.submit(provider, "transformer_readings", balance, day="day", part=part)


def _filed_wrong(grid: Grid, number: int) -> bool:
    return any(
        each.filed is not None and bool((each.filed[number] != each.energy[number]).any())
        for each in grid.particulars.values()
    )


def _corrected(connection: Connection, number: int) -> bool:
    return connection.filed is not None and bool((connection.filed[number] != connection.load[number]).any())


def _part(day: date) -> str:
    return f"d{day.day:02}"
