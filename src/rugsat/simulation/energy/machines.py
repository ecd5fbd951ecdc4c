"""Mining machines: the models there are, and the machines of one miner as columns."""

import csv
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt

Whole = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

ALWAYS, NEVER = -1_000, 1_000_000
"""Days before the country begins and after it ends."""
_LETTERS = np.frombuffer(b"ABCDEFGHJKLMNPRSTUVWXYZ23456789", dtype=np.uint8)
_FIRST_DIGIT, _SERIAL = 23, 13


@dataclass(frozen=True, slots=True)
class Model:
    """A model of machine by its maker's data."""

    name: str
    maker: str
    th_s: int
    w: int


@cache
def models() -> tuple[Model, ...]:
    """The models, the least efficient first."""
    text = files("rugsat.simulation").joinpath("data/machines.csv").read_text(encoding="utf-8")
    read = [
        Model(row["model"], row["maker"], int(row["th_s"]), int(row["w"])) for row in csv.DictReader(text.splitlines())
    ]
    return tuple(sorted(read, key=lambda each: each.th_s / each.w))


@dataclass(slots=True)
class Machines:
    """The machines of a miner, one element for each; days are counted from the first of the country."""

    serial: npt.NDArray[np.str_]
    model: Whole
    site: Whole
    first: Whole
    """First day on which the machine stands at the site."""
    last: Whole
    """First day on which it no longer does."""
    down_from: Whole
    down_to: Whole
    declared: Flags
    """Whether the register holds it."""
    listed: Flags
    """Whether the hardware return lists it."""

    def __len__(self) -> int:
        return len(self.model)

    def present(self, day: int) -> Flags:
        """Which stand at their site on a day."""
        return np.asarray((self.first <= day) & (day < self.last))

    def running(self, day: int) -> Flags:
        """Which run on a day."""
        return np.asarray(self.present(day) & ~((self.down_from <= day) & (day < self.down_to)))

    def add(self, others: "Machines") -> None:
        """Take over other machines."""
        for each in fields(self):
            joined = np.concatenate([getattr(self, each.name), getattr(others, each.name)])
            setattr(self, each.name, joined)

    def copies(self, chosen: Flags | Whole) -> "Machines":
        """Machines with the same columns as the chosen ones."""
        return Machines(*(getattr(self, each.name)[chosen] for each in fields(self)))


def new_machines(rng: np.random.Generator, model: Whole, site: Whole, *, first: int = ALWAYS) -> Machines:
    """Declared machines in order, with serials that no other machine has."""
    count = len(model)
    return Machines(
        serial=serials(rng, count),
        model=model,
        site=site,
        first=np.full(count, first),
        last=np.full(count, NEVER),
        down_from=np.full(count, NEVER),
        down_to=np.full(count, NEVER),
        declared=np.ones(count, bool),
        listed=np.ones(count, bool),
    )


def serials(rng: np.random.Generator, count: int) -> npt.NDArray[np.str_]:
    """Made-up serial numbers in capitals, with a digit at the end."""
    letters = _LETTERS[rng.integers(0, len(_LETTERS), (count, _SERIAL))]
    letters[:, -1] = _LETTERS[rng.integers(_FIRST_DIGIT, len(_LETTERS), count)]
    return np.frombuffer(letters.tobytes(), dtype=f"S{_SERIAL}").astype(str)
