"""Coins that are not declared, and months that only look like it."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

import numpy as np

from rugsat.simulation.energy.conduct.case import Case, Conduct, Key, Role
from rugsat.simulation.energy.machines import NEVER
from rugsat.simulation.energy.mines import Payout
from rugsat.simulation.energy.payouts import earn
from rugsat.simulation.energy.pools import COIN
from rugsat.simulation.energy.recruit import Traits

_USUAL_DAYS = 30
_MOST = 0.95
_OF_A_UNIFORM = 12
"""The variance of a uniform draw from a width of 1 is one twelfth."""
_EIGHT_PLACES = Decimal(1).scaleb(-8)


def knowable(case: Case) -> float:
    """Standard deviation of a month's coins, as a share, by what is known of machines, cooling and payout scheme.

    Of cooling no more is known than that it takes anything between nothing and what the law allows for it.
    """
    limits, on = case.world.limits, case.world.plan.since
    machines = float(limits.value("mining.efficiency_uncertainty", on) or 0) / 100
    cooling = float(limits.value("mining.overhead_allowance", on) or 0) / 100 / float(np.sqrt(_OF_A_UNIFORM))
    pool = case.miner.pool
    luck = 1 / (pool.expected_blocks * _USUAL_DAYS) if pool and pool.scheme == "pplns" else 0.0
    return float(np.sqrt(machines**2 + cooling**2 + luck))


def share_of(case: Case) -> float:
    """The size as a share of the month's coins."""
    share = case.size * knowable(case) if case.role.stated_in("standard deviations") else case.size
    return min(share, _MOST)


def declare_less(row: dict[str, object], share: float) -> None:
    """Leave a share of the coins out of a monthly return."""
    coins, fees = Decimal(str(row["coins"])), Decimal(str(row["pool_fees"]))
    kept = 1 - Decimal(str(round(share, 6)))
    row["coins"], row["pool_fees"] = _eight(coins * kept), _eight(fees * kept)
    row["coins_received"] = Decimal(str(row["coins"])) - Decimal(str(row["pool_fees"]))


class _Monthly(Conduct):
    whole_month = True
    traits = Traits(scheme="sure")

    def traits_of(self, role: Role) -> Traits:
        return Traits(scheme="pool") if role.subtle else self.traits


class _Withheld(_Monthly):
    """A part of the coins is left out of the return."""

    def declare(self, case: Case, rows: list[dict[str, object]]) -> None:
        for row in rows:
            declare_less(row, share_of(case))


class _SecondPool(_Monthly):
    """A part of the machines works for a pool that no return names."""

    def operate(self, case: Case) -> None:
        case.miner.work = np.rint(case.miner.work * (1 - share_of(case))).astype(np.int64)


class _Plain(Conduct):
    """An honest miner with traits that are said."""

    whole_month = True

    def __init__(self, scheme: str) -> None:
        self.traits = Traits(scheme=scheme)


class _Idle(_Monthly):
    """A large part of the fleet stands still for weeks."""

    traits = Traits(scheme="sure", large=True)

    def equip(self, case: Case) -> None:
        machines, first = case.miner.machines, int(case.rng.integers(0, max(1, case.days // 3)))
        idle = case.rng.random(len(machines)) < case.rng.uniform(0.3, 0.6)
        healthy = machines.down_from == NEVER
        machines.down_from[idle & healthy] = first
        machines.down_to[idle & healthy] = first + int(case.rng.integers(10, 22))


class _Hot(_Monthly):
    """Cooling takes nearly all that the law allows for it."""

    def equip(self, case: Case) -> None:
        percent = case.world.limits.value("mining.overhead_allowance", case.world.plan.since)
        highest = float(percent or 0) / 100
        case.miner.overhead = (0.85 * highest, 0.97 * highest)


class _Worn(_Monthly):
    """Old machines need more energy for a hash than their makers say, as normal scatter allows."""

    def equip(self, case: Case) -> None:
        percent = case.world.limits.value("mining.efficiency_uncertainty", case.world.plan.since)
        case.miner.efficiency = 1 + float(percent or 0) / 100 * float(case.rng.uniform(1.0, 1.67))


class _PoolChanged(_Monthly):
    """From a day on another pool pays."""

    def pay(self, case: Case) -> None:
        miner, day, old = case.miner, case.middle(), case.miner.pool
        before = [each for each in miner.payouts if each.day < day]
        others = [each for each in case.network.pools if each.scheme == "fpps" and each != old]
        miner.payouts, miner.pool = [], others[0]
        earn(miner, case.network, case.world)
        miner.payouts = [*before, *(each for each in miner.payouts if each.day >= day)]


class _HeldBack(_Monthly):
    """The pool pays when enough has come together; the return says what was earned."""

    def after(self, case: Case) -> None:
        payouts, waiting = [], None
        for each in case.miner.payouts:
            waiting = each if waiting is None else _together(waiting, each)
            if each.day % 5 == 4:
                payouts.append(waiting)
                waiting = None
        case.miner.payouts = payouts


def _together(waiting: Payout, last: Payout) -> Payout:
    gross, fee = waiting.gross + last.gross, waiting.fee + last.fee
    return replace(last, gross=gross, fee=fee, work_th=waiting.work_th + last.work_th)


def _eight(value: Decimal) -> Decimal:
    assert Decimal(1) / _EIGHT_PLACES == COIN
    return value.quantize(_EIGHT_PLACES)


_WITHHELD, _EVERY, _SECOND = "coins_withheld", "coins_withheld_a_little_every_month", "coins_of_second_pool_left_out"
CONDUCTS: Mapping[Key, Conduct] = {
    (_WITHHELD, ""): _Withheld(),
    (_WITHHELD, "bad_luck"): _Plain("unlucky"),
    (_WITHHELD, "machines_idle"): _Idle(),
    (_WITHHELD, "hot_month"): _Hot(),
    (_WITHHELD, "difficulty_jumps_in_mid_month"): _Plain("sure"),
    (_EVERY, ""): _Withheld(),
    (_EVERY, "worn_machines"): _Worn(),
    (_SECOND, ""): _SecondPool(),
    (_SECOND, "pool_changed_in_mid_month"): _PoolChanged(),
    (_SECOND, "payout_after_month_end"): _HeldBack(),
}
