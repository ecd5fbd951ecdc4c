"""Two cases of a simulated country to look at: a subtle offence that was found, a look-alike that was left alone."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import polars as pl
from rich.console import Console

from rugsat.evidence.engines.choose import engine_named
from rugsat.evidence.lake.lake import Lake
from rugsat.law.pack import RulePack
from rugsat.operations.cycle.run import read_description, read_findings, read_violations
from rugsat.operations.near_miss import NearMiss, Sought, near_misses
from rugsat.operations.report.background import background_of_folder
from rugsat.operations.report.findings import card_of
from rugsat.operations.report.names import Names, register_of
from rugsat.operations.report.score_page import Offence, innocent_of, score_page
from rugsat.operations.report.sentences import check_name
from rugsat.operations.report.wording import amounts
from rugsat.simulation.answers import LOOK_ALIKE, OFFENCE
from rugsat.simulation.catalogue import conduct
from rugsat.simulation.score import Score

_TELLING_OFFENCES = ("power_above_licensed_capacity", "cross_border_outflow_above_limit")
"""Checks whose subtle cases are soonest understood; any other where they found none."""
_TELLING_LOOK_ALIKES = ("household_consumption_above_cap", "cross_border_outflow_above_limit", "leverage_above_cap")


@dataclass(frozen=True, slots=True)
class FoundOffence:
    """A planted offence, and the finding of it."""

    answer: dict[str, Any]
    finding: dict[str, Any]

    @property
    def conduct(self) -> str:
        """What the offender does, as the catalogue has it."""
        return conduct(str(self.answer["offence"]))


@dataclass(frozen=True, slots=True)
class LeftAlone:
    """Somebody innocent who looks like an offender, and how near the limit they came."""

    answer: dict[str, Any]
    near_miss: NearMiss

    @property
    def conduct(self) -> str:
        """What the innocent does, as the catalogue has it."""
        return conduct(str(self.answer["offence"]))


@dataclass(frozen=True, slots=True)
class Cases:
    """What there is to show of a run; None where there is no such case."""

    found: FoundOffence | None
    left_alone: LeftAlone | None

    def to_json(self) -> dict[str, Any]:
        """The cases for programs."""
        found, alone = self.found, self.left_alone
        return {
            "found": found and {"answer": found.answer, "conduct": found.conduct, "finding": found.finding},
            "left_alone": alone
            and {
                "answer": alone.answer,
                "conduct": alone.conduct,
                **{name: getattr(alone.near_miss, name) for name in ("observed", "limit", "unit")},
            },
        }


@dataclass(frozen=True, slots=True)
class CaseBook:
    """The cases of a run, with the lake that they lie in; none where the run lies in no lake."""

    run: Path
    lake: Lake | None
    cases: Cases


def case_book(run: Path, answers: pl.DataFrame, *, started: datetime) -> CaseBook:
    """The cases of a run; the lake is the one that the folder of the run lies in."""
    folder = next((place for place in run.resolve().parents if (place / "lake.json").is_file()), None)
    if folder is None:
        return CaseBook(run, None, Cases(None, None))
    lake = Lake.open(folder)
    return CaseBook(run, lake, cases_of(run, lake, answers, started=started))


def page_of_score(card: Score, countries: int, book: CaseBook | None) -> bytes:
    """The page of a score card, with the cases where there are any."""
    background = background_of_folder(book.run) if book else None
    found, alone = (book.cases.found, book.cases.left_alone) if book else (None, None)
    offence = innocent = None
    if book and background and book.lake and found:
        names = Names(register_of(book.lake, int(found.finding["lake_commit"])))
        shown = card_of(found.finding, read_violations(book.run), background, names)
        offence = Offence(check_name(str(found.answer["check"])), found.conduct, str(found.answer["story"]), shown)
    if background and alone:
        near = alone.near_miss
        line = {**alone.answer, "unit": near.unit, "first_day": near.first_day, "last_day": near.last_day}
        innocent = innocent_of(line, alone.conduct, near.observed, near.limit, background)
    return score_page(card.to_json(), background, countries=countries, offence=offence, innocent=innocent)


def print_cases(book: CaseBook, console: Console) -> None:
    """Tell the cases in a few lines, and how to look closer."""
    found, alone = book.cases.found, book.cases.left_alone
    lines = []
    if found:
        key = found.finding["finding"]
        lines += [
            f"\nA subtle offence that was found: {found.answer['story']}",
            f"  {found.conduct}",
            f"  {found.answer['check']}: {_against(found.finding)}",
            f"  rugsat findings explain {key} --lake {book.lake.folder if book.lake else '…'}",
        ]
    if alone:
        near = alone.near_miss
        said = {"observed": near.observed, "limit": near.limit, "unit": near.unit, "subject": near.subject}
        days = {"first_day": near.first_day, "last_day": near.last_day}
        lines += [
            f"\nA look-alike that was rightly left alone: {alone.answer['story']}",
            f"  {alone.conduct}",
            f"  {alone.answer['check']}: {_against({**said, **days})}",
        ]
    console.print(
        "\n".join(lines or ["\nThere is no case to show: no lake around the run, or none of its kind."]), markup=False
    )


def _against(row: Mapping[str, Any]) -> str:
    observed, limit = amounts(row["observed"], row["limit"], row["unit"])
    return f"{row['subject']}, {row['first_day']} to {row['last_day']}: observed {observed}, limit {limit}"


def cases_of(run: Path, lake: Lake, answers: pl.DataFrame, *, started: datetime) -> Cases:
    """The two cases of a run of a lake that the answers are about."""
    findings = read_findings(run)
    return Cases(_found(answers, findings), _left_alone(run, lake, answers, findings, started))


def _found(answers: pl.DataFrame, findings: pl.DataFrame) -> FoundOffence | None:
    subtle = answers.filter((pl.col("kind") == OFFENCE) & (pl.col("difficulty") == "subtle"))
    for check in _in_order(subtle, _TELLING_OFFENCES):
        for answer in subtle.filter(pl.col("check") == check).to_dicts():
            for finding in _of(findings, answer).to_dicts():
                return FoundOffence(answer, finding)
    return None


def _left_alone(
    run: Path, lake: Lake, answers: pl.DataFrame, findings: pl.DataFrame, started: datetime
) -> LeftAlone | None:
    alikes = answers.filter(pl.col("kind") == LOOK_ALIKE)
    pack = RulePack.from_bytes((run / "rule_pack.json").read_bytes())
    commit = int(read_description(run)["lake_commit"])
    engine = engine_named("duckdb")
    try:
        for check in _in_order(alikes, _TELLING_LOOK_ALIKES, only=True):
            own = alikes.filter(pl.col("check") == check)
            innocent = {row["subject"]: row for row in own.to_dicts() if not _of(findings, row).height}
            if not innocent:
                continue
            first, last = own["first_day"].to_list(), own["last_day"].to_list()
            sought = Sought(check, tuple(innocent), min(first), max(last))
            for near in near_misses(lake, pack, sought, engine, commit=commit, started=started):
                return LeftAlone(innocent[near.subject], near)
    finally:
        engine.close()
    return None


def _in_order(answers: pl.DataFrame, first: Sequence[str], *, only: bool = False) -> Iterator[str]:
    held = set(answers["check"]) - {""}
    yield from (check for check in first if check in held)
    if not only:
        yield from sorted(held - set(first))


def _of(findings: pl.DataFrame, answer: dict[str, Any]) -> pl.DataFrame:
    """The findings that an answer explains, the one with most occasions first."""
    same = (pl.col("check") == answer["check"]) & (pl.col("subject") == answer["subject"])
    met = (pl.col("first_day") <= answer["last_day"]) & (pl.col("last_day") >= answer["first_day"])
    return findings.filter(same & met).sort("violations", "finding", descending=[True, False])
