"""The energy side of the country, in order: homes and firms, mining sites, pools, providers."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

import numpy as np

from rugsat.simulation.energy.casting import MINERS, cast_miners, plant_homes, roles
from rugsat.simulation.energy.conduct.case import Case, Conduct, Role
from rugsat.simulation.energy.conduct.providers import FACTORY, FactoryThatDoesNotMine
from rugsat.simulation.energy.grid import Grid, grid_of
from rugsat.simulation.energy.homes import homes_of
from rugsat.simulation.energy.miner_returns import enrol, file_hardware, file_monthly, license_for, monthly
from rugsat.simulation.energy.mines import Connection, Miner
from rugsat.simulation.energy.operation import operate, wear
from rugsat.simulation.energy.ordinary import disturb_grids, disturb_miners
from rugsat.simulation.energy.payouts import earn, file_payouts, sales_of, sell
from rugsat.simulation.energy.pools import Network, network_of
from rugsat.simulation.energy.readings import file_grid, file_mining
from rugsat.simulation.energy.recruit import Traits, fleet_sizes, recruit
from rugsat.simulation.energy.supply import file_attestations, file_points
from rugsat.simulation.energy.weather import Tenths, temperatures
from rugsat.simulation.world import World

Progress = Callable[[str, int, int], None]


def make_power(world: World, progress: Progress) -> None:
    """Make everything that draws power, what miners earn with it, and what providers, miners and pools file."""
    temperature, network = temperatures(world), network_of(world)
    _approve_providers(world)
    grids = _grids(world, temperature)
    plant_homes(world, grids)
    miners, cases = _cast(world, network, temperature)
    disturb_grids(grids, world)
    _run(miners, cases, network, world)
    _file_returns(miners, cases, world, progress)
    factories = _factories(world, network, miners[0])
    file_points(grids, miners, factories, world)
    file_attestations(miners, world)
    file_mining(miners, factories, world, progress)
    file_grid(grids, world, progress)


def _grids(world: World, temperature: Mapping[str, Tenths]) -> list[Grid]:
    total = sum(world.zone_shares)
    counts = [max(30, round(world.plan.meters * share / total)) for share in world.zone_shares]
    return [
        grid_of(world, homes_of(world, zone, count, temperature[zone]))
        for zone, count in zip(world.zones, counts, strict=True)
    ]


def _cast(world: World, network: Network, temperature: Mapping[str, Tenths]) -> tuple[list[Miner], list[Case]]:
    """Make all miners, those with a role as it asks."""
    (large, small), played = fleet_sizes(world), cast_miners(world)
    asked: dict[int, Traits] = {}
    for number, (role, other) in played.items():
        traits = MINERS[role.key].traits_of(role)
        asked |= {each: traits for each in (number, other) if each is not None}
    miners = [
        recruit(world, network, number, asked.get(number, Traits()), sizes=(int(large[number]), int(small[number])),
                temperature=temperature)
        for number in range(world.plan.miners)
    ]  # fmt: skip
    cases = [
        _case(world, network, role, miners[number], None if other is None else miners[other])
        for number, (role, other) in played.items()
    ]
    return miners, cases


def _case(world: World, network: Network, role: Role, miner: Miner, other: Miner | None) -> Case:
    return Case(world, network, role, miner, other, world.stream("case", *role.key, miner.party))


def _run(miners: Sequence[Miner], cases: Sequence[Case], network: Network, world: World) -> None:
    """Let all miners run, stage by stage; after each stage the cases change what they change."""
    played = {id(each.miner): each for each in cases} | {id(each.other): each for each in cases if each.other}
    _each(miners, lambda miner: wear(miner, world))
    _each(cases, lambda case: _conduct(case).equip(case))
    _each(miners, lambda miner: operate(miner, world))
    _each(cases, lambda case: _conduct(case).operate(case))
    _each(miners, share_out)
    _each(cases, lambda case: _conduct(case).connect(case))
    _each(miners, lambda miner: license_for(miner, world))
    _each(miners, lambda miner: earn(miner, network, world))
    _each(cases, lambda case: _conduct(case).pay(case))
    _each(miners, lambda miner: sell(miner, world))
    _share_transformers(miners)
    disturb_miners([each for each in miners if id(each) not in played], world)


def _each(things: Sequence[object], work: Callable[..., None]) -> None:
    for thing in things:
        work(thing)


def _conduct(case: Case) -> Conduct:
    return MINERS[case.role.key]


def _file_returns(miners: Sequence[Miner], cases: Sequence[Case], world: World, progress: Progress) -> None:
    """Miners are entered into the register and file; pools file; the answers are written."""
    of_miner = {id(each.miner): each for each in cases} | {id(each.other): each for each in cases if each.other}
    for number, miner in enumerate(miners):
        case = of_miner.get(id(miner))
        rows = [monthly(miner, world, month) for month in world.plan.months]
        if case is not None and case.miner is miner:
            _conduct(case).declare(case, rows)
        enrol(miner, world)
        file_hardware(miner, world, partial(_conduct(case).list_machines, case, miner) if case else None)
        file_monthly(miner, world, rows)
        progress("miners' returns", number + 1, len(miners))
    _each(cases, lambda case: _conduct(case).after(case))
    file_payouts(miners, world)
    world.sales = sales_of(miners, world)
    _each(cases, lambda case: _conduct(case).answer(case))


def _factories(world: World, network: Network, anyone: Miner) -> list[Connection]:
    factory = FactoryThatDoesNotMine()
    return [factory.connection_for(_case(world, network, role, anyone, None)) for role in roles(world, {FACTORY})]


def share_out(miner: Miner) -> None:
    """Divide the load of each site among its connections, to the last watt-hour."""
    for site, load in enumerate(miner.site_load):
        here = [each for each in miner.connections if each.site == site]
        rest = load.copy()
        for connection in here[1:]:
            connection.load = np.rint(load * connection.share).astype(np.int64)
            rest -= connection.load
        here[0].load = rest


def _share_transformers(miners: Sequence[Miner]) -> None:
    """Small miners hang on transformers of their zone, two on each; the others on the medium voltage."""
    counted: dict[str, int] = {}
    for miner in miners:
        if miner.kind == "entrepreneur":
            place = counted.setdefault(miner.zone, 0)
            counted[miner.zone] = place + 1
            for connection in miner.connections:
                connection.transformer = f"{miner.zone[:3].upper()}-TM-{place // 2 + 1:05}"


def _approve_providers(world: World) -> None:
    for firm in world.roster.providers:
        world.register.add("approved_providers", provider=firm.party)
        for name in ("meter_readings", "transformer_readings", "connection_points", "provider_attestations"):
            world.filings.expect(firm.party, name)
