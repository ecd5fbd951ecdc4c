"""What is true of the country: every planted offence, and everything innocent that looks like one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

import polars as pl

from rugsat.simulation.catalogue import Difficulty, Offence

SCHEMA: dict[str, pl.DataType] = {
    "kind": pl.String(),
    "offence": pl.String(),
    "check": pl.String(),
    "subject": pl.String(),
    "first_day": pl.Date(),
    "last_day": pl.Date(),
    "difficulty": pl.String(),
    "size": pl.String(),
    "unit": pl.String(),
    "story": pl.String(),
}
OFFENCE, LOOK_ALIKE, CONSEQUENCE = "offence", "look_alike", "consequence"
FILE = "answers.csv"


@dataclass(frozen=True, slots=True)
class Planted:
    """Who or what an answer is about, when, and what happened there in a sentence."""

    subject: str
    first_day: date
    last_day: date
    story: str


class Answers:
    """The answers of a country, gathered while it is made."""

    def __init__(self) -> None:
        self._rows: list[dict[str, object]] = []

    def offence(self, offence: Offence, difficulty: Difficulty, size: float | Decimal, planted: Planted) -> None:
        """An offence was committed: the owning check should find it; without an owner it is listed as not covered."""
        said = {"difficulty": difficulty.name, "size": f"{size:f}"[:24], "unit": difficulty.stated_in or offence.unit}
        self._add(OFFENCE, offence.name, offence.check, planted, said)

    def look_alike(self, offence: Offence, look_alike: str, planted: Planted) -> None:
        """Innocent conduct that resembles an offence: a finding of its check there would be a false accusation."""
        self._add(LOOK_ALIKE, f"{offence.name}/{look_alike}", offence.check, planted, {})

    def consequence(self, check: str, offence: Offence, planted: Planted) -> None:
        """A further truth that an offence brings about: found or not, it counts neither for nor against the check."""
        self._add(CONSEQUENCE, offence.name, check, planted, {})

    def table(self) -> pl.DataFrame:
        """All answers, sorted."""
        table = pl.DataFrame(self._rows, schema=SCHEMA, orient="row")
        return table.sort("check", "kind", "offence", "subject", "first_day", "last_day", "story")

    def write(self, folder: Path) -> None:
        """Write answers.csv into a folder."""
        folder.mkdir(parents=True, exist_ok=True)
        self.table().write_csv(folder / FILE)

    def _add(self, kind: str, offence: str, check: str, planted: Planted, said: Mapping[str, str]) -> None:
        where = {"subject": planted.subject, "first_day": planted.first_day, "last_day": planted.last_day}
        nothing = {"difficulty": "", "size": "", "unit": ""}
        row = {"kind": kind, "offence": offence, "check": check, **where, **nothing, **said, "story": planted.story}
        self._rows.append(row)


def read_answers(folder: Path) -> pl.DataFrame:
    """The answers that were written to a folder."""
    return pl.read_csv(folder / FILE, schema=SCHEMA).with_columns(pl.selectors.string().fill_null(""))
