"""Power above the licence, and loads that only look like it."""

from collections.abc import Mapping

import numpy as np

from rugsat.simulation.energy.conduct.case import Case, Conduct, Key
from rugsat.simulation.energy.homes import QUARTERS
from rugsat.simulation.energy.machines import NEVER, Machines, new_machines
from rugsat.simulation.energy.miner_returns import license_for
from rugsat.simulation.energy.mines import Licence
from rugsat.simulation.energy.recruit import Traits, meter_serial

_QUARTERS_AN_HOUR = 4
_SPARE = 0.15
"""So much more is switched on than stands above the limit, that the days before are lawful."""


def tolerance(case: Case) -> float:
    """One and the tolerance of the law for the miner's class."""
    percent = case.world.limits.value("mining.capacity_tolerance", case.world.plan.since, cls=case.miner.cls)
    return 1 + float(percent or 0) / 100


def limit_wh(case: Case) -> int:
    """Watt-hours of a quarter of an hour that are just lawful."""
    licensed = case.miner.licences[0].watts
    return int(licensed * round(tolerance(case) * 1000) // 1000 // _QUARTERS_AN_HOUR)


def more_machines(case: Case, share: float, first: int, last: int = NEVER) -> Machines:
    """Further machines like those there, at all sites, from a day on."""
    machines = case.miner.machines
    count = max(1, int(np.ceil(len(machines) * share)))
    like = case.rng.choice(len(machines), count)
    new = new_machines(case.rng, machines.model[like], machines.site[like], first=first)
    new.last[:] = last
    return new


class _AboveLicence(Conduct):
    """Machines are added for some days; the licence stays what it was."""

    def __init__(self, sites: int) -> None:
        self.traits = Traits(sites=sites, large=True)

    def equip(self, case: Case) -> None:
        first = int(case.rng.integers(0, max(1, case.days // 2)))
        last = min(case.days, first + int(case.rng.integers(3, 16)))
        case.noted["window"] = (first, last)
        ends = NEVER if last == case.days else last
        case.miner.machines.add(more_machines(case, case.size + _SPARE, first, ends))
        for connection in case.miner.connections:
            connection.hourly = False

    def operate(self, case: Case) -> None:
        window = case.noted["window"]
        assert isinstance(window, tuple)
        load = case.miner.load
        peak = int(load[slice(*window)].max()) * _QUARTERS_AN_HOUR
        case.miner.licences = [Licence(int(peak / tolerance(case) / (1 + case.size)))]
        case.on = np.flatnonzero((load > limit_wh(case)).any(axis=1)).tolist()


class _AtNight(Conduct):
    """Machines that nobody knows of run in some night hours."""

    traits = Traits(sites=1, large=False)

    def operate(self, case: Case) -> None:
        license_for(case.miner, case.world)
        count = int(case.rng.integers(2, 21))
        days = np.sort(case.rng.choice(case.days, min(case.days, max(1, count // 4)), replace=False))
        excess = case.size * case.rng.uniform(0.6, 1.0, (len(days), _QUARTERS_AN_HOUR))
        excess[0, 0] = case.size
        began = int(case.rng.integers(0, 16))
        loads = np.ceil(limit_wh(case) * (1 + excess)).astype(np.int64) + 1
        case.miner.site_load[0][days, began : began + _QUARTERS_AN_HOUR] = loads
        case.on = days.tolist()


class _JustUnder(Conduct):
    """Some intervals reach what is just lawful."""

    traits = Traits(sites=1)

    def __init__(self, *, at_night: bool) -> None:
        self._at_night = at_night

    def operate(self, case: Case) -> None:
        license_for(case.miner, case.world)
        load, days = case.miner.site_load[0], case.days
        if self._at_night:
            coldest = np.argsort(case.miner.temperature.min(axis=1), kind="stable")[: max(1, days // 10)]
            load[coldest, 8:16] = case.miner.licences[0].watts // _QUARTERS_AN_HOUR
            load[coldest[0], 16] = limit_wh(case)
        else:
            chosen = case.rng.choice(days, min(days, 8), replace=False)
            for quarter in (24, 72):
                load[chosen, quarter] = limit_wh(case) - case.rng.integers(0, 5, len(chosen))


class _Raised(Conduct):
    """The licence is raised on a day, and more machines run from that day on."""

    traits = Traits(sites=1, large=True, fails=False)
    least_days = 4

    def equip(self, case: Case) -> None:
        case.noted["day"] = day = case.middle()
        case.miner.machines.add(more_machines(case, 0.3, day))

    def operate(self, case: Case) -> None:
        day = case.noted["day"]
        assert isinstance(day, int)
        load = case.miner.load
        before, after = (int(part.max()) * _QUARTERS_AN_HOUR * 102 // 100 for part in (load[:day], load[day:]))
        case.miner.licences = [Licence(before, until=case.day(day)), Licence(after, since=case.day(day))]


class _CaughtUp(Conduct):
    """The first reading after some hours without connection carries the energy of all of them, as an estimate."""

    traits = Traits(sites=1, fails=False)

    def connect(self, case: Case) -> None:
        connection = case.miner.connections[0]
        connection.hourly = False
        day, quarter, length = int(case.rng.integers(case.days)), int(case.rng.integers(20, 80)), 5
        connection.missing = np.zeros((case.days, QUARTERS), bool)
        connection.estimated = np.zeros((case.days, QUARTERS), bool)
        connection.missing[day, quarter : quarter + length] = True
        connection.estimated[day, quarter + length] = True
        lost = connection.load[day, quarter : quarter + length].sum()
        connection.load[day, quarter : quarter + length] = 0
        connection.load[day, quarter + length] += lost


class MeterSwapped(Conduct):
    """The meter is replaced; the connection stays."""

    traits = Traits(sites=1)

    def __init__(self, *, whole_month: bool = False) -> None:
        self.whole_month = whole_month

    def connect(self, case: Case) -> None:
        """Hang another meter on the connection at some hour."""
        when = int(case.rng.integers(case.days)), 4 * int(case.rng.integers(7, 18))
        case.miner.connections[0].meters.append((*when, meter_serial(case.rng)))


class _InTurn(Conduct):
    """Two sites are curtailed in turn, so that their peaks never come together."""

    traits = Traits(sites=2, large=True, fails=False)
    least_days = 2

    def equip(self, case: Case) -> None:
        machines = case.miner.machines
        machines.site[:] = np.arange(len(machines)) % 2

    def operate(self, case: Case) -> None:
        miner, before = case.miner, case.miner.load.sum(axis=1)
        for site in (0, 1):
            load = miner.site_load[site]
            load[site::2] = np.rint(load[site::2] * 0.4).astype(np.int64)
        miner.work = np.rint(miner.work * (miner.load.sum(axis=1) / before)).astype(np.int64)
        miner.licences = [Licence(int(miner.load.max()) * _QUARTERS_AN_HOUR + 1_000)]


class _Neighbour(Conduct):
    """Two small miners hang on one transformer; each has its own connection and capacity."""

    traits = Traits(large=False)


CONDUCTS: Mapping[Key, Conduct] = {
    ("site_draws_above_licensed_capacity", ""): _AboveLicence(1),
    ("site_draws_above_licensed_capacity", "motor_spikes"): _JustUnder(at_night=False),
    ("site_draws_above_licensed_capacity", "capacity_raised_in_mid_month"): _Raised(),
    ("site_draws_above_licensed_capacity", "readings_caught_up_after_outage"): _CaughtUp(),
    ("site_draws_above_licensed_capacity", "meter_swapped"): MeterSwapped(),
    ("capacity_exceeded_at_night", ""): _AtNight(),
    ("capacity_exceeded_at_night", "cold_night_full_load"): _JustUnder(at_night=True),
    ("sites_together_above_licensed_capacity", ""): _AboveLicence(3),
    ("sites_together_above_licensed_capacity", "peaks_at_different_times"): _InTurn(),
    ("sites_together_above_licensed_capacity", "neighbour_behind_same_transformer"): _Neighbour(),
}
