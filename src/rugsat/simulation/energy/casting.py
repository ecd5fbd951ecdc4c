"""Who plays which role of the catalogue: miners and connections are cast before they are made."""

from collections.abc import Collection, Iterator, Mapping

import numpy as np

from rugsat.kernel.errors import RugsatError
from rugsat.simulation.catalogue import Offence, catalogue
from rugsat.simulation.energy.conduct import (
    capacity,
    coins,
    declared_energy,
    hardware,
    homes,
    providers,
    serials,
    tariffs,
    wallets,
)
from rugsat.simulation.energy.conduct.case import Conduct, Key, Role
from rugsat.simulation.energy.conduct.homes import HomeCase, HomeConduct, base_load, tariff_number
from rugsat.simulation.energy.grid import Grid, Particular
from rugsat.simulation.energy.homes import homes_caps
from rugsat.simulation.world import World

MINERS: Mapping[Key, Conduct] = {
    **capacity.CONDUCTS, **coins.CONDUCTS, **declared_energy.CONDUCTS, **hardware.CONDUCTS, **providers.CONDUCTS,
    **serials.CONDUCTS, **tariffs.CONDUCTS, **wallets.CONDUCTS,
}  # fmt: skip
HOMES: Mapping[Key, HomeConduct] = homes.CONDUCTS
_RESTS_ON: Mapping[str, tuple[str, ...]] = {
    "power_above_licensed_capacity": ("mining.capacity_tolerance",),
    "household_consumption_above_cap": ("household.consumption_cap",),
    "declared_coins_below_metered_energy": (
        "mining.efficiency_uncertainty", "mining.overhead_allowance", "mining.coins_false_alarm_rate",
    ),
    "power_from_unapproved_provider": ("energy.approved_provider_required",),
    "hardware_not_declared": ("mining.device_declaration_required", "mining.hash_rate_tolerance"),
    "declared_energy_differs_from_metered": ("mining.energy_declaration_tolerance",),
    "licensed_load_on_subsidised_tariff": ("household.forbidden_tariffs",),
    "payout_wallet_not_declared": ("mining.payout_wallet_declaration_required",),
    "duplicate_serial_across_sites": ("mining.device_declaration_required",),
}  # fmt: skip
"""What a check needs from the law; where it is not set nothing can be broken."""


class CastingError(RugsatError):
    """A country with too few miners or homes for the roles of the catalogue."""


def roles(world: World, keys: Collection[Key]) -> Iterator[Role]:
    """Every role to be played of the given kinds, with its size."""
    for offence in catalogue().values():
        if not _can_be_broken(world, offence):
            continue
        rng = world.stream("sizes", offence.name)
        if (offence.name, "") in keys:
            for difficulty in offence.difficulties:
                for number in range(world.plan.offences(difficulty.count)):
                    yield Role(offence, difficulty, "", difficulty.draw(rng), number)
        for look_alike, count in offence.look_alikes.items():
            if (offence.name, look_alike) in keys:
                for number in range(world.plan.offences(count)):
                    yield Role(offence, None, look_alike, 0.0, number)


def cast_miners(world: World) -> Mapping[int, tuple[Role, int | None]]:
    """By number of the miner: the role, and the number of another miner who takes part."""
    wanted = [role for role in roles(world, MINERS) if _fits(world, MINERS[role.key])]
    needed = sum(2 if MINERS[role.key].pair else 1 for role in wanted)
    if needed > world.plan.miners:
        message = (
            f"the catalogue asks for {needed} miners and the country has {world.plan.miners}; raise the floor of miners"
        )
        raise CastingError(message)
    free = iter(world.stream("casting").permutation(world.plan.miners).tolist())
    found: dict[int, tuple[Role, int | None]] = {}
    for role in wanted:
        number = next(free)
        found[number] = (role, next(free) if MINERS[role.key].pair else None)
    return found


def plant_homes(world: World, grids: list[Grid]) -> None:
    """Let connections of the grid play the roles of households and firms."""
    taken: set[tuple[str, int]] = set()
    for role in roles(world, HOMES):
        conduct = HOMES[role.key]
        if conduct.whole_month and not world.plan.months:
            continue
        rng = world.stream("home", *role.key, role.difficulty.name if role.difficulty else "", role.number)
        stage = [grid for grid in grids if _suits(world, grid, conduct)]
        if stage:
            grid = stage[int(rng.integers(len(stage)))]
            index = _free_home(grid, conduct, taken, rng)
            home = Particular(base_load(grid, index, world), tariff=conduct.tariff)
            grid.particulars[index] = home
            conduct.act(HomeCase(world, role, grid, index, rng, home))


def _free_home(grid: Grid, conduct: HomeConduct, taken: set[tuple[str, int]], rng: np.random.Generator) -> int:
    """A connection of the tariff in the first block, whose transformer has no other role where it can be had."""
    block, homes_of_zone = next(iter(grid.blocks)), grid.homes
    fitting = np.flatnonzero(homes_of_zone.tariff[: block.stop] == tariff_number(conduct.tariff))
    # Where a small zone has no connection of the tariff left, a home is put on it.
    every = [*rng.permutation(fitting).tolist(), *rng.permutation(block.stop).tolist()]
    free = [each for each in every if (grid.prefix, each) not in taken]
    if not free:
        message = f"the zone {grid.homes.zone} has too few connections for the catalogue; raise the floor of meters"
        raise CastingError(message)
    told = set(grid.tapped) | set(grid.loss_error)
    index = next((each for each in free if int(homes_of_zone.transformer[each]) not in told), free[0])
    taken.add((grid.prefix, index))
    return int(index)


def _suits(world: World, grid: Grid, conduct: HomeConduct) -> bool:
    caps = homes_caps(world, grid.homes.zone, world.plan.on)
    others = [cap for zone in world.zones for cap in homes_caps(world, zone, world.plan.on)]
    if conduct.zone_of_higher_cap:
        return bool(caps) and min(caps) > min(others)
    if conduct.zone_of_changed_cap:
        months = [homes_caps(world, grid.homes.zone, [day for day in world.plan.on if day.replace(day=1) == month])
                  for month in world.plan.months]  # fmt: skip
        return bool(months) and all(len(set(known)) > 1 for known in months)
    return True


def _fits(world: World, conduct: Conduct) -> bool:
    return world.plan.days >= conduct.least_days and (bool(world.plan.months) or not conduct.whole_month)


def _can_be_broken(world: World, offence: Offence) -> bool:
    return all(world.limits.is_set(name, on=world.plan.since) for name in _RESTS_ON.get(offence.check, ()))
