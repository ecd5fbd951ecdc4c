"""Holding findings against the answers: what was found, what was missed, and who was wrongly accused."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from rugsat.simulation.answers import CONSEQUENCE, LOOK_ALIKE, OFFENCE
from rugsat.simulation.wilson import interval

DIFFICULTIES = ("blatant", "plain", "subtle")
_WHO = ["check", "subject"]
_ANSWER, _FINDING = "_answer", "_finding"


@dataclass(frozen=True, slots=True)
class Rate:
    """So many of so many, with the interval of Wilson at 95 %."""

    hits: int
    of: int

    def to_json(self) -> dict[str, Any]:
        """Counts, share and bounds; no share where nothing was tried."""
        low, high = interval(self.hits, self.of)
        share = round(self.hits / self.of, 4) if self.of else None
        return {"hits": self.hits, "of": self.of, "share": share, "low": round(low, 4), "high": round(high, 4)}

    def __add__(self, other: "Rate") -> "Rate":
        return Rate(self.hits + other.hits, self.of + other.of)


@dataclass(slots=True)
class CheckScore:
    """How one check did."""

    check: str
    recall: dict[str, Rate]
    """By difficulty: offences found of those planted."""
    precision: Rate
    """Offences found, of these and all false accusations together."""
    left_alone: Rate
    """Look-alikes that no finding of the check concerns."""
    missed: list[dict[str, Any]] = field(default_factory=list)
    accused: list[dict[str, Any]] = field(default_factory=list)
    """Findings that no offence explains; the look-alike that was taken for one is named where it is one."""

    @property
    def found(self) -> Rate:
        """Recall over all difficulties."""
        return sum(self.recall.values(), Rate(0, 0))

    def to_json(self) -> dict[str, Any]:
        """The score as it stands in JSON."""
        return {
            "check": self.check,
            "recall": {name: rate.to_json() for name, rate in self.recall.items()},
            "recall_overall": self.found.to_json(),
            "precision": self.precision.to_json(),
            "look_alikes_left_alone": self.left_alone.to_json(),
            "missed": self.missed,
            "falsely_accused": self.accused,
        }


@dataclass(frozen=True, slots=True)
class Score:
    """The score card: each check, and the offences that no check owns."""

    checks: tuple[CheckScore, ...]
    not_covered: dict[str, int]

    def to_json(self) -> dict[str, Any]:
        """The score card as JSON."""
        return {"checks": [each.to_json() for each in self.checks], "not_covered": self.not_covered}


def score(countries: Sequence[tuple[pl.DataFrame, pl.DataFrame]]) -> Score:
    """Score pairs of answers and findings, pooled; the countries do not mix.

    A finding is right where its check, its subject and a day are those of an offence. A finding of what an offence
    brought about besides counts neither way. Several findings of one offence count as one; every finding that no
    answer explains is a false accusation.
    """
    marked = [(answers.with_columns(country=pl.lit(number)), findings.with_columns(country=pl.lit(number)))
              for number, (answers, findings) in enumerate(countries)]  # fmt: skip
    answers = pl.concat([each for each, _ in marked]).with_row_index(_ANSWER)
    columns = ["country", "finding", "check", "subject", "first_day", "last_day", "observed", "limit", "unit", "note"]
    findings = pl.concat([each.select(columns) for _, each in marked]).with_row_index(_FINDING)
    met = findings.join(answers, on=["country", *_WHO], how="inner", suffix="_told").filter(
        (pl.col("first_day") <= pl.col("last_day_told")) & (pl.col("first_day_told") <= pl.col("last_day"))
    )
    checks = sorted(set(answers["check"]) - {""} | set(findings["check"]))
    uncovered = answers.filter((pl.col("check") == "") & (pl.col("kind") == OFFENCE))["offence"].value_counts()
    return Score(tuple(_check_score(check, answers, findings, met) for check in checks), dict(sorted(uncovered.rows())))


def _check_score(check: str, answers: pl.DataFrame, findings: pl.DataFrame, met: pl.DataFrame) -> CheckScore:
    own = answers.filter(pl.col("check") == check)
    hit = met.filter(pl.col("check") == check)
    offences, alikes = (own.filter(pl.col("kind") == kind) for kind in (OFFENCE, LOOK_ALIKE))
    found = set(hit.filter(pl.col("kind") == OFFENCE)[_ANSWER])
    explained = set(hit.filter(pl.col("kind").is_in([OFFENCE, CONSEQUENCE]))[_FINDING])
    wrong = findings.filter((pl.col("check") == check) & ~pl.col(_FINDING).is_in(list(explained)))
    taken = hit.filter((pl.col("kind") == LOOK_ALIKE) & ~pl.col(_FINDING).is_in(list(explained)))
    recall = {}
    for difficulty in DIFFICULTIES:
        planted = set(offences.filter(pl.col("difficulty") == difficulty)[_ANSWER])
        if planted:
            recall[difficulty] = Rate(len(planted & found), len(planted))
    return CheckScore(
        check=check,
        recall=recall,
        precision=Rate(len(found), len(found) + wrong.height),
        left_alone=Rate(alikes.height - taken[_ANSWER].n_unique(), alikes.height),
        missed=offences.filter(~pl.col(_ANSWER).is_in(list(found))).drop(_ANSWER).to_dicts(),
        accused=_accused(wrong, taken),
    )


def _accused(wrong: pl.DataFrame, taken: pl.DataFrame) -> list[dict[str, Any]]:
    alike = taken.group_by(_FINDING).agg(pl.col("offence").first().alias("look_alike"), pl.col("story").first())
    named = wrong.join(alike, on=_FINDING, how="left", maintain_order="left").drop(_FINDING)
    return named.with_columns(pl.selectors.decimal().cast(pl.String)).to_dicts()
