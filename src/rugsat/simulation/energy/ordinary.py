"""What goes wrong with honest connections: swapped meters, misread values, gaps and estimates."""

from collections.abc import Sequence

import numpy as np

from rugsat.simulation.energy.conduct.homes import base_load
from rugsat.simulation.energy.grid import Grid, Particular
from rugsat.simulation.energy.homes import QUARTERS, TARIFFS
from rugsat.simulation.energy.metering import dirt, estimate
from rugsat.simulation.energy.mines import Miner
from rugsat.simulation.energy.recruit import meter_serial
from rugsat.simulation.world import World

_MISREAD_WH = 3_000_000
_SWAPS_IN_A_ZONE = 3
_APART_IN_A_ZONE = 1
_MINERS_WITH_DIRT = 0.5


def disturb_grids(grids: Sequence[Grid], world: World) -> None:
    """In each zone some meters are swapped, one with an hour that both counted, and one value is misread."""
    for grid in grids:
        rng = world.stream("ordinary", grid.homes.zone)
        block = next(iter(grid.blocks))
        free = [each for each in rng.permutation(block.stop).tolist() if each not in grid.particulars]
        grid.apart = {index: [] for index in free[-_APART_IN_A_ZONE:]}
        for index in free[: _SWAPS_IN_A_ZONE + 1]:
            tariff = TARIFFS[int(grid.homes.tariff[index])]
            home = Particular(base_load(grid, index, world), tariff=tariff)
            if index == free[0]:
                _misread(home, rng)
            else:
                when = int(rng.integers(world.plan.days)), 4 * int(rng.integers(7, 18))
                home.meters.append((*when, meter_serial(rng)))
                home.overlaps = index == free[1]
            grid.particulars[index] = home


def disturb_miners(miners: Sequence[Miner], world: World) -> None:
    """Gaps and estimates in the readings of miners who play no role."""
    for miner in miners:
        rng = world.stream("dirt", miner.party)
        if rng.random() < _MINERS_WITH_DIRT:
            connection, days = miner.connections[0], world.plan.days
            missing, estimated = dirt(rng, days)
            connection.missing, connection.estimated = missing, estimated & ~missing
            connection.guessed = estimate(rng, connection.load, connection.estimated)


def _misread(home: Particular, rng: np.random.Generator) -> None:
    days = len(home.energy)
    home.filed = home.energy.copy()
    home.filed[int(rng.integers(days)), int(rng.integers(QUARTERS))] += _MISREAD_WH
