"""The energy side of the country, in order: homes and firms, mining sites, pools, providers."""

from collections.abc import Callable, Mapping

import numpy as np

from rugsat.simulation.energy.grid import Grid, grid_of
from rugsat.simulation.energy.homes import homes_of
from rugsat.simulation.energy.miner_returns import enrol, file_hardware, file_monthly, license_for, monthly
from rugsat.simulation.energy.mines import Connection, Miner
from rugsat.simulation.energy.operation import operate, wear
from rugsat.simulation.energy.payouts import earn, file_payouts, sales_of, sell
from rugsat.simulation.energy.pools import Network, network_of
from rugsat.simulation.energy.readings import file_grid, file_mining
from rugsat.simulation.energy.recruit import Traits, fleet_sizes, recruit
from rugsat.simulation.energy.supply import file_attestations, file_points
from rugsat.simulation.energy.weather import Tenths, temperatures
from rugsat.simulation.world import World


def make_power(world: World, progress: Callable[[str, int, int], None]) -> None:
    """Make everything that draws power, what miners earn with it, and what providers, miners and pools file."""
    temperature = temperatures(world)
    network = network_of(world)
    _approve_providers(world)
    grids = _grids(world, temperature)
    miners = _miners(world, network, temperature, progress)
    for number, miner in enumerate(miners):
        _file(miner, world)
        progress("miners' returns", number + 1, len(miners))
    file_payouts(miners, world)
    world.sales = sales_of(miners, world)
    extra: list[Connection] = []
    file_points(grids, miners, extra, world)
    file_attestations(miners, world)
    file_mining(miners, extra, world)
    file_grid(grids, world, progress)


def _grids(world: World, temperature: Mapping[str, Tenths]) -> list[Grid]:
    total = sum(world.zone_shares)
    counts = [max(30, round(world.plan.meters * share / total)) for share in world.zone_shares]
    return [
        grid_of(world, homes_of(world, zone, count, temperature[zone]))
        for zone, count in zip(world.zones, counts, strict=True)
    ]


def _miners(
    world: World, network: Network, temperature: Mapping[str, Tenths], progress: Callable[[str, int, int], None]
) -> list[Miner]:
    large, small = fleet_sizes(world)
    miners = []
    for number in range(world.plan.miners):
        sizes = (int(large[number]), int(small[number]))
        miner = recruit(world, network, number, Traits(), sizes=sizes, temperature=temperature)
        wear(miner, world)
        operate(miner, world)
        _share_out(miner)
        license_for(miner, world)
        earn(miner, network, world)
        sell(miner, world)
        miners.append(miner)
        progress("miners", number + 1, world.plan.miners)
    _share_transformers(miners)
    return miners


def _share_out(miner: Miner) -> None:
    """Divide the load of each site among its connections, to the last watt-hour."""
    for site, load in enumerate(miner.site_load):
        here = [each for each in miner.connections if each.site == site]
        rest = load.copy()
        for connection in here[1:]:
            connection.load = np.rint(load * connection.share).astype(np.int64)
            rest -= connection.load
        here[0].load = rest


def _share_transformers(miners: list[Miner]) -> None:
    """Small miners hang on transformers of their zone, two or three on each; the others on the medium voltage."""
    counted: dict[str, int] = {}
    for miner in miners:
        if miner.kind == "entrepreneur":
            place = counted.setdefault(miner.zone, 0)
            counted[miner.zone] = place + 1
            for connection in miner.connections:
                connection.transformer = f"{miner.zone[:3].upper()}-TM-{place // 2 + 1:05}"


def _file(miner: Miner, world: World) -> None:
    enrol(miner, world)
    file_hardware(miner, world)
    file_monthly(miner, world, [monthly(miner, world, month) for month in world.plan.months])


def _approve_providers(world: World) -> None:
    for firm in world.roster.providers:
        world.register.add("approved_providers", provider=firm.party)
        for name in ("meter_readings", "transformer_readings", "connection_points", "provider_attestations"):
            world.filings.expect(firm.party, name)
