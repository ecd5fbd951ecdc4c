"""Miners: load, work, coins and returns agree to the last unit."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import numpy as np

from rugsat.simulation.energy.miner_returns import license_for, monthly
from rugsat.simulation.energy.mines import Miner
from rugsat.simulation.energy.operation import nominal_th_s, nominal_w, operate, wear
from rugsat.simulation.energy.payouts import coins, earn, sell
from rugsat.simulation.energy.pools import COIN, network_of
from rugsat.simulation.energy.power import share_out
from rugsat.simulation.energy.recruit import Traits, recruit
from rugsat.simulation.energy.weather import temperatures
from rugsat.simulation.world import World

FEBRUARY = date(2026, 2, 1)


def miner_of(world: World, traits: Traits, number: int = 0) -> Miner:
    network = network_of(world)
    miner = recruit(world, network, number, traits, sizes=(200, 12), temperature=temperatures(world))
    wear(miner, world)
    operate(miner, world)
    share_out(miner)
    license_for(miner, world)
    earn(miner, network, world)
    sell(miner, world)
    return miner


def test_the_connections_of_a_site_carry_its_load_to_the_last_watt_hour(make_world):
    miner = miner_of(make_world(days=5), Traits(connections=3, sites=2))
    for site, load in enumerate(miner.site_load):
        assert (sum(each.load for each in miner.connections if each.site == site) == load).all()


def test_an_honest_miner_never_draws_what_it_was_not_licensed_for(make_world):
    world = make_world(days=20)
    for number in range(20):
        miner = miner_of(world, Traits(), number)
        assert miner.load.max() * 4 <= miner.licences[0].watts


def test_declared_energy_and_coins_are_the_sums_of_meters_and_payouts(make_world):
    world = make_world(days=28, since=FEBRUARY)
    miner = miner_of(world, Traits(scheme="sure"))
    row = monthly(miner, world, FEBRUARY)
    assert row["energy_wh"] == sum(int(each.load.sum()) for each in miner.connections)
    assert row["coins"] == coins(sum(each.gross for each in miner.payouts))
    assert row["coins"] == Decimal(str(row["coins_received"])) + Decimal(str(row["pool_fees"]))
    assert row["coins_sold"] == coins(sum(units for _, units in miner.sold))
    assert sum(each.work_th for each in miner.payouts) == int(miner.work.sum())


def test_coins_follow_from_work_difficulty_and_reward(make_world):
    world = make_world(days=10)
    miner = miner_of(world, Traits(scheme="sure"))
    network = network_of(world)
    assert miner.pool is not None
    paid = {each.day: each.gross for each in miner.payouts}
    luck = miner.pool.blocks / miner.pool.expected_blocks if miner.pool.scheme == "pplns" else np.ones(10)
    expected = network.gross(miner.work, scheme=miner.pool.scheme) * luck
    assert all(abs(paid[day] - expected[day]) <= 1 for day in paid)
    share_of_network = miner.work[0] * 1e12 / (network.difficulty[0] * 2**32 * 144)
    assert 0 < share_of_network * network.reward[0] * 144 / COIN < 1


def test_a_machine_needs_the_power_that_its_maker_states_give_or_take_its_wear(make_world):
    miner = miner_of(make_world(days=5), Traits(fails=False, sites=1))
    joules_per_th = miner.load.sum() * 3600 / miner.work.sum()
    plain = plain_efficiency(miner)
    assert 1.02 * plain < joules_per_th / miner.efficiency < 1.09 * plain


def plain_efficiency(miner: Miner) -> float:
    """Joules for 10^12 hashes by the makers' data of the whole fleet."""
    return float(nominal_w(miner.machines).sum() / nominal_th_s(miner.machines).sum())


def test_two_miners_of_one_pool_by_blocks_share_its_luck(make_world):
    world = make_world(days=6)
    network = network_of(world)
    pool = min((each for each in network.pools if each.scheme == "pplns"), key=lambda each: each.share_ppm)
    paid = []
    for number in (1, 2):
        miner = miner_of(world, Traits(), number)
        lone = replace(miner, pool=pool, payouts=[])
        earn(lone, network, world)
        paid.append({each.day for each in lone.payouts})
    assert paid[0] == paid[1] == set(np.flatnonzero(pool.blocks).tolist())
