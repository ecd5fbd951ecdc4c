"""What households and firms do behind their meters: mining at home, and loads that only look like it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from rugsat.simulation.answers import Planted
from rugsat.simulation.energy.conduct.case import Key, Role, month_end
from rugsat.simulation.energy.grid import Grid, Particular, energy_of, technical_loss
from rugsat.simulation.energy.homes import QUARTERS, TARIFFS, energy_of_day, homes_caps
from rugsat.simulation.energy.machines import Whole
from rugsat.simulation.energy.metering import hourly_sums
from rugsat.simulation.energy.miner_returns import days_of
from rugsat.simulation.energy.recruit import meter_serial
from rugsat.simulation.world import World

Floats = npt.NDArray[np.float64]
_CAP = "household.consumption_cap"


@dataclass(slots=True)
class HomeCase:
    """A role of the catalogue, the connection that plays it, and its load without it."""

    world: World
    role: Role
    grid: Grid
    index: int
    rng: np.random.Generator
    home: Particular

    @property
    def month(self) -> date:
        """The month in which it happens: a whole one, where there is one."""
        months = self.world.plan.months or (self.world.plan.since.replace(day=1),)
        return months[self.role.number % len(months)]

    @property
    def days(self) -> slice:
        """The days of that month."""
        return days_of(self.world, self.month)

    @property
    def subject(self) -> str:
        """Whom the answer is about."""
        return f"connection:{self.grid.connection(self.index)}"

    @property
    def caps(self) -> tuple[int, int]:
        """The lowest and the highest cap of the zone in that month, in watt-hours."""
        known = homes_caps(self.world, self.grid.homes.zone, self.world.plan.on[self.days])
        return (min(known), max(known)) if known else (2_000_000, 2_000_000)

    def tell(self, subject: str = "") -> None:
        """Write the answer for the month, or for the days that there are."""
        last = min(month_end(self.month), self.world.plan.on[-1])
        first = max(self.month, self.world.plan.since)
        if self.world.plan.months:
            first, last = self.month, month_end(self.month)
        what = self.role.look_alike.replace("_", " ") or self.role.offence.title
        planted = Planted(subject or self.subject, first, last, f"{self.grid.homes.zone}: {what}")
        if self.role.difficulty is not None:
            self.world.answers.offence(self.role.offence, self.role.difficulty, self.role.size, planted)
        else:
            self.world.answers.look_alike(self.role.offence, self.role.look_alike, planted)

    def fill(self, shape: npt.NDArray[np.floating], target: int) -> None:
        """Add a load of a shape in the month, so that its energy comes to the target to the last watt-hour."""
        load = self.home.energy[self.days]
        missing = target - int(load.sum())
        if missing < 0:
            load[:] = load * target // max(1, int(load.sum()))
            missing = target - int(load.sum())
        weights = shape * self.rng.uniform(0.99, 1.01, shape.shape)
        added = np.floor(weights / weights.sum() * missing).astype(np.int64)
        place = np.unravel_index(int(np.argmax(added)), added.shape)
        added[place] += missing - int(added.sum())
        load += added
        self.home.connected_w = int(load.max()) * 5


@dataclass(frozen=True, slots=True)
class HomeConduct:
    """What a home does, on which tariff, and whether it shows in whole months only."""

    act: Callable[[HomeCase], None]
    tariff: str = "household"
    whole_month: bool = True
    zone_of_higher_cap: bool = False
    zone_of_changed_cap: bool = False


def base_load(grid: Grid, index: int, world: World) -> Whole:
    """What the connection draws without its role."""
    chosen = np.array([index], dtype=np.int32)
    days = [energy_of_day(grid.homes, chosen, world, day, f"one {index}")[0] for day in world.plan.on]
    return np.stack(days).astype(np.int64)


def _shape(case: HomeCase, hours: str) -> Floats:
    """The hours in which something runs, over the days of the month."""
    count = case.days.stop - case.days.start
    hour = np.arange(QUARTERS) / 4
    runs = {
        "always": np.ones(QUARTERS),
        "night": ((hour >= 23) | (hour < 6)).astype(float),
        "daylight": ((hour >= 6) & (hour < 20)).astype(float),
        "not in the peak": ((hour < 17) | (hour >= 22)).astype(float),
    }[hours]
    return np.repeat(runs[None], count, axis=0) + 1e-9


def _above(hours: str) -> Callable[[HomeCase], None]:
    def act(case: HomeCase) -> None:
        shape = _shape(case, hours)
        if hours != "always" and case.role.number % 2:
            shape[: len(shape) // 2] = 1e-9
        case.fill(shape, int(case.caps[1] * (1 + case.role.size)) + 1)
        case.tell()

    return act


def _below(hours: str, low: float, high: float) -> Callable[[HomeCase], None]:
    def act(case: HomeCase) -> None:
        case.fill(_shape(case, hours), int(case.caps[0] * case.rng.uniform(low, high)))
        case.tell()

    return act


def _large_family(case: HomeCase) -> None:
    case.fill(case.home.energy[case.days] + 50.0, int(case.caps[0] * case.rng.uniform(0.9, 0.995)))
    case.tell()


def _between_caps(case: HomeCase) -> None:
    others = [min(known) for zone in case.world.zones if (known := homes_caps(case.world, zone, case.world.plan.on))]
    case.fill(_shape(case, "always"), int(case.rng.uniform(min(others) * 1.02, case.caps[0] * 0.99)))
    case.tell()


def _between_months(case: HomeCase) -> None:
    """Above the old cap only at the end of the month, and below what each day's cap adds up to."""
    known = homes_caps(case.world, case.grid.homes.zone, case.world.plan.on[case.days])
    in_proportion = sum(known) // len(known)
    case.fill(_shape(case, "always"), int(case.caps[0] + (in_proportion - case.caps[0]) * case.rng.uniform(0.2, 0.9)))
    case.tell()


def _swapped(case: HomeCase) -> None:
    case.fill(_shape(case, "always"), int(case.caps[0] * case.rng.uniform(0.75, 0.98)))
    day = (case.days.start + case.days.stop) // 2
    case.home.meters.append((day, 4 * int(case.rng.integers(7, 18)), meter_serial(case.rng)))
    case.tell()


def _corrected(case: HomeCase) -> None:
    case.fill(_shape(case, "always"), int(case.caps[0] * case.rng.uniform(0.8, 0.95)))
    week = slice(case.days.start + 3, min(case.days.start + 10, case.days.stop))
    case.home.filed = case.home.energy.copy()
    case.home.filed[week] = case.home.energy[week] * 9 // 4
    case.home.estimated = np.zeros(case.home.energy.shape, bool)
    case.home.estimated[week] = True
    case.tell()


def _under_cap(hours: str) -> Callable[[HomeCase], None]:
    def act(case: HomeCase) -> None:
        base = int(case.home.energy[case.days].sum())
        most = int(0.95 * case.caps[0] / (1 + case.role.size))
        if base > most:
            case.home.energy[case.days] = case.home.energy[case.days] * most // base
            base = int(case.home.energy[case.days].sum())
        case.fill(_shape(case, hours), int(base * (1 + case.role.size)))
        case.tell()

    return act


def _commercial(case: HomeCase) -> None:
    case.fill(_shape(case, "daylight"), int(case.caps[1] * case.rng.uniform(1.3, 2.5)))
    case.tell()


def _after_hours(case: HomeCase) -> None:
    load, hour = case.home.energy, np.arange(QUARTERS) / 4
    closed = (hour < 7) | (hour >= 21)
    share = case.role.size if case.role.difficulty is not None else 0.8
    opened = load[:, ~closed].mean()
    load[:, closed] = np.rint(opened * share * case.rng.uniform(0.98, 1.02, (len(load), int(closed.sum())))).astype(
        np.int64
    )
    case.tell()


def _only_tell(case: HomeCase) -> None:
    case.tell()


def _tapped(case: HomeCase) -> None:
    transformer = int(case.grid.homes.transformer[case.index])
    mean = _delivered(case, transformer).mean()
    hours = case.rng.uniform(0.98, 1.02, (case.world.plan.days, 24))
    case.grid.tapped[transformer] = np.rint(mean * case.role.size * hours).astype(np.int64)
    case.tell(f"transformer:{case.grid.transformer(transformer)}")


def _wrong_list(case: HomeCase) -> None:
    transformer = int(case.grid.homes.transformer[case.index])
    last = int(case.grid.homes.transformer[next(iter(case.grid.blocks)).stop - 1])
    case.home.transformer = case.grid.transformer(transformer + 1 if transformer < last else max(0, transformer - 1))
    case.tell(f"transformer:{case.grid.transformer(transformer)}")


def _losses_too_low(case: HomeCase) -> None:
    transformer = int(case.grid.homes.transformer[case.index])
    case.grid.loss_error[transformer] = 0.6
    case.tell(f"transformer:{case.grid.transformer(transformer)}")


def _not_read(case: HomeCase) -> None:
    weeks = slice(0, max(1, case.world.plan.days // 2))
    case.home.filed = case.home.energy.copy()
    case.home.filed[weeks] = case.home.energy[weeks] // 3
    case.home.estimated = np.zeros(case.home.energy.shape, bool)
    case.home.estimated[weeks] = True
    case.tell(f"transformer:{case.grid.transformer(int(case.grid.homes.transformer[case.index]))}")


def _delivered(case: HomeCase, transformer: int) -> Whole:
    """What the transformer delivers on the first day, by hour."""
    block = next(iter(case.grid.blocks))
    energy = energy_of(case.grid, block, case.world, case.world.plan.since)
    here = case.grid.homes.transformer[block.start : block.stop] == transformer
    metered = hourly_sums(energy[here].sum(axis=0, dtype=np.int64))
    return np.asarray(metered + technical_loss(metered))


_ABOVE, _ON_OFF, _WORKSHOP, _UNDER = (
    "home_mining_above_cap", "home_mining_on_and_off", "workshop_on_household_tariff", "home_mining_under_cap",
)  # fmt: skip
_SHOP, _BYPASS = "shop_or_school_mines", "meter_bypassed"
_HOUSEHOLD, _SUBSIDISED = "site_billed_as_household", "site_billed_as_subsidised"
CONDUCTS: Mapping[Key, HomeConduct] = {
    (_ABOVE, ""): HomeConduct(_above("always")),
    (_ABOVE, "heat_storage"): HomeConduct(_below("night", 0.8, 0.99)),
    (_ABOVE, "greenhouse"): HomeConduct(_below("daylight", 0.8, 0.99)),
    (_ABOVE, "server_room"): HomeConduct(_below("always", 0.7, 0.98)),
    (_ABOVE, "large_family"): HomeConduct(_large_family),
    (_ABOVE, "zone_with_higher_cap"): HomeConduct(_between_caps, zone_of_higher_cap=True),
    (_ON_OFF, ""): HomeConduct(_above("not in the peak")),
    (_ON_OFF, "meter_swapped"): HomeConduct(_swapped),
    (_ON_OFF, "estimates_corrected"): HomeConduct(_corrected),
    (_WORKSHOP, ""): HomeConduct(_above("always")),
    (_WORKSHOP, "cap_raised_in_mid_month"): HomeConduct(_between_months, zone_of_changed_cap=True),
    (_WORKSHOP, "moved_to_commercial_tariff"): HomeConduct(_commercial, tariff="commercial"),
    (_UNDER, ""): HomeConduct(_under_cap("not in the peak"), whole_month=False),
    (_UNDER, "heat_storage"): HomeConduct(_below("night", 0.5, 0.9), whole_month=False),
    (_UNDER, "greenhouse"): HomeConduct(_below("daylight", 0.5, 0.9), whole_month=False),
    (_UNDER, "server_room"): HomeConduct(_below("always", 0.5, 0.9), whole_month=False),
    (_UNDER, "large_family"): HomeConduct(_large_family),
    (_SHOP, ""): HomeConduct(_after_hours, tariff="commercial", whole_month=False),
    (_SHOP, "cold_room"): HomeConduct(_after_hours, tariff="commercial", whole_month=False),
    (_SHOP, "frost_protection"): HomeConduct(_after_hours, tariff="subsidised", whole_month=False),
    (_BYPASS, ""): HomeConduct(_tapped, whole_month=False),
    (_BYPASS, "meter_on_wrong_transformer"): HomeConduct(_wrong_list, whole_month=False),
    (_BYPASS, "losses_in_hot_month"): HomeConduct(_losses_too_low, whole_month=False),
    (_BYPASS, "meters_not_read"): HomeConduct(_not_read, whole_month=False),
    (_HOUSEHOLD, "home_of_the_miner"): HomeConduct(_only_tell, whole_month=False),
    (_HOUSEHOLD, "guard_house"): HomeConduct(_only_tell, whole_month=False),
    (_SUBSIDISED, "waste_heat_to_farm"): HomeConduct(_only_tell, tariff="subsidised", whole_month=False),
}


def tariff_number(name: str) -> int:
    """The number of a tariff among those of homes."""
    return TARIFFS.index(name)
