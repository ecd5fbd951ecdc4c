"""Runs of supervision made for tests: a folder such as the cycle writes, with the findings that a test needs."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from rugsat.domain.supervision.findings import finding_key
from rugsat.evidence.schemas.findings import FINDINGS
from rugsat.usecases.take_up_run import take_up_run
from tests.usecases.people import Office

FIRST, LAST = date(2026, 2, 1), date(2026, 2, 28)
BEGAN_US = 1_769_886_000_000_000


@dataclass
class Runs:
    """Runs one after the other, each of a later lake."""

    office: Office
    folder: Path
    commit: int = 0
    checks: set[str] = field(default_factory=set)

    def take_up(self, *rows: dict[str, Any]) -> dict[str, Any]:
        """Take up a run in which these findings stand; all checks that were ever seen are awake."""
        self.commit += 1
        self.checks |= {row["check"] for row in rows}
        path = self.folder / f"2026-02-28-run-{self.commit}"
        path.mkdir(parents=True)
        FINDINGS.table(list(rows)).write_parquet(path / "findings.parquet")
        said = {
            "run": path.name,
            "jurisdiction": "tm",
            "since": None,
            "on": LAST.isoformat(),
            "started": "2026-03-01T06:00:00+00:00",
            "lake_commit": self.commit,
            "demonstration": [],
            "rule_pack": "0" * 64,
            "coverage": [{"check": check, "awake": True} for check in sorted(self.checks)],
        }
        (path / "run.json").write_text(json.dumps(said))
        return dict(take_up_run(self.office.call("serdar"), folder=path).told)


def found(subject: str, check: str = "power_above_licensed_capacity", **more: Any) -> dict[str, Any]:
    """A finding about a subject."""
    row = {
        "finding": finding_key(check, subject, BEGAN_US),
        "check": check,
        "subject": subject,
        "began_us": BEGAN_US,
        "ended_us": BEGAN_US + 900_000_000,
        "first_day": FIRST,
        "last_day": date(2026, 2, 3),
        "violations": 1,
        "observed": Decimal(3_000_000),
        "limit": Decimal(2_000_000),
        "unit": "W",
        "class": "*",
        "zone": "*",
        "note": "beside the site of another firm",
        "standing": "law",
        "articles": "mining.capacity_tolerance: a law (law)",
        "locators": "grid-mary 0123456789abcdef 7\nkarakum fedcba9876543210 1",
        "lifecycle": "stable",
        "rule_pack": "0" * 64,
        "lake_commit": 1,
        "register_commit": 1,
        "code_digest": "0" * 64,
    }
    return {**row, **more}


def keys(*rows: dict[str, Any]) -> Sequence[str]:
    """The keys of findings."""
    return [str(row["finding"]) for row in rows]
