"""A finding as an officer sees it: what was seen, by which law, on which rows, what happened to it, and a replay."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import polars as pl

from rugsat.domain.supervision.check import Check
from rugsat.domain.supervision.discovery import all_checks, check_named
from rugsat.evidence.engines.choose import engine_named
from rugsat.evidence.lake.lake import Lake
from rugsat.operations.bundle.finding import law_of_finding, violations_of
from rugsat.operations.bundle.rows import Extract, extracts_of
from rugsat.operations.cycle.run import read_description
from rugsat.operations.replay import Replay
from rugsat.operations.replay import replay as replay_finding
from rugsat.operations.report.background import background_of_folder
from rugsat.operations.report.findings import Card, card_of
from rugsat.operations.report.names import Names, register_of
from rugsat.store.api_access.receiving import office_lake
from rugsat.store.enforcement.models import FindingCase
from rugsat.store.findings.models import FindingEvent, OfficeFinding
from rugsat.store.kept_law import law_in_force
from rugsat.store.prepared import Prepared
from rugsat.store.queries import finding_cases
from rugsat.store.queries.findings_found import parties_of
from rugsat.store.queries.told import NotOnTheRegisterError

_ENGINE = "duckdb"


@dataclass(frozen=True, slots=True)
class Seen:
    """What the run that found it holds of a finding: as its report draws it, with the law that was applied."""

    run: str
    description: Mapping[str, Any]
    card: Card
    law: list[dict[str, Any]]
    occasions: list[dict[str, Any]]
    """The occasions that it is made of, some of them where they are many."""
    occasions_in_all: int


@dataclass(frozen=True, slots=True)
class FindingShown:
    """A finding with all that there is to know of it; `seen` is None where the lake no longer holds its run."""

    held: OfficeFinding
    check: Check | None
    """None where no check of this name is installed any more."""
    parties: list[tuple[str, str]]
    seen: Seen | None
    events: list[FindingEvent]
    answers: list[dict[str, Any]]
    case: str
    joinable: list[FindingCase]
    """Open cases of a party that it concerns, which it could join."""


_HELD = Prepared(lambda finding: OfficeFinding.objects.filter(finding=finding))
_EVENTS = Prepared(lambda finding: FindingEvent.objects.filter(finding_id=finding).order_by("-pk"))
_JOINABLE = Prepared(
    lambda parties: FindingCase.objects.filter(state="open", party_id__in=parties).order_by("case")[:50]
)
_OCCASIONS = 12
"""So many are shown on the page; the rows of the lake have them all."""


def finding_shown(*, finding: str, on: date) -> FindingShown:
    """A finding; NotOnTheRegisterError where the office has none of this key."""
    held = _held(finding)
    parties = parties_of([finding], on=on).get(finding, [])
    events = _EVENTS(finding=finding)
    return FindingShown(
        held=held,
        check=next((each for each in all_checks() if each.name == held.check_name), None),
        parties=parties,
        seen=_seen(held),
        events=events,
        answers=finding_cases.answers(finding=finding) if any(each.what == "answered" for each in events) else [],
        case=finding_cases.case_of(finding=finding),
        joinable=_JOINABLE(parties=[party for party, _name in parties]),
    )


def rows_of(*, finding: str) -> tuple[OfficeFinding, list[Extract]]:
    """The rows of the lake that a finding rests on, dataset by dataset, as of the commit that its run read."""
    held = _held(finding)
    lake = office_lake()
    row, run = _in_run(lake, held)
    if row is None or run is None:
        return held, []
    return held, extracts_of(lake, check_named(held.check_name), row, violations_of(run, row))


def replayed(*, finding: str) -> Replay:
    """The check asked again: with the law, the lake and the register of the run, and with those of now."""
    lake, run, row = found_by(finding=finding)
    engine = engine_named(_ENGINE)
    try:
        return replay_finding(lake, run, row, pack_now=law_in_force(), engine=engine)
    finally:
        engine.close()


def found_by(*, finding: str) -> tuple[Lake, Path, dict[str, Any]]:
    """The lake, the run that found it, and its row there; NotOnTheRegisterError where the lake does not hold it."""
    held = _held(finding)
    lake = office_lake()
    row, run = _in_run(lake, held)
    if row is None or run is None:
        message = f"the run {held.last_run} that gave the finding is not in the lake of the office: bring it back"
        raise NotOnTheRegisterError(message)
    return lake, run, row


@lru_cache(maxsize=4)
def _names(lake: Path, commit: int) -> Names:
    """The names of a commit of a lake; a commit says the same for ever, so those of few runs are read once."""
    return Names(register_of(Lake.open(lake), commit))


def _held(finding: str) -> OfficeFinding:
    for held in _HELD(finding=finding):
        return held
    message = f"the office has no finding {finding}: choose one from the list"
    raise NotOnTheRegisterError(message)


def _in_run(lake: Lake, held: OfficeFinding) -> tuple[dict[str, Any] | None, Path | None]:
    folder = lake.runs / held.last_run
    if not (folder / "run.json").is_file():
        return None, None
    rows = pl.scan_parquet(folder / "findings.parquet").filter(pl.col("finding") == held.finding).collect()
    return (rows.row(0, named=True), folder) if rows.height else (None, None)


def _seen(held: OfficeFinding) -> Seen | None:
    lake = office_lake()
    row, folder = _in_run(lake, held)
    if row is None or folder is None or held.check_name not in {each.name for each in all_checks()}:
        return None
    background, violations = background_of_folder(folder), violations_of(folder, row)
    names = _names(lake.folder, int(row["lake_commit"]))
    return Seen(
        run=held.last_run,
        description=read_description(folder),
        card=card_of(row, violations, background, names),
        law=law_of_finding(background.pack, check_named(held.check_name), row),
        occasions=violations.sort("began_us").head(_OCCASIONS).to_dicts(),
        occasions_in_all=violations.height,
    )
