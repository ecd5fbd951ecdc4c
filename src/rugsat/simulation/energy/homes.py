"""Homes and firms of a zone: what each is like, and what it draws in every quarter of an hour of a day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from rugsat.simulation.energy.load_library import RESTDAYS, WORKDAYS, Floats, library
from rugsat.simulation.energy.weather import Tenths
from rugsat.simulation.world import World

Ints = npt.NDArray[np.int32]

TARIFFS = ("household", "subsidised", "commercial", "industrial")
QUARTERS = 96
_SHARES = (0.90, 0.03, 0.055, 0.015)
_SMALLEST_TRANSFORMER, _LARGEST_TRANSFORMER = 25, 120
_MEAN_WH = {"household": 380.0, "subsidised": 1_500.0, "commercial": 1_800.0, "industrial": 6_000.0}
_SHAPES = {"subsidised": ("school", "farm"), "commercial": ("shop", "office"), "industrial": ("workshop",)}
_ROOM = 0.9
"""Homes keep this far below the cap of their zone, whatever the days bring."""
_LARGEST_DAY_FACTOR = 1.1


@dataclass(slots=True)
class Homes:
    """The connections of a zone, one element for each."""

    zone: str
    temperature: Tenths
    tariff: Ints
    first: Ints
    second: Ints
    mix: Floats
    mean_wh: Floats
    """Mean energy of an hour."""
    shift: Ints
    """Quarters of an hour by which the home's day is late."""
    heat: Floats
    cool: Floats
    transformer: Ints

    def __len__(self) -> int:
        return len(self.tariff)


def homes_of(world: World, zone: str, count: int, temperature: Tenths) -> Homes:
    """Draw the homes and firms of a zone; an honest home keeps below the lowest cap of its zone."""
    rng = world.stream("homes", zone)
    tariff = rng.choice(len(TARIFFS), count, p=_SHARES).astype(np.int32)
    first, second = (rng.integers(0, library().homes, count).astype(np.int32) for _ in range(2))
    for name, shapes in _SHAPES.items():
        of_tariff = tariff == TARIFFS.index(name)
        members = [library().member(shape) for shape in shapes]
        first[of_tariff] = rng.choice(members, count)[of_tariff]
        second[of_tariff] = first[of_tariff]
    means = np.array([_MEAN_WH[name] for name in TARIFFS])[tariff]
    homes = Homes(
        zone=zone,
        temperature=temperature,
        tariff=tariff,
        first=first,
        second=second,
        mix=rng.uniform(0.2, 0.8, count).astype(np.float32),
        mean_wh=(means * np.exp(rng.normal(0, 0.5, count))).astype(np.float32),
        shift=rng.integers(-5, 6, count).astype(np.int32),
        heat=(rng.uniform(0.2, 0.9, count) * (rng.random(count) < 0.35)).astype(np.float32),
        cool=(rng.uniform(0.2, 0.9, count) * (rng.random(count) < 0.6)).astype(np.float32),
        transformer=_transformers(rng, count),
    )
    _keep_below_cap(homes, world)
    return homes


def homes_caps(world: World, zone: str, days: Sequence[date]) -> list[int]:
    """The caps of the zone on some days, in watt-hours a month; none where the law sets none."""
    caps = [world.limits.value("household.consumption_cap", day, zone=zone) for day in days]
    return [int(cap * 1000) for cap in caps if cap is not None]


def energy_of_day(homes: Homes, chosen: Ints, world: World, day: date, name: str | int) -> Ints:
    """Watt-hours of each quarter of an hour of a day for chosen homes; `name` is of the draws."""
    rng = world.stream("load", homes.zone, name, day.isoformat())
    count, number = len(chosen), (day - world.plan.since).days
    hourly = _hourly(homes, chosen, rng, day, working=world.limits.pack.rulebook.calendar.is_working_day(day))
    hourly *= _by_weather(homes, chosen, homes.temperature[number])
    hourly *= rng.uniform(0.85, _LARGEST_DAY_FACTOR, (count, 1)).astype(np.float32)
    switching = rng.random((count, 24, 4), dtype=np.float32)
    switching = switching * switching * switching + np.float32(0.12)
    switching *= (hourly / switching.sum(axis=2))[:, :, None]
    late = (np.arange(QUARTERS, dtype=np.int32)[None, :] - homes.shift[chosen][:, None]) % QUARTERS
    shifted = np.take_along_axis(switching.reshape(count, QUARTERS), late, axis=1)
    return np.rint(shifted).astype(np.int32)


def _hourly(homes: Homes, chosen: Ints, rng: np.random.Generator, day: date, *, working: bool) -> Floats:
    count, month, shapes = len(chosen), day.month - 1, library().shapes
    low, high = (0, WORKDAYS) if working else (WORKDAYS, WORKDAYS + RESTDAYS)
    one, other = (rng.integers(low, high, count) for _ in range(2))
    mix = homes.mix[chosen][:, None]
    mixed = mix * shapes[homes.first[chosen], month, one] + (1 - mix) * shapes[homes.second[chosen], month, other]
    return np.asarray(mixed * homes.mean_wh[chosen][:, None], np.float32)


def _by_weather(homes: Homes, chosen: Ints, tenths: Ints) -> Floats:
    cold = np.clip((120 - tenths) / 200, 0, 1).astype(np.float32)
    hot = np.clip((tenths - 260) / 150, 0, 1).astype(np.float32)
    return 1 + homes.heat[chosen][:, None] * cold[None, :] + homes.cool[chosen][:, None] * hot[None, :]


def _transformers(rng: np.random.Generator, count: int) -> Ints:
    """The number of each home's transformer; neighbours hang on the same one."""
    sizes: list[int] = []
    while sum(sizes) < count:
        sizes.extend(rng.integers(_SMALLEST_TRANSFORMER, _LARGEST_TRANSFORMER + 1, 1 + count // 200).tolist())
    return np.repeat(np.arange(len(sizes), dtype=np.int32), sizes)[:count]


def _keep_below_cap(homes: Homes, world: World) -> None:
    caps = homes_caps(world, homes.zone, world.plan.on)
    if not caps:
        return
    months = sorted({day.month - 1 for day in world.plan.on})
    largest = library().largest_day[:, months].max(axis=1)
    mixed = homes.mix * largest[homes.first] + (1 - homes.mix) * largest[homes.second]
    day = mixed * (1 + np.maximum(homes.heat, homes.cool)) * _LARGEST_DAY_FACTOR
    lawful = (_ROOM * min(caps) / 31 / day).astype(np.float32)
    household = homes.tariff == TARIFFS.index("household")
    homes.mean_wh[household] = np.minimum(homes.mean_wh, lawful)[household]
