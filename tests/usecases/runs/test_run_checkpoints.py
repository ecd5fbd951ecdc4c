"""A run finds what supervise finds; an answer is asked for once, and again when anything that decides it changes."""

import json
import os
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from rugsat.domain.supervision.discovery import all_checks
from rugsat.evidence.engines.polars_engine import PolarsEngine
from rugsat.evidence.lake.lake import Lake
from rugsat.law.pack import RulePack
from rugsat.operations.cycle import cycle
from rugsat.operations.cycle.answer import KEPT_SECONDS, Answer, KeptAnswers
from rugsat.operations.cycle.coverage import Coverage
from rugsat.operations.cycle.cycle import Question, supervise
from rugsat.operations.cycle.run import write_run
from rugsat.operations.load_register import load_register
from rugsat.operations.report.documents import documents_of
from rugsat.store.findings.models import FindingEvent, OfficeFinding
from rugsat.store.outbox.models import Entry
from rugsat.store.queries import runs
from rugsat.store.runs.models import State
from rugsat.usecases.lead_run import cycle_folder
from tests.usecases.people import Office
from tests.usecases.runs.run_office import FEW, ON, asked_of, led, stages, started

BEFORE = 2
"""Stages before the checks."""


@pytest.mark.parametrize("broken_off", [False, True])
def test_a_run_finds_what_supervise_finds_byte_for_byte_also_when_it_was_broken_off(
    office: Office,
    lake: Lake,
    demo_pack: RulePack,
    tmp_path: Path,
    broken_off: bool,
):
    number = started(office, checks=())
    if broken_off:
        for stop in (1, 2, 4, 9):
            assert led(office, f"w{stop}", stop_after=stop).state == State.WAITING
    run = led(office, "last")
    assert (run.state, run.error) == (State.DONE, "")
    same = supervise(lake, demo_pack, Question(on=ON), PolarsEngine(), started=run.began_at)
    expected = write_run(same, tmp_path / "runs", documents_of(same, lake, signer=None, at=office.now))
    made = lake.runs / run.result
    assert sorted(path.name for path in made.iterdir()) == sorted(path.name for path in expected.iterdir())
    for path in expected.iterdir():
        assert (made / path.name).read_bytes() == path.read_bytes(), path.name
    assert run.taken["first_seen"] == same.findings.height == OfficeFinding.objects.count() > 0
    told = runs.run(run=number)
    assert [each["stage"] for each in told["plan"]][BEFORE:-2] == [check.name for check in all_checks()]
    assert told["progress"]["done"] == told["progress"]["of"] == len(told["plan"])
    assert told["inputs"]["digest"] == same.inputs.digest


def test_when_the_lake_changes_every_answer_is_asked_for_anew_and_when_it_does_not_none_is(
    office: Office,
    lake: Lake,
    demo_inputs: Path,
    monkeypatch: pytest.MonkeyPatch,
):
    started(office)
    first = led(office)
    seen = asked_of(monkeypatch)

    started(office)
    again = led(office)
    assert seen == []
    assert again.result == first.result
    assert again.taken == {"taken_before": True}
    events = FindingEvent.objects.count()

    load_register(lake, demo_inputs / "register", recorded_at=office.now)
    started(office)
    third = led(office)
    assert seen == list(FEW)
    assert third.inputs["lake_commit"] == first.inputs["lake_commit"] + 1
    assert third.result != first.result
    assert third.taken["still_true"] == first.taken["first_seen"]
    assert FindingEvent.objects.count() == events + third.taken["still_true"]


@pytest.mark.parametrize("input_", ["law", "code", "engine", "day", "since"])
def test_every_input_that_changes_has_the_checks_asked_anew(
    office: Office, lake: Lake, settings, monkeypatch: pytest.MonkeyPatch, input_: str
):
    started(office)
    before = led(office)
    seen = asked_of(monkeypatch)
    asked: dict[str, object] = {}
    if input_ == "law":
        settings.DEMONSTRATION = ()
    elif input_ == "code":
        monkeypatch.setattr(cycle, "code_digest", lambda checks: "f" * 64)
    elif input_ == "engine":
        asked = {"engine": "duckdb"}
    elif input_ == "day":
        asked = {"on": date(2026, 3, 30)}
    else:
        asked = {"since": date(2026, 3, 1)}
    started(office, **asked)
    after = led(office)
    assert seen == list(FEW)
    assert after.state == State.DONE, after.error
    assert after.result != before.result


def test_code_that_changes_while_a_run_lies_still_binds_it_anew(
    office: Office, lake: Lake, monkeypatch: pytest.MonkeyPatch
):
    started(office)
    led(office, stop_after=4)
    seen = asked_of(monkeypatch)
    monkeypatch.setattr(cycle, "code_digest", lambda checks: "f" * 64)
    done = led(office, "upgraded")
    assert done.state == State.DONE
    assert seen == list(FEW)
    assert done.inputs["code_digest"] == "f" * 64


def test_a_run_keeps_the_evidence_and_the_law_that_it_was_bound_to(
    office: Office,
    lake: Lake,
    settings,
    demo_inputs: Path,
):
    started(office)
    bound = led(office, stop_after=3).inputs
    load_register(lake, demo_inputs / "register", recorded_at=office.now)
    settings.DEMONSTRATION = ()
    done = led(office, "w2")
    assert done.state == State.DONE
    assert done.inputs == bound
    assert json.loads((lake.runs / done.result / "run.json").read_text())["demonstration"]


def test_an_answer_that_is_not_whole_is_not_believed(office: Office, lake: Lake, monkeypatch: pytest.MonkeyPatch):
    number = started(office)
    led(office, stop_after=4)
    [violations, *_] = sorted(cycle_folder().glob("answers/*/*/violations.parquet"))
    violations.write_bytes(violations.read_bytes()[:-9])
    seen = asked_of(monkeypatch)
    done = led(office, "w2")
    assert done.state == State.DONE
    assert len(seen) == 2
    assert sum(reused for _, reused in stages(number)) == 1


def test_answers_that_nobody_used_for_a_week_are_taken_away(tmp_path: Path):
    kept = KeptAnswers(tmp_path / "answers")
    line = Coverage("check", "Title.", awake=True)
    answer = Answer(line, pl.DataFrame({"a": [1]}), pl.DataFrame({"b": [2]}))
    sealed = kept.keep("ab" * 32, answer)
    assert kept.keep("ab" * 32, answer) == sealed == kept.seal("ab" * 32)
    kept.keep("cd" * 32, answer)
    place = tmp_path / "answers" / "ab" / ("ab" * 32)
    aged = place.stat().st_mtime - KEPT_SECONDS - 10
    os.utime(place, (aged, aged))
    kept.tidy()
    assert kept.read("ab" * 32) is None
    found = kept.read("cd" * 32)
    assert found is not None
    assert found.violations.equals(answer.violations)
    assert found.line == line


def test_the_register_of_the_office_goes_into_the_lake_once_as_long_as_it_is_the_same(office: Office, lake: Lake):
    before = lake.state().number
    started(office, register="office")
    first = led(office)
    assert first.state == State.DONE, first.error
    assert lake.state().number == before + 1
    assert first.inputs["register_commit"] == before + 1
    assert Entry.objects.filter(kind="register_published").count() == 1

    started(office, register="office")
    again = led(office)
    assert lake.state().number == before + 1
    assert again.result == first.result
    assert ("register", True) in stages(again.number)
