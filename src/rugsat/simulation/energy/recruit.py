"""Making miners: class, sites, connections, fleet, pool and wallet, as drawn or as a role asks for."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from rugsat.simulation.energy.machines import Whole, models, new_machines
from rugsat.simulation.energy.mines import Connection, Miner, Spell
from rugsat.simulation.energy.pools import Network, Pool
from rugsat.simulation.energy.weather import Tenths
from rugsat.simulation.identities import bitcoin_account, lei_of
from rugsat.simulation.world import World

_LARGE_SHARE, _SMALLEST_LARGE, _LARGEST = 0.35, 50, 3_000
_SMALLEST, _LARGEST_SMALL = 3, 30
_NAMES = ("Altyn", "Garagum", "Kumush", "Derya", "Bagt", "Yyldyz", "Merw", "Nur", "Tolkun", "Sahra", "Ak Bulut", "Gaýa")
_SOLO = 0.03
_USUAL_UNCERTAINTY, _USUAL_OVERHEAD = 3.0, 8.0
_SURE_SHARE_PPM = 120_000
"""A pool by blocks that is at least so large pays evenly enough for plain offences to be seen: of one with a tenth of
the network, a month in a hundred hides three tenths of the coins."""


@dataclass(frozen=True, slots=True)
class Traits:
    """What a role asks of the miner who plays it; what is left out is drawn."""

    large: bool | None = None
    sites: int = 0
    """Exactly so many, where it is not 0."""
    connections: int = 1
    scheme: str = ""
    """`sure` for even payment, `unlucky` for the unluckiest pool by blocks, `pool` for any pool."""
    fails: bool = True


def fleet_sizes(world: World) -> tuple[Whole, Whole]:
    """How many machines each miner would have as a large and as a small one."""
    rng, count = world.stream("fleets"), world.plan.miners
    small = np.rint(np.exp(rng.uniform(np.log(_SMALLEST), np.log(_LARGEST_SMALL), count))).astype(np.int64)
    drawn = np.exp(rng.normal(0, 0.9, count))
    wanted = world.plan.machines - small.mean() * count * (1 - _LARGE_SHARE)
    large = np.rint(drawn / drawn.mean() * wanted / (count * _LARGE_SHARE)).astype(np.int64)
    return np.clip(large, _SMALLEST_LARGE, _LARGEST), small


def recruit(world: World, network: Network, number: int, traits: Traits, *, sizes: tuple[int, int],
            temperature: Mapping[str, Tenths]) -> Miner:  # fmt: skip
    """Make one miner; `sizes` are the machines of a large and of a small one."""
    party = f"miner-{number + 1:05}"
    rng = world.stream("miner", party)
    large = bool(rng.random() < _LARGE_SHARE) if traits.large is None else traits.large
    zone = str(rng.choice(world.zones, p=np.array(world.zone_shares) / sum(world.zone_shares)))
    classes = tuple(world.limits.pack.rulebook.jurisdiction.classes) or ("*",)
    count = sizes[0] if large else sizes[1]
    drawn = int(rng.integers(1, 4)) if large else 1
    sites = traits.sites or drawn
    model, site = _fleet(rng, count, sites, large=large)
    miner = Miner(
        number=number,
        party=party,
        name=f"Simulated {_NAMES[number % len(_NAMES)]} {number + 1}",
        kind="legal_entity" if large else "entrepreneur",
        lei=lei_of(rng) if large else None,
        cls=classes[0] if large else classes[-1],
        authorisation=f"SIM-MIN-{number + 1:05}",
        zone=zone,
        temperature=temperature[zone],
        sites=[f"{party}-{each + 1}" for each in range(sites)],
        connections=[],
        machines=new_machines(rng, model, site),
        pool=_pool(rng, network, traits, machines=count),
        wallets=[Spell(bitcoin_account(rng))],
        efficiency=float(np.clip(rng.normal(1, _uncertainty(world)), 0.8, 1.2)),
        tuning=float(rng.uniform(0.985, 1.0)),
        overhead=_overhead(rng, world),
        fails=traits.fails,
    )
    _connect(miner, world, rng, traits.connections)
    return miner


def add_connection(miner: Miner, world: World, site: int, *, share: float = 1.0) -> Connection:
    """Connect a site to its zone's provider, with a meter."""
    rng = world.stream("connection", miner.party, len(miner.connections))
    provider = world.roster.provider_of(miner.zone).party
    connection = Connection(
        name=f"{miner.zone[:3].upper()}-M{miner.number + 1:05}-{len(miner.connections) + 1}",
        site=site,
        meters=[(0, 0, meter_serial(rng))],
        registered=[Spell(provider)],
        readers=[provider] * world.plan.days,
        share=share,
    )
    miner.connections.append(connection)
    return connection


def meter_serial(rng: np.random.Generator) -> str:
    """A made-up serial number of a meter."""
    return f"SM{rng.integers(10**9, 10**10)}"


def _connect(miner: Miner, world: World, rng: np.random.Generator, at_first_site: int) -> None:
    for site in range(len(miner.sites)):
        count = at_first_site if site == 0 else 1
        for _ in range(count):
            add_connection(miner, world, site, share=1 / count)
    if miner.kind == "legal_entity" and rng.random() < 0.25:
        miner.connections[-1].hourly = True


def _fleet(rng: np.random.Generator, count: int, sites: int, *, large: bool) -> tuple[Whole, Whole]:
    kinds = rng.choice(len(models()), int(rng.integers(1, 4)) if large else int(rng.integers(1, 3)), replace=False)
    model = rng.choice(kinds, count).astype(np.int64)
    shares = rng.dirichlet(np.full(sites, 4.0))
    site = rng.choice(sites, count, p=shares).astype(np.int64)
    site[:sites] = np.arange(sites)
    return model, site


def _pool(rng: np.random.Generator, network: Network, traits: Traits, *, machines: int) -> Pool | None:
    pools = network.pools
    if traits.scheme == "unlucky":
        return min((pool for pool in pools if pool.scheme == "pplns"), key=Pool.luck)
    if traits.scheme == "sure":
        pools = tuple(pool for pool in pools if pool.scheme != "pplns" or pool.share_ppm > _SURE_SHARE_PPM)
    elif not traits.scheme and rng.random() < _SOLO and machines >= _SMALLEST_LARGE:
        return None
    weights = np.sqrt(np.array([pool.share_ppm for pool in pools], dtype=np.float64))
    return pools[int(rng.choice(len(pools), p=weights / weights.sum()))]


def _uncertainty(world: World) -> float:
    set_by_law = world.limits.value("mining.efficiency_uncertainty", world.plan.since)
    return float(set_by_law if set_by_law is not None else _USUAL_UNCERTAINTY) / 100


def _overhead(rng: np.random.Generator, world: World) -> tuple[float, float]:
    set_by_law = world.limits.value("mining.overhead_allowance", world.plan.since)
    highest = min(_USUAL_OVERHEAD, float(set_by_law) * 0.9 if set_by_law is not None else _USUAL_OVERHEAD) / 100
    high = highest * rng.uniform(0.7, 1.0)
    return float(high * rng.uniform(0.4, 0.7)), float(high)
