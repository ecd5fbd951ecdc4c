"""One serial at two sites, and machines that only look like it."""

from collections.abc import Mapping

import numpy as np
import polars as pl

from rugsat.simulation.energy.conduct.case import Case, Conduct, Key
from rugsat.simulation.energy.conduct.hardware import Moved
from rugsat.simulation.energy.machines import NEVER, models
from rugsat.simulation.energy.miner_returns import hardware_lines, month_ends
from rugsat.simulation.energy.mines import Miner
from rugsat.simulation.energy.recruit import Traits

_DECLARED = "hardware_not_declared"


def _device(serial: object) -> str:
    return f"device:{serial}"


class _Cloned(Conduct):
    """Serials of the first site are reported running at the second too, which a sister firm runs."""

    pair = True
    traits = Traits(sites=1, large=True, fails=False)

    def equip(self, case: Case) -> None:
        smaller = min(len(case.miner.machines), len(case.partner.machines))
        count = 1 if case.role.stated_in("machines") else max(1, round(case.size * smaller))
        case.noted["serials"] = case.miner.machines.serial[:count].tolist()
        case.on = month_ends(case.world)

    def list_machines(self, case: Case, miner: Miner, lines: pl.DataFrame) -> pl.DataFrame:
        serials = case.noted["serials"]
        if miner is case.miner or not isinstance(serials, list):
            return lines
        clones = case.miner.machines.copies(np.arange(len(serials)))
        clones.site[:] = 0
        return pl.concat([lines, *(hardware_lines(miner, case.world, day, clones) for day in case.on)])

    def answer(self, case: Case) -> None:
        serials = case.noted["serials"]
        assert isinstance(serials, list)
        first, last = case.day(min(case.on)), case.day(max(case.on))
        case.tell(_device(serials[0]), first, last)
        for serial in serials[1:]:
            case.consequence("duplicate_serial_across_sites", _device(serial), first, last)
        case.consequence_months(_DECLARED, f"authorisation:{case.partner.authorisation}")


class _Shared(Conduct):
    """Two miners report the same machine as running on the same days; the register holds it for one."""

    pair = True
    traits = Traits(fails=False)

    def equip(self, case: Case) -> None:
        count = min(case.days, max(1, round(case.size)))
        case.on = list(range(case.days - count, case.days))
        case.noted["serial"] = str(case.miner.machines.serial[0])

    def list_machines(self, case: Case, miner: Miner, lines: pl.DataFrame) -> pl.DataFrame:
        borrowed = case.miner.machines.copies(np.array([0]))
        borrowed.site[:] = case.miner.machines.site[0] if miner is case.miner else 0
        written = pl.concat([hardware_lines(miner, case.world, day, borrowed) for day in case.on])
        return pl.concat([written, lines]).unique(["serial", "reported"], keep="first", maintain_order=True)

    def answer(self, case: Case) -> None:
        case.tell(_device(case.noted["serial"]), case.day(min(case.on)), case.day(max(case.on)))
        case.consequence_months(_DECLARED, f"authorisation:{case.partner.authorisation}")


class _Innocent(Conduct):
    """What all look-alikes of one serial have in common: an answer about the serial."""

    traits = Traits(fails=False)

    def answer(self, case: Case) -> None:
        case.tell(_device(case.noted["serial"]), case.day(0), case.day(case.days - 1))


class _Sold(_Innocent):
    """A machine is sold: gone at the seller's the day before it first runs at the buyer's."""

    pair = True
    least_days = 4

    def equip(self, case: Case) -> None:
        sold, day = case.miner.machines.copies(np.array([0])), case.middle()
        case.noted["serial"] = str(sold.serial[0])
        case.miner.machines.last[0] = day
        sold.site[:], sold.first[:], sold.last[:] = 0, min(day + 1, case.days - 1), NEVER
        case.partner.machines.add(sold)


class _Spare(_Innocent):
    """A machine runs at its new owner's, and is still listed as stored at the old one's."""

    pair = True

    def equip(self, case: Case) -> None:
        case.noted["serial"] = str(case.miner.machines.serial[0])

    def list_machines(self, case: Case, miner: Miner, lines: pl.DataFrame) -> pl.DataFrame:
        if miner is case.miner:
            return lines
        spare = case.miner.machines.copies(np.array([0]))
        spare.site[:] = 0
        written = pl.concat([hardware_lines(miner, case.world, day, spare) for day in month_ends(case.world)])
        return pl.concat([lines, written.with_columns(status=pl.lit("stored"))])


class _Batch(_Innocent):
    """Machines of one delivery stand at two sites; their serials differ in the last character."""

    traits = Traits(sites=2, large=True, fails=False)

    def equip(self, case: Case) -> None:
        machines = case.miner.machines
        one, other = (int(np.flatnonzero(machines.site == site)[0]) for site in (0, 1))
        stem = str(machines.serial[one])[:-1]
        machines.serial[one], machines.serial[other] = f"{stem}7", f"{stem}8"
        case.noted["serial"] = f"{stem}7"


class _TwoMakers(_Innocent):
    """Two makers happened to use the same short serial; the register can hold it once only."""

    pair = True

    def equip(self, case: Case) -> None:
        serial = f"A{case.rng.integers(100_000, 999_999)}"
        case.noted["serial"] = serial
        makers = [model.maker for model in models()]
        for miner, model in ((case.miner, makers.index("Bitmain")), (case.partner, makers.index("MicroBT"))):
            miner.machines.serial[0], miner.machines.model[0] = serial, model
        case.partner.machines.declared[0] = False

    def answer(self, case: Case) -> None:
        super().answer(case)
        case.consequence_months(_DECLARED, f"authorisation:{case.partner.authorisation}")


_CLONED, _SHARED = "serial_cloned_to_second_site", "serial_shared_by_two_miners"
CONDUCTS: Mapping[Key, Conduct] = {
    (_CLONED, ""): _Cloned(),
    (_CLONED, "machine_moved_with_amendment"): Moved(of_serial=True),
    (_CLONED, "stored_spare"): _Spare(),
    (_CLONED, "serials_of_one_batch"): _Batch(),
    (_SHARED, ""): _Shared(),
    (_SHARED, "machine_sold"): _Sold(),
    (_SHARED, "same_number_from_two_makers"): _TwoMakers(),
}
