"""Which checks sleep, and why: nothing is silently passed."""

from dataclasses import dataclass, field
from typing import Any

import polars as pl

from rugsat.domain.supervision.check import Check
from rugsat.domain.supervision.discovery import raw_dataset
from rugsat.operations.cycle.bind import Evidence


@dataclass(slots=True)
class Coverage:
    """What became of one check in a run."""

    check: str
    title: str
    awake: bool
    reasons: list[str] = field(default_factory=list)
    """Why it sleeps, or what it could not judge."""
    violations: int = 0
    findings: int = 0
    seconds: float = 0.0

    def to_json(self) -> dict[str, Any]:
        """The line as it stands in run.json; the time it took is no part of what was found."""
        return {
            "check": self.check,
            "title": self.title,
            "awake": self.awake,
            "reasons": self.reasons,
            "violations": self.violations,
            "findings": self.findings,
        }


def coverage_of(check: Check, evidence: Evidence, law: pl.DataFrame, reporting_currency: str) -> Coverage:
    """Say whether a check can be asked: its returns are adopted, its law is set, its evidence is there."""
    reasons = [
        *_not_adopted(check, evidence),
        *_not_set(check, law),
        *_other_currency(check, law, reporting_currency),
        *_no_rows(check, evidence),
    ]
    return Coverage(check.name, check.title, awake=not reasons, reasons=reasons)


def _not_adopted(check: Check, evidence: Evidence) -> list[str]:
    return [f"the return {raw_dataset(name)} is not adopted" for name in check.reads if not evidence.knows(name)]


def _not_set(check: Check, law: pl.DataFrame) -> list[str]:
    # A list has no number: there, its items are what is set.
    is_set = law.filter(pl.col("value").is_not_null() | pl.col("item").is_not_null())
    held = set(is_set["parameter"])
    return [f"{name} is not set by law or policy" for name in check.rests_on if name not in held]


def _other_currency(check: Check, law: pl.DataFrame, reporting_currency: str) -> list[str]:
    stated = law.filter(pl.col("parameter").is_in(list(check.in_reporting_currency)))
    others = sorted({str(unit) for unit in stated["unit"]} - {reporting_currency})
    return [f"its limit is in {unit}, values are reported in {reporting_currency}" for unit in others]


def _no_rows(check: Check, evidence: Evidence) -> list[str]:
    reasons = []
    for name in check.reads:
        files = evidence.files(name, whole=name in check.history)
        if name in check.may_be_empty:
            # An empty list of the register says something; a list that was never loaded says nothing.
            if not files and name.startswith("register."):
                reasons.append(f"nothing is filed of {name}")
        elif evidence.knows(name) and not sum(entry.rows for entry in files):
            reasons.append(f"nothing is filed of {raw_dataset(name)}")
    return list(dict.fromkeys(reasons))
