"""Machines that were not declared, and fleets that only look like it."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import polars as pl

from rugsat.simulation.energy.conduct.capacity import more_machines
from rugsat.simulation.energy.conduct.case import Case, Conduct, Key
from rugsat.simulation.energy.machines import ALWAYS, NEVER
from rugsat.simulation.energy.mines import Miner
from rugsat.simulation.energy.operation import nominal_th_s
from rugsat.simulation.energy.recruit import Traits

_SECONDS_A_DAY = 86_400
_SCATTER_OF_WORK = 0.01
"""Standard deviation of the paid work of declared machines at full uptime: tuning and the counting of shares."""


class _Serials(Conduct):
    """Machines run and are listed that the register does not hold."""

    whole_month = True
    traits = Traits(large=True, sites=1)

    def equip(self, case: Case) -> None:
        machines = case.miner.machines
        working = np.flatnonzero((machines.down_from == NEVER) & (machines.first == ALWAYS) & (machines.last == NEVER))
        count = 1 if case.role.stated_in("machines at") else max(1, round(case.size * len(machines)))
        machines.declared[case.rng.choice(working, min(count, len(working)), replace=False)] = False


class _More(Conduct):
    """More machines run than were declared; only the monthly return gives their number."""

    whole_month = True
    traits = Traits(large=True, fails=False)

    def equip(self, case: Case) -> None:
        machines = case.miner.machines
        total = len(machines)
        count = 1 if case.role.stated_in("machines above") else total - int(total / (1 + case.size))
        hidden = case.rng.choice(total, max(1, count), replace=False)
        machines.declared[hidden] = machines.listed[hidden] = False


class _MoreWork(Conduct):
    """More work is paid than the declared machines can do."""

    whole_month = True
    traits = Traits(scheme="pool")

    def operate(self, case: Case) -> None:
        miner = case.miner
        in_deviations = case.role.stated_in("standard deviations")
        share = case.size * _SCATTER_OF_WORK if in_deviations else case.size
        possible = int(nominal_th_s(miner.machines)[miner.machines.present(0)].sum()) * _SECONDS_A_DAY * case.days
        times = possible * (1 + share) / int(miner.work.sum())
        case.noted["times"] = times
        miner.work = np.rint(miner.work * times).astype(np.int64)
        miner.site_load = [np.rint(load * times).astype(np.int64) for load in miner.site_load]

    def declare(self, case: Case, rows: list[dict[str, object]]) -> None:
        for row in rows:
            row["hash_rate_th_s"] = str(int(float(str(row["hash_rate_th_s"])) / float(str(case.noted["times"]))))


class _Tuned(Conduct):
    """Firmware and cold air lift the hash rate a little above the makers' data."""

    whole_month = True
    traits = Traits(fails=False, scheme="pool")

    def equip(self, case: Case) -> None:
        case.miner.tuning = float(case.rng.uniform(1.02, 1.04))


class _PaidNextDay(Conduct):
    """The pool pays the work of a day on the next; the country begins with the work of the day before."""

    whole_month = True
    traits = Traits(scheme="sure")

    def after(self, case: Case) -> None:
        paid = case.miner.payouts
        before = [replace(paid[0], day=0, minute=7)]
        case.miner.payouts = before + [
            replace(each, day=each.day + 1, minute=7) for each in paid if each.day + 1 < case.days
        ]


class _AllRun(Conduct):
    """No machine is broken or idle."""

    whole_month = True
    traits = Traits(fails=False)


class _Delivery(Conduct):
    """A delivery is declared on a day and runs from that day."""

    whole_month = True
    traits = Traits(large=True, fails=False)
    least_days = 2

    def equip(self, case: Case) -> None:
        case.miner.machines.add(more_machines(case, 0.25, case.middle()))


class _WrittenOtherwise(Conduct):
    """The return has serials in small letters, or with a blank behind them."""

    whole_month = True

    def list_machines(self, case: Case, miner: Miner, lines: pl.DataFrame) -> pl.DataFrame:
        del case, miner
        serial, every = pl.col("serial"), pl.int_range(pl.len())
        small = pl.when(every % 3 == 0).then(serial.str.to_lowercase()).otherwise(serial)
        return lines.with_columns(serial=small)


class _Replaced(Conduct):
    """A broken machine is replaced; the new one is declared from the day on which it first runs."""

    whole_month = True
    least_days = 6
    traits = Traits(fails=False)

    def equip(self, case: Case) -> None:
        machines, day = case.miner.machines, case.middle()
        new = more_machines(case, 0.0, day)
        new.model[:], new.site[:] = machines.model[0], machines.site[0]
        machines.down_from[0], machines.last[0] = max(0, day - 3), day
        machines.down_to[0] = day
        machines.add(new)


class Moved(Conduct):
    """Machines are moved between two sites; the amendment takes effect on that day."""

    least_days = 3
    traits = Traits(sites=2, large=True, fails=False)

    def __init__(self, *, of_serial: bool) -> None:
        self.whole_month = not of_serial
        self._of_serial = of_serial

    def equip(self, case: Case) -> None:
        """Let some machines of the first site go on at the second from a day on."""
        machines, day = case.miner.machines, case.middle()
        chosen = np.flatnonzero(machines.site == 0)[:3]
        there = machines.copies(chosen)
        there.site[:], there.first[:] = 1, day
        machines.last[chosen] = day
        machines.add(there)
        case.noted["serial"] = str(machines.serial[chosen[0]])

    def answer(self, case: Case) -> None:
        """Write the answer about the serial, or about the authorisation."""
        if self._of_serial:
            case.tell(f"device:{case.noted['serial']}", case.day(0), case.day(case.days - 1))
        else:
            super().answer(case)


_SERIAL, _NUMBER, _WORK = "undeclared_serial_reported", "more_machines_than_declared", "pool_pays_for_undeclared_work"
CONDUCTS: Mapping[Key, Conduct] = {
    (_SERIAL, ""): _Serials(),
    (_SERIAL, "serial_written_otherwise"): _WrittenOtherwise(),
    (_SERIAL, "machine_replaced_with_amendment"): _Replaced(),
    (_SERIAL, "machine_moved_with_amendment"): Moved(of_serial=False),
    (_NUMBER, ""): _More(),
    (_NUMBER, "all_declared_machines_run"): _AllRun(),
    (_NUMBER, "declared_in_mid_month"): _Delivery(),
    (_WORK, ""): _MoreWork(),
    (_WORK, "machines_tuned"): _Tuned(),
    (_WORK, "shares_paid_a_day_later"): _PaidNextDay(),
}
