"""Pools and the network: difficulty, rewards, the luck of each pool, and how it pays."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from rugsat.simulation.identities import ASSETS
from rugsat.simulation.world import World

BITCOIN = ASSETS["Bitcoin"]
COIN = 100_000_000
SUBSIDY = 312_500_000
"""Units of 10^-8 for a block since block 840,000."""
BLOCKS_A_DAY = 144
_MILLION = 1_000_000
_SCHEMES = ("fpps", "pps", "pplns", "pplns", "fpps", "pplns")
_SHARES = (0.15, 0.08, 0.10, 0.03, 0.02, 0.005)
_FEES_PPM = {"fpps": (20_000, 40_000), "pps": (15_000, 30_000), "pplns": (8_000, 20_000)}

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Pool:
    """A pool: how it pays, how large it is, and how lucky by day."""

    party: str
    scheme: str
    share_ppm: int
    fee_ppm: int
    blocks: npt.NDArray[np.int64]
    """Blocks found by day."""

    @property
    def expected_blocks(self) -> float:
        """Blocks that it finds on a mean day."""
        return BLOCKS_A_DAY * self.share_ppm / _MILLION

    def luck(self, days: slice = slice(None)) -> float:
        """Found blocks over those expected."""
        return float(self.blocks[days].mean() / self.expected_blocks)


@dataclass(frozen=True, slots=True)
class Network:
    """What the network gives on each day of the country."""

    difficulty: Floats
    reward: npt.NDArray[np.int64]
    """Units of 10^-8 for a block with its fees."""
    pools: tuple[Pool, ...]

    def gross(self, work_th: Floats | npt.NDArray[np.int64], *, scheme: str) -> Floats:
        """What the work of each day earns in the mean, before fees, in units of 10^-8."""
        paid = np.full(len(self.reward), SUBSIDY) if scheme == "pps" else self.reward
        return np.asarray(work_th * 1e12 / (self.difficulty * 2.0**32) * paid)


def network_of(world: World) -> Network:
    """The network in the country's days, with its series filed."""
    difficulty = _difficulty()
    began = sorted(difficulty)
    days = world.plan.on
    held = [max(each for each in began if each <= day) for day in days]
    rng = world.stream("fees of blocks")
    fees = np.rint(rng.uniform(0.015, 0.05, len(days)) * SUBSIDY).astype(np.int64)
    network = Network(np.array([difficulty[each] for each in held]), SUBSIDY + fees, _pools(world))
    _add_series(world, network, {each: difficulty[each] for each in sorted(set(held))})
    return network


def _difficulty() -> Mapping[date, float]:
    text = files("rugsat.simulation").joinpath("data/btc_difficulty.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    return {date.fromisoformat(row["start_date_est"]): float(row["difficulty"]) for row in rows}


def _pools(world: World) -> tuple[Pool, ...]:
    made = []
    for firm, scheme, share in zip(world.roster.pools, _SCHEMES, _SHARES, strict=True):
        rng = world.stream("pool", firm.party)
        ppm = int(share * _MILLION * rng.uniform(0.85, 1.15))
        low, high = _FEES_PPM[scheme]
        blocks = rng.poisson(BLOCKS_A_DAY * ppm / _MILLION, world.plan.days)
        made.append(Pool(firm.party, scheme, ppm, int(rng.integers(low, high)), blocks))
    return tuple(made)


def _add_series(world: World, network: Network, difficulty: Mapping[date, float]) -> None:
    assumed = "assumption of the simulation"
    for began, value in difficulty.items():
        source = "Bitcoin block headers, by Electrum's checkpoints"
        world.add_series(f"difficulty.{BITCOIN}", began, f"{value:.2f}", "difficulty", source)
    for day, reward in zip(world.plan.on, network.reward.tolist(), strict=True):
        world.add_series(f"block_reward.{BITCOIN}", day, _coins(reward), "BTC", f"subsidy and fees, {assumed}")
    before = world.plan.since - timedelta(days=1)
    protocol = "Bitcoin protocol"
    world.add_series(f"block_subsidy.{BITCOIN}", before, _coins(SUBSIDY), "BTC", f"{protocol}, from block 840,000")
    world.add_series(f"network_blocks.{BITCOIN}", before, BLOCKS_A_DAY, "blocks a day", f"{protocol}, the mean")
    for pool in network.pools:
        world.add_series(f"pool_share_ppm.{pool.party}", before, pool.share_ppm, "1", assumed)


def _coins(units: int) -> str:
    return f"{units // COIN}.{units % COIN:08d}"
