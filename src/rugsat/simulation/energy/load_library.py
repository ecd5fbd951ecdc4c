"""Day profiles that loads are made of: real and simulated homes, and drawn shapes of shops, schools and farms."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]

WORKDAYS, RESTDAYS = 5, 3
"""How many days of each kind the library holds of a home and month; working days come first."""

_OPEN = MappingProxyType({
    "shop": (9, 21, 9, 21), "office": (8, 18, 0, 0), "school": (7, 15, 0, 0), "farm": (4, 11, 4, 11),
    "workshop": (8, 19, 8, 14),
})  # fmt: skip
"""Opening hours on working days and on rest days."""
_CLOSED = MappingProxyType({"shop": 0.25, "office": 0.15, "school": 0.12, "farm": 0.1, "workshop": 0.08})


@dataclass(frozen=True, slots=True)
class Library:
    """Shapes with a mean of 1: by member, month, day and hour."""

    shapes: Floats
    largest_day: Floats
    """The largest sum of a day, by member and month."""
    homes: int
    """The first so many members are homes."""

    def member(self, kind: str) -> int:
        """The member with the shape of a kind of firm."""
        return self.homes + list(_OPEN).index(kind)


@cache
def library() -> Library:
    """All shapes, read once."""
    with files("rugsat.simulation").joinpath("data/home_days.npz").open("rb") as file:
        homes = np.load(file)["wh"].astype(np.float64)
    drawn = np.stack([_drawn(kind) for kind in _OPEN])
    every = np.concatenate([homes, drawn])
    shapes = (every / every.mean(axis=(1, 2, 3), keepdims=True)).astype(np.float32)
    return Library(shapes, shapes.sum(axis=3).max(axis=2), len(homes))


def _drawn(kind: str) -> npt.NDArray[np.float64]:
    began, ended, rest_began, rest_ended = _OPEN[kind]
    hours = np.arange(24)
    work = np.where((hours >= began) & (hours < ended), 1.0, _CLOSED[kind])
    rest = np.where((hours >= rest_began) & (hours < rest_ended), 0.9, _CLOSED[kind])
    days = np.stack([*[work] * WORKDAYS, *[rest] * RESTDAYS])
    return np.repeat(days[None], 12, axis=0)
