"""Declared energy that is not what the meter counted, and returns that only look like it."""

from collections.abc import Mapping

import numpy as np

from rugsat.simulation.energy.conduct.capacity import MeterSwapped
from rugsat.simulation.energy.conduct.case import Case, Conduct, Key
from rugsat.simulation.energy.conduct.coins import declare_less
from rugsat.simulation.energy.homes import QUARTERS
from rugsat.simulation.energy.mines import Spell
from rugsat.simulation.energy.recruit import Traits

_MEGAWATT_HOUR = 1_000_000
_MILLION = 1_000_000
_COINS = "declared_coins_below_metered_energy"
_MERGED_ASSET = "NMC0S1M0"
"""A made-up asset that is mined along with Bitcoin, without its check character."""


def share_of(case: Case) -> float:
    """The size as a share of the energy; subtle ones are stated in widths of the law's tolerance."""
    percent = case.world.limits.value("mining.energy_declaration_tolerance", case.world.plan.since)
    return case.size * float(percent or 0) / 100 if case.role.stated_in("widths") else case.size


class _Below(Conduct):
    """Less energy is declared, and coins to match."""

    whole_month = True
    traits = Traits(scheme="sure")

    def declare(self, case: Case, rows: list[dict[str, object]]) -> None:
        kept = _MILLION - round(share_of(case) * _MILLION)
        for row in rows:
            energy = row["energy_wh"]
            assert isinstance(energy, int)
            row["energy_wh"] = energy * kept // _MILLION
            declare_less(row, share_of(case))

    def answer(self, case: Case) -> None:
        super().answer(case)
        case.consequence_months(_COINS, f"authorisation:{case.miner.authorisation}")


class _Above(Conduct):
    """A part of the load runs past the meter; the energy of all machines is declared."""

    whole_month = True

    def operate(self, case: Case) -> None:
        case.noted["true"] = case.miner.load.sum(axis=1)
        less = 1 / (1 + share_of(case))
        case.miner.site_load = [np.rint(load * less).astype(np.int64) for load in case.miner.site_load]

    def declare(self, case: Case, rows: list[dict[str, object]]) -> None:
        true = case.noted["true"]
        assert isinstance(true, np.ndarray)
        for row, month in zip(rows, case.world.plan.months, strict=True):
            of_month = [day.month == month.month and day.year == month.year for day in case.world.plan.on]
            row["energy_wh"] = int(true[of_month].sum())


class _SiteLeftOut(Conduct):
    """The energy of the second connection is left out."""

    whole_month = True
    traits = Traits(connections=2)

    def equip(self, case: Case) -> None:
        case.miner.connections[1].share = case.size

    def declare(self, case: Case, rows: list[dict[str, object]]) -> None:
        second = case.miner.connections[1].load.sum(axis=1)
        for row, month in zip(rows, case.world.plan.months, strict=True):
            of_month = [day.month == month.month and day.year == month.year for day in case.world.plan.on]
            energy = row["energy_wh"]
            assert isinstance(energy, int)
            row["energy_wh"] = energy - int(second[of_month].sum())


class _SiteJoined(Conduct):
    """A second connection becomes the miner's in mid-month; before, a builder drew from it."""

    whole_month = True
    least_days = 4
    traits = Traits(connections=2, sites=1, fails=False)

    def equip(self, case: Case) -> None:
        day, connection = case.middle(), case.miner.connections[1]
        provider = connection.registered[0].value
        connection.share, connection.owned_from = 0.3, day
        connection.registered = [Spell(provider, since=case.day(day))]
        connection.tariffs = [(0, "commercial"), (day, "mining")]

    def operate(self, case: Case) -> None:
        day, load = case.miner.connections[1].owned_from, case.miner.site_load[0]
        load[:day] = np.rint(load[:day] * 0.7).astype(np.int64)
        case.miner.work[:day] = np.rint(case.miner.work[:day] * 0.7).astype(np.int64)

    def connect(self, case: Case) -> None:
        first, second = case.miner.connections[:2]
        day = second.owned_from
        first.load[:day] = case.miner.site_load[0][:day]
        second.load[:day] = case.rng.integers(200, 3_000, (day, QUARTERS))


class _EdgeOfMonth(Conduct):
    """The site stands still in the first hours of each local month; universal time counts them to the month before."""

    whole_month = True
    traits = Traits(sites=1)

    def operate(self, case: Case) -> None:
        load = case.miner.site_load[0]
        for number, day in enumerate(case.world.plan.on):
            if day.day == 1:
                whole = max(1, int(load[number].sum()))
                load[number, :20] = 0
                case.miner.work[number] = int(case.miner.work[number] * (int(load[number].sum()) / whole))


class _Rounded(Conduct):
    """Energy is declared in whole megawatt-hours."""

    whole_month = True
    traits = Traits(large=True)

    def declare(self, case: Case, rows: list[dict[str, object]]) -> None:
        del case
        for row in rows:
            energy = row["energy_wh"]
            assert isinstance(energy, int)
            row["energy_wh"] = (energy + _MEGAWATT_HOUR // 2) // _MEGAWATT_HOUR * _MEGAWATT_HOUR


class _EstimatesCorrected(Conduct):
    """Some days are estimated too low at first, and read later."""

    whole_month = True
    traits = Traits(sites=1)

    def connect(self, case: Case) -> None:
        connection = case.miner.connections[0]
        days = slice(case.days // 3, case.days // 3 + 4)
        connection.filed = connection.load.copy()
        connection.filed[days] = np.rint(connection.load[days] * 0.75).astype(np.int64)
        connection.estimated = np.zeros((case.days, QUARTERS), bool)
        connection.estimated[days] = True


class _MergedMining(Conduct):
    """A second asset is mined with the same work; the energy stands with the first."""

    whole_month = True

    def declare(self, case: Case, rows: list[dict[str, object]]) -> None:
        del case
        for row in list(rows):
            coins = {"coins": "12.5", "pool_fees": "0.25", "coins_received": "12.25", "coins_sold": "0"}
            rows.append({**row, "asset": MERGED, "energy_wh": 0, "coins_sold_at_home": "0", **coins})


def _with_check_character(first_eight: str) -> str:
    """ISO 7064, hybrid system MOD 31,30, over the letters of ISO 24165."""
    letters = "0123456789BCDFGHJKLMNPQRSTVWXZ"
    product = len(letters)
    for letter in first_eight:
        total = (product + letters.index(letter)) % len(letters) or len(letters)
        product = 2 * total % (len(letters) + 1)
    return first_eight + letters[(len(letters) + 1 - product) % len(letters)]


MERGED = _with_check_character(_MERGED_ASSET)

_BELOW, _LEFT_OUT, _ABOVE = "energy_declared_below_meter", "energy_of_a_site_left_out", "energy_declared_above_meter"
CONDUCTS: Mapping[Key, Conduct] = {
    (_BELOW, ""): _Below(),
    (_BELOW, "rounded_to_megawatt_hours"): _Rounded(),
    (_BELOW, "meter_swapped"): MeterSwapped(whole_month=True),
    (_BELOW, "estimates_corrected"): _EstimatesCorrected(),
    (_BELOW, "merged_mining"): _MergedMining(),
    (_LEFT_OUT, ""): _SiteLeftOut(),
    (_LEFT_OUT, "site_joined_in_mid_month"): _SiteJoined(),
    (_ABOVE, ""): _Above(),
    (_ABOVE, "month_in_local_time"): _EdgeOfMonth(),
}
