"""Explaining a finding: statement, subject, law of the day, evidence."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from rugsat.domain.supervision.check import Check
from rugsat.domain.supervision.discovery import check_named
from rugsat.evidence.lake.lake import Lake
from rugsat.law.pack import RulePack
from rugsat.operations.bundle.finding import law_of_finding, violations_of
from rugsat.operations.bundle.rows import datasets_of
from rugsat.operations.cycle.run import read_description
from rugsat.operations.report.wording import amount

_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Explanation:
    """Everything that a person needs to judge a finding."""

    finding: dict[str, Any]
    docstring: str
    labels: list[str]
    law: list[dict[str, Any]]
    violations: list[dict[str, Any]]
    filings: list[str]
    """Filings that the check read for the subject's days: dataset, sender, filing, rows."""

    def to_json(self) -> dict[str, Any]:
        """The explanation for programs."""
        return {
            "finding": self.finding,
            "statement": self.docstring,
            "labels": self.labels,
            "law": self.law,
            "violations": self.violations,
            "filings": self.filings,
        }

    def text(self) -> str:
        """The explanation for people."""
        finding = self.finding
        lines = [
            *(label.upper() for label in self.labels),
            f"Finding    {finding['finding']} ({finding['standing']}, {finding['lifecycle']})",
            f"Subject    {finding['subject']}",
            f"Days       {finding['first_day']} to {finding['last_day']}, occasions: {finding['violations']}",
            f"Observed   {amount(finding['observed'], finding['unit'])}",
            f"Limit      {amount(finding['limit'], finding['unit'])}",
            *([f"Note       {finding['note']}"] if finding["note"] else []),
            "",
            f"Statement  {self.docstring}",
            "",
            "Law in force on these days",
            *(_law_line(row) for row in self.law),
            "",
            f"Occasions (first {len(self.violations)} of {finding['violations']})",
            *(_violation_line(row) for row in self.violations),
            "",
            "Read from",
            *(f"  {line}" for line in self.filings),
            "",
            f"Rule pack {finding['rule_pack'][:16]}, lake commit {finding['lake_commit']}, "
            f"register commit {finding['register_commit']}, code {finding['code_digest'][:16]}",
            f"Check it yourself: rugsat findings replay {finding['finding']} --lake …",
        ]
        return "\n".join(lines)


def explanation_of(lake: Lake, run: Path, finding: dict[str, Any]) -> Explanation:
    """Gather what explains a finding of a run."""
    check = check_named(str(finding["check"]))
    pack = RulePack.from_bytes((run / "rule_pack.json").read_bytes())
    return Explanation(
        finding=finding,
        docstring=check.docstring,
        labels=list(read_description(run)["demonstration"]),
        law=law_of_finding(pack, check, finding),
        violations=violations_of(run, finding).head(_SHOWN).to_dicts(),
        filings=_filings(lake, check, finding),
    )


def _filings(lake: Lake, check: Check, finding: dict[str, Any]) -> list[str]:
    """What was read: first for the days of the finding, then for its month, then what says how things stand."""
    state = lake.state(finding["lake_commit"])
    found: dict[str, tuple[int, int]] = {}
    for dataset in datasets_of(check):
        first = date.min if dataset in check.history else finding["first_day"].replace(day=1)
        for entry in state.of(dataset):
            if entry.legal_day is None or first <= entry.legal_day <= finding["last_day"]:
                nearness = _nearness(entry.legal_day, finding)
                for part in entry.parts:
                    name = f"{dataset}: filing {part.filing} of {part.sender}"
                    before, rows = found.get(name, (nearness, 0))
                    found[name] = min(before, nearness), rows + part.rows
    order = sorted(found, key=lambda name: (found[name][0], name))
    lines = [f"{name}, {found[name][1]} rows" for name in order]
    return lines if len(lines) <= _SHOWN else [*lines[:_SHOWN], f"and {len(lines) - _SHOWN} filings more"]


def _nearness(day: date | None, finding: dict[str, Any]) -> int:
    if day is None:
        return 2
    return 0 if finding["first_day"] <= day else 1


def _law_line(row: dict[str, Any]) -> str:
    place = " ".join(part for part in (row["class"], row["zone"]) if part != "*")
    value = row["item"] if row["value"] is None else amount(row["value"], row["unit"])
    source = ", ".join(part for part in (row["act"], row["article"], row["link"]) if part)
    confidence = f", confidence {row['confidence']}" if row["confidence"] else ""
    where = f" ({place})" if place else ""
    return f"  {row['parameter']}{where} = {value} since {row['since']}: {source} [{row['kind']}{confidence}]"


def _violation_line(row: dict[str, Any]) -> str:
    located = f"  row {row['row']} of filing {row['filing']}" if row["filing"] and row["row"] else ""
    note = f"  {row['note']}" if row["note"] else ""
    return (
        f"  {row['first_day']}  {amount(row['observed'], row['unit'])} against "
        f"{amount(row['limit'], row['unit'])}{located}{note}"
    )
