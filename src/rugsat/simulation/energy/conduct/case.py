"""A case of the catalogue: one miner who commits one offence, or does something innocent that looks like it."""

import calendar
from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np
import polars as pl

from rugsat.simulation.answers import Planted
from rugsat.simulation.catalogue import Difficulty, Offence
from rugsat.simulation.energy.mines import Miner
from rugsat.simulation.energy.pools import Network
from rugsat.simulation.energy.recruit import Traits
from rugsat.simulation.world import World

Key = tuple[str, str]
"""Offence and look-alike; the look-alike is empty for the offence itself."""


@dataclass(frozen=True, slots=True)
class Role:
    """What is to be played: an offence of a difficulty and size, or a look-alike."""

    offence: Offence
    difficulty: Difficulty | None
    look_alike: str
    size: float
    number: int

    @property
    def key(self) -> Key:
        """Where its conduct is found."""
        return self.offence.name, self.look_alike

    @property
    def subtle(self) -> bool:
        """Whether it is hard to see by its kind."""
        return self.difficulty is not None and self.difficulty.name == "subtle"

    def stated_in(self, words: str) -> bool:
        """Whether the size is stated in these words and not as a share."""
        return self.difficulty is not None and (self.difficulty.stated_in or self.offence.unit).startswith(words)


@dataclass(slots=True)
class Case:
    """A role, who plays it, and what was noted while it was played."""

    world: World
    network: Network
    role: Role
    miner: Miner
    other: Miner | None
    rng: np.random.Generator
    on: list[int] = field(default_factory=list)
    """Days on which it happened, by number."""
    noted: dict[str, object] = field(default_factory=dict)

    @property
    def size(self) -> float:
        """The size of the offence."""
        return self.role.size

    @property
    def days(self) -> int:
        """Days of the country."""
        return self.world.plan.days

    @property
    def partner(self) -> Miner:
        """The other miner of a case of two."""
        assert self.other is not None
        return self.other

    def day(self, number: int) -> date:
        """The date of a day of the country."""
        return self.world.plan.since + timedelta(days=number)

    def middle(self) -> int:
        """A day that has days before and after it, where there are so many."""
        return int(self.rng.integers(max(1, self.days // 4), max(2, 3 * self.days // 4)))

    def tell(self, subject: str, first: date, last: date, *, story: str = "") -> None:
        """Write the answer, as offence or as look-alike."""
        planted = Planted(subject, first, last, story or self.story(self.miner))
        if self.role.difficulty is not None:
            self.world.answers.offence(self.role.offence, self.role.difficulty, self.size, planted)
        else:
            self.world.answers.look_alike(self.role.offence, self.role.look_alike, planted)

    def tell_months(self, subject: str) -> None:
        """Write an answer for each whole month."""
        for month in self.world.plan.months:
            self.tell(subject, month, month_end(month))

    def consequence(self, check: str, subject: str, first: date, last: date) -> None:
        """Write what else is true because of it."""
        self.world.answers.consequence(check, self.role.offence, Planted(subject, first, last, self.story(self.miner)))

    def consequence_months(self, check: str, subject: str) -> None:
        """Write what else is true of each whole month."""
        for month in self.world.plan.months:
            self.consequence(check, subject, month, month_end(month))

    def story(self, miner: Miner) -> str:
        """What happened, in a sentence."""
        what = self.role.look_alike.replace("_", " ") or self.role.offence.title
        return f"{miner.name}: {what}"


class Conduct:
    """What a miner does in a role; each stage of its life may be changed. Does nothing where nothing is said."""

    traits = Traits()
    pair = False
    """Whether another miner takes part."""
    whole_month = False
    """Whether it shows in whole months only."""
    least_days = 1

    def traits_of(self, role: Role) -> Traits:
        """What the role asks of its miner."""
        del role
        return self.traits

    def equip(self, case: Case) -> None:
        """Change machines, connections or wallets before anything runs."""

    def operate(self, case: Case) -> None:
        """Change load and work of the sites."""

    def connect(self, case: Case) -> None:
        """Change what each connection counted."""

    def pay(self, case: Case) -> None:
        """Change what the pool pays."""

    def declare(self, case: Case, rows: list[dict[str, object]]) -> None:
        """Change the monthly returns."""

    def list_machines(self, case: Case, miner: Miner, lines: pl.DataFrame) -> pl.DataFrame:
        """Change the hardware return of the miner, or of its partner."""
        del case, miner
        return lines

    def after(self, case: Case) -> None:
        """Change what remains when returns are written, such as when the pool pays."""

    def answer(self, case: Case) -> None:
        """Write the answers."""
        authorisation = f"authorisation:{case.miner.authorisation}"
        if self.whole_month:
            case.tell_months(authorisation)
        elif case.on:
            case.tell(authorisation, case.day(min(case.on)), case.day(max(case.on)))
        else:
            case.tell(authorisation, case.day(0), case.day(case.days - 1))


def month_end(month: date) -> date:
    """The last day of a month."""
    return month.replace(day=calendar.monthrange(month.year, month.month)[1])
