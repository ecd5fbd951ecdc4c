"""Authorised sites on tariffs that are not for them, and connections that only look like it."""

from collections.abc import Mapping

import numpy as np

from rugsat.simulation.energy.conduct.case import Case, Conduct, Key
from rugsat.simulation.energy.homes import QUARTERS
from rugsat.simulation.energy.mines import Spell
from rugsat.simulation.energy.recruit import Traits

_ALL_BUT_NOTHING = 0.999


class _Household(Conduct):
    """A connection of the site has kept the household's contract."""

    traits = Traits(connections=2, large=False)

    def equip(self, case: Case) -> None:
        connection = case.miner.connections[1]
        connection.share, connection.tariffs = min(case.size, _ALL_BUT_NOTHING), [(0, "household")]

    def answer(self, case: Case) -> None:
        subject = f"connection:{case.miner.connections[1].name}"
        case.tell(subject, case.day(0), case.day(case.days - 1))
        case.consequence_months("household_consumption_above_cap", subject)


class _Subsidised(Conduct):
    """The site draws on a subsidised tariff until the provider puts it right, or since it was put wrong."""

    traits = Traits(sites=1, large=False)

    def equip(self, case: Case) -> None:
        days = min(case.days, max(1, round(case.size)))
        first = case.rng.random() < 1 / 2
        turn = days if first else case.days - days
        wrong, right = "subsidised", "mining"
        tariffs = [(0, wrong if first else right), (turn, right if first else wrong)]
        case.miner.connections[0].tariffs = [each for each in tariffs[1:] if each[0] == 0] or [
            each for each in tariffs if each[0] < case.days
        ]
        case.on = list(range(days)) if first else list(range(turn, case.days))

    def answer(self, case: Case) -> None:
        subject = f"connection:{case.miner.connections[0].name}"
        case.tell(subject, case.day(min(case.on)), case.day(max(case.on)))


class _ChangedInTime(Conduct):
    """The connection is put on the mining tariff on the day on which the authorisation takes effect."""

    traits = Traits(sites=1, large=False, fails=False)
    least_days = 2

    def __init__(self, before: str) -> None:
        self._before = before

    def equip(self, case: Case) -> None:
        day, miner, connection = case.middle(), case.miner, case.miner.connections[0]
        miner.sites_since = case.day(day)
        miner.machines.first[:] = day
        connection.owned_from = day
        connection.tariffs = [(0, self._before), (day, "mining")]
        connection.registered = [Spell(connection.registered[0].value, since=miner.sites_since)]

    def operate(self, case: Case) -> None:
        day = case.miner.connections[0].owned_from
        case.miner.site_load[0][:day] = case.rng.integers(40, 260, (day, QUARTERS))

    def connect(self, case: Case) -> None:
        case.miner.connections[0].load = np.asarray(case.miner.site_load[0])

    def answer(self, case: Case) -> None:
        case.tell(f"connection:{case.miner.connections[0].name}", case.day(0), case.day(case.days - 1))


CONDUCTS: Mapping[Key, Conduct] = {
    ("site_billed_as_household", ""): _Household(),
    ("site_billed_as_household", "tariff_changed_before_start"): _ChangedInTime("household"),
    ("site_billed_as_subsidised", ""): _Subsidised(),
    ("site_billed_as_subsidised", "tariff_changed_in_mid_month"): _ChangedInTime("subsidised"),
}
