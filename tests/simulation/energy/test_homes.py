"""Homes and firms: lawful, different from each other, and the same again for the same seed."""

from datetime import date
from itertools import pairwise

import numpy as np

from rugsat.simulation.energy.grid import energy_of, grid_of, technical_loss, transformer_rows
from rugsat.simulation.energy.homes import TARIFFS, Homes, energy_of_day, homes_caps, homes_of
from rugsat.simulation.energy.metering import hourly_sums
from rugsat.simulation.energy.weather import temperatures
from rugsat.simulation.world import World

COUNT = 300


def homes_in(world: World, zone: str = "dashoguz") -> Homes:
    return homes_of(world, zone, COUNT, temperatures(world)[zone])


def every(homes: Homes) -> np.ndarray:
    return np.arange(len(homes), dtype=np.int32)


def test_no_honest_home_can_reach_the_lowest_cap_of_its_zone(make_world):
    world = make_world(days=4)
    homes = homes_in(world)
    household = homes.tariff == TARIFFS.index("household")
    caps = homes_caps(world, "dashoguz", world.plan.on)
    for day in world.plan.on:
        of_day = energy_of_day(homes, every(homes), world, day, "test").sum(axis=1)
        assert (of_day[household] * 31 < min(caps)).all()


def test_no_two_homes_draw_the_same(make_world):
    world = make_world()
    energy = energy_of_day(homes_in(world), np.arange(COUNT, dtype=np.int32), world, world.plan.since, "test")
    assert len(np.unique(energy, axis=0)) == COUNT


def test_equal_seeds_give_equal_loads_and_other_seeds_give_others(make_world):
    loads = [
        energy_of_day(homes_in(world), np.arange(COUNT, dtype=np.int32), world, world.plan.since, "test")
        for world in (make_world(seed=1), make_world(seed=1), make_world(seed=2))
    ]
    assert (loads[0] == loads[1]).all()
    assert (loads[0] != loads[2]).mean() > 0.9


def test_a_transformer_delivers_what_its_meters_count_and_the_losses(make_world):
    world = make_world()
    grid = grid_of(world, homes_in(world))
    block = next(iter(grid.blocks))
    energy = energy_of(grid, block, world, world.plan.since)
    rows = transformer_rows(grid, block, world, world.plan.since, energy)
    of_home = grid.homes.transformer[block.start : block.stop]
    for number in np.unique(of_home).tolist():
        metered = hourly_sums(energy[of_home == number].sum(axis=0, dtype=np.int64))
        own = rows.filter(rows["transformer"] == grid.transformer(number))
        assert (own["energy_wh"] - own["technical_loss_wh"]).to_list() == metered.tolist()
        assert own["technical_loss_wh"].to_list() == technical_loss(metered).tolist()


def test_what_is_tapped_before_the_meters_shows_at_the_transformer_only(make_world):
    world = make_world()
    grid = grid_of(world, homes_in(world))
    block = next(iter(grid.blocks))
    energy = energy_of(grid, block, world, world.plan.since)
    honest = transformer_rows(grid, block, world, world.plan.since, energy)
    grid.tapped[0] = np.full((world.plan.days, 24), 5_000)
    tapped = transformer_rows(grid, block, world, world.plan.since, energy)
    first = grid.transformer(0)
    more = (tapped["energy_wh"] - honest["energy_wh"]).filter(tapped["transformer"] == first)
    assert more.min() >= 5_000
    others = tapped["transformer"] != first
    assert tapped.filter(others).equals(honest.filter(others))


def test_the_blocks_of_a_zone_hold_every_connection_once_and_cut_no_transformer(make_world):
    world = make_world()
    homes = homes_of(world, "mary", 9_000, temperatures(world)["mary"])
    blocks = list(grid_of(world, homes).blocks)
    assert [index for block in blocks for index in block] == list(range(len(homes)))
    assert len(blocks) > 1
    for before, after in pairwise(blocks):
        assert homes.transformer[before.stop - 1] != homes.transformer[after.start]


def test_summers_are_hotter_than_winters_and_days_than_nights(make_world):
    summer = temperatures(make_world(since=date(2026, 6, 1), days=20))["mary"]
    winter = temperatures(make_world(since=date(2026, 1, 1), days=20))["mary"]
    assert summer.mean() > winter.mean() + 150
    assert summer[:, 15].mean() > summer[:, 4].mean() + 50
