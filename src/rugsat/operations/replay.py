"""Replaying a finding: as it was known then, and as it is known now."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import polars as pl

from rugsat.domain.supervision.discovery import check_named
from rugsat.evidence.engines.engine import Engine
from rugsat.evidence.lake.lake import Lake
from rugsat.kernel.errors import RugsatError
from rugsat.law.pack import RulePack
from rugsat.operations.cycle.code_digest import code_digest
from rugsat.operations.cycle.cycle import Question, supervise
from rugsat.operations.cycle.run import read_description, read_findings, run_folders

_OF_THE_RUN = ("rule_pack", "lake_commit", "register_commit", "code_digest")


class NoSuchFindingError(RugsatError):
    """A finding that no run holds, or that two findings could be meant by."""


class OtherLakeError(RugsatError):
    """A run that was made on another lake than the one it is to be replayed on."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a replay found."""

    finding: dict[str, Any] | None
    """The finding, or None where it is gone."""
    rule_pack: str
    lake_commit: int
    same: bool
    """Whether it says the same as the finding that is replayed, in everything but the commits and digests."""


@dataclass(frozen=True, slots=True)
class Replay:
    """A finding and the two answers."""

    finding: dict[str, Any]
    run: str
    then: Answer
    now: Answer
    same_code: bool
    """Whether the code of the check is the very code that made the finding."""


def find(runs: Path, key: str, *, run: Path | None = None) -> tuple[Path, dict[str, Any]]:
    """The latest run that holds a finding, and the finding; `key` may be shortened as long as it is unique."""
    for folder in [run] if run else reversed(run_folders(runs)):
        held = read_findings(folder).filter(pl.col("finding").str.starts_with(key))
        if held.height > 1:
            message = f"'{key}' could be {held.height} findings of {folder.name}; write more of the key"
            raise NoSuchFindingError(message)
        if held.height == 1:
            return folder, held.row(0, named=True)
    message = f"no run below {runs} holds a finding '{key}'; list them with rugsat findings list"
    raise NoSuchFindingError(message)


def replay(lake: Lake, folder: Path, finding: dict[str, Any], *, pack_now: RulePack, engine: Engine) -> Replay:
    """Ask the check again: with the law, the lake and the register of the run, and with those of now.

    It rests on the rows as they were filed, and on nothing that an earlier run has kept.
    """
    description = read_description(folder)
    if lake.state(description["lake_commit"]).digest != description["lake_digest"]:
        message = f"run {folder.name} was made on another lake than {lake.folder}; name the lake that it read"
        raise OtherLakeError(message)
    pack_then = RulePack.from_bytes((folder / "rule_pack.json").read_bytes())
    check = check_named(str(finding["check"]))
    question = Question(
        on=datetime.fromisoformat(description["on"]).date(),
        since=datetime.fromisoformat(description["since"]).date() if description["since"] else None,
        commit=description["lake_commit"],
        checks=(check.name,),
        afresh=True,
    )
    then = _answer(lake, pack_then, question, finding, engine)
    latest = Question(on=question.on, since=question.since, checks=question.checks, afresh=True)
    now = _answer(lake, pack_now, latest, finding, engine)
    return Replay(finding, folder.name, then, now, code_digest([check]) == finding["code_digest"])


def _answer(lake: Lake, pack: RulePack, question: Question, finding: dict[str, Any], engine: Engine) -> Answer:
    run = supervise(lake, pack, question, engine, started=_NEVER_SHOWN)
    held = run.findings.filter(pl.col("finding") == finding["finding"])
    again = held.row(0, named=True) if held.height else None
    return Answer(again, pack.digest, run.inputs.lake_commit, again is not None and _said(again) == _said(finding))


_NEVER_SHOWN = datetime.min  # noqa: DTZ901 - a replay is compared and thrown away, so when it began is not asked


def _said(finding: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in finding.items() if name not in _OF_THE_RUN}
