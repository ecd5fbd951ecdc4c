"""How machines run: failures and repairs, weather, outages, and the load and work that come of it."""

import numpy as np

from rugsat.simulation.energy.homes import QUARTERS
from rugsat.simulation.energy.machines import NEVER, Machines, Whole, models, new_machines
from rugsat.simulation.energy.mines import Floats, Miner
from rugsat.simulation.world import World

SECONDS = 900
_FAILS_A_DAY = 0.0004
_BROKEN_AT_FIRST = 0.008
_REPLACED = 0.3
_HOT = 320
"""Tenths of a degree from which machines are derated."""


def wear(miner: Miner, world: World) -> None:
    """Let machines fail, be repaired, or be replaced by declared new ones on the day on which these first run."""
    if not miner.fails:
        return
    rng, machines, days = world.stream("failures", miner.party), miner.machines, world.plan.days
    count = len(machines)
    failed = np.where(rng.random(count) < _BROKEN_AT_FIRST, -5, NEVER)
    in_time = rng.random(count) < _FAILS_A_DAY * days
    failed = np.where(in_time, rng.integers(0, days, count), failed)
    repaired = failed + rng.integers(2, 15, count)
    replaced = (failed >= 0) & (failed < days) & (repaired < days) & (rng.random(count) < _REPLACED)
    machines.down_from, machines.down_to = failed, repaired
    machines.last = np.where(replaced, repaired, machines.last)
    chosen = np.flatnonzero(replaced)
    new = new_machines(rng, machines.model[chosen], machines.site[chosen])
    new.first = repaired[chosen]
    machines.add(new)


def operate(miner: Miner, world: World) -> None:
    """Compute load by site, day and quarter of an hour, and work by day."""
    days = world.plan.days
    miner.site_load = []
    work, mined = np.zeros(days), np.zeros((days, QUARTERS), bool)
    for site in range(len(miner.sites)):
        watts, th_s = _running(miner.machines, site, days)
        runs = _availability(miner, world, site)
        cooling = 1 + _overhead(miner)
        load = watts[:, None] * miner.efficiency * miner.tuning * runs * cooling / 4
        miner.site_load.append(np.rint(load).astype(np.int64))
        work += th_s * miner.tuning * runs.sum(axis=1) * SECONDS
        mined |= (runs > 0) & (th_s[:, None] > 0)
    miner.work = np.rint(work).astype(np.int64)
    miner.hours = mined.sum(axis=1) * float(SECONDS)


def nominal_th_s(machines: Machines) -> Whole:
    """Hash rate of each machine by its maker's data."""
    return np.array([model.th_s for model in models()])[machines.model]


def nominal_w(machines: Machines) -> Whole:
    """Power of each machine by its maker's data."""
    return np.array([model.w for model in models()])[machines.model]


def _running(machines: Machines, site: int, days: int) -> tuple[Floats, Floats]:
    """Nominal power and hash rate of the machines that run at a site, by day."""
    here = machines.site == site
    watts, th_s = np.zeros(days), np.zeros(days)
    for day in range(days):
        runs = here & machines.running(day)
        watts[day] = nominal_w(machines)[runs].sum()
        th_s[day] = nominal_th_s(machines)[runs].sum()
    return watts, th_s


def _availability(miner: Miner, world: World, site: int) -> Floats:
    """Share of full power by day and quarter: short noise, outages, and derating in heat."""
    rng, days = world.stream("availability", miner.party, site), world.plan.days
    shape = (days, QUARTERS)
    runs = 1 + np.clip(rng.normal(0, 0.002, shape), -0.006, 0.006) - 0.004
    began = np.where(rng.random(days) < 0.05, rng.integers(0, QUARTERS, days), QUARTERS)
    length = rng.integers(1, 13, days)
    quarter = np.arange(QUARTERS)[None, :]
    if miner.fails:
        runs[(quarter >= began[:, None]) & (quarter < (began + length)[:, None])] = 0.0
    degrees = np.repeat(miner.temperature, 4, axis=1)
    return np.asarray(runs * (1 - 0.0004 * np.clip(degrees - _HOT, 0, 200)))


def _overhead(miner: Miner) -> Floats:
    low, high = miner.overhead
    warm = np.clip(np.repeat(miner.temperature, 4, axis=1) / 400, 0, 1)
    return np.asarray(low + (high - low) * warm)
