"""Hourly temperature of each zone: season, course of the day, and weather that lasts for some days."""

from collections.abc import Mapping
from datetime import date

import numpy as np
import numpy.typing as npt

from rugsat.simulation.world import World

Tenths = npt.NDArray[np.int32]
"""Tenths of a degree Celsius, by day and hour."""

_MEAN, _SEASON, _COURSE, _UNREST = 15.5, 13.5, 6.0, 2.2
_COLDEST_DAY, _WARMEST_HOUR = 18, 15
_PERSISTENCE = 0.75
_YEAR = 365.25


def temperatures(world: World) -> Mapping[str, Tenths]:
    """The temperature of every hour of the country, by zone."""
    return {zone: _of_zone(world, zone) for zone in world.zones}


def _of_zone(world: World, zone: str) -> Tenths:
    rng = world.stream("weather", zone)
    offset = rng.normal(0, 1.5)
    means = [_MEAN + offset - _SEASON * np.cos(2 * np.pi * (_day_of_year(day) - _COLDEST_DAY) / _YEAR)
             for day in world.plan.on]  # fmt: skip
    unrest, now = [], rng.normal(0, _UNREST)
    for draw in rng.normal(0, _UNREST, len(means)):
        now = _PERSISTENCE * now + draw
        unrest.append(now)
    hours = np.cos(2 * np.pi * (np.arange(24) - _WARMEST_HOUR) / 24)
    course = _COURSE * rng.uniform(0.7, 1.2, len(means))
    degrees = (np.array(means) + np.array(unrest))[:, None] + course[:, None] * hours[None, :]
    return np.asarray(np.rint(degrees * 10), np.int32)


def _day_of_year(day: date) -> int:
    return day.timetuple().tm_yday
