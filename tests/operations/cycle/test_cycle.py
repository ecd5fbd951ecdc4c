"""The cycle finds what was planted and nothing else, alike on every engine, and its runs never change."""

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from rugsat.evidence.engines.engine import Engine
from rugsat.evidence.engines.polars_engine import PolarsEngine
from rugsat.evidence.lake.lake import Lake
from rugsat.law.pack import RulePack, load_jurisdiction
from rugsat.operations.cycle.cycle import Question, supervise
from rugsat.operations.cycle.run import Run, read_findings, write_run

ON = date(2026, 3, 31)
STARTED = datetime(2026, 4, 3, 6, tzinfo=UTC)
PLANTED = {
    ("cross_border_outflow_above_limit", "person"),
    ("declared_coins_below_metered_energy", "authorisation:TM-MIN-0002"),
    ("household_consumption_above_cap", "connection:HOME-05"),
    ("household_consumption_above_cap", "connection:HOME-18"),
    ("power_above_licensed_capacity", "authorisation:TM-MIN-0002"),
    ("return_overdue", "party:amul-exchange/return:exchange_clients/period:2026-02"),
    ("return_overdue", "party:paytagt-birzha/return:exchange_clients/period:2026-02"),
    ("unapproved_asset_traded", "exchange:984500DEM0AMU1EXCH96/asset:DM0PRZ7XQ"),
}


def run(lake: Lake, pack: RulePack, engine: Engine, **asked: object) -> Run:
    return supervise(lake, pack, Question(on=ON, **asked), engine, started=STARTED)  # type: ignore[arg-type]


def test_what_was_planted_is_found_and_nothing_else_on_every_engine(
    filed_lake: Lake, demo_pack: RulePack, engine: Engine
) -> None:
    found = run(filed_lake, demo_pack, engine).findings
    named = {
        (check, subject.split(":")[0] if "person" in subject else subject)
        for check, subject in found.select("check", "subject").rows()
    }
    assert named == PLANTED


def test_findings_are_equal_to_the_last_digit_on_every_engine(
    filed_lake: Lake, demo_pack: RulePack, engine: Engine
) -> None:
    reference = run(filed_lake, demo_pack, PolarsEngine())
    assert run(filed_lake, demo_pack, engine).findings.equals(reference.findings)
    assert run(filed_lake, demo_pack, engine).violations.equals(reference.violations)


def test_a_finding_rests_on_the_demonstration_and_says_so(filed_lake: Lake, demo_pack: RulePack) -> None:
    made = run(filed_lake, demo_pack, PolarsEngine())
    assert set(made.findings["standing"]) == {"demonstration"}
    assert made.to_json()["demonstration"] == ["demonstration: Demonstration of the Turkmen regime"]


def test_without_the_demonstration_checks_sleep_that_the_law_does_not_wake_and_say_why(filed_lake: Lake) -> None:
    made = run(filed_lake, load_jurisdiction("tm"), PolarsEngine())
    assert made.findings.height == 0
    assert [line.check for line in made.coverage if line.awake] == ["customer_not_identified"]
    reasons = {reason for line in made.coverage for reason in line.reasons}
    assert "mining.capacity_tolerance is not set by law or policy" in reasons


def test_an_act_that_is_tried_changes_what_is_found_and_is_named(filed_lake: Lake, demo_pack: RulePack) -> None:
    tried = demo_pack.trying("lower_outflow_limit")
    made = run(filed_lake, tried, PolarsEngine(), checks=("cross_border_outflow_above_limit",))
    assert any("tried" in label for label in made.demonstration)


def test_a_run_is_written_once_and_stays(filed_lake: Lake, demo_pack: RulePack, tmp_path: Path) -> None:
    made = run(filed_lake, demo_pack, PolarsEngine())
    folder = write_run(made, tmp_path, {"summary.txt": b"first"})
    assert write_run(made, tmp_path, {"summary.txt": b"second"}) == folder
    assert (folder / "summary.txt").read_bytes() == b"first"
    assert read_findings(folder).equals(made.findings)
    assert json.loads((folder / "run.json").read_text())["findings"] == made.findings.height


@pytest.mark.parametrize("since", [date(2026, 3, 1), date(2026, 3, 17)])
def test_a_run_of_few_days_begins_with_their_month(filed_lake: Lake, demo_pack: RulePack, since: date) -> None:
    made = run(filed_lake, demo_pack, PolarsEngine(), since=since)
    assert made.inputs.since == date(2026, 3, 1)
    subjects = set(made.findings["subject"])
    assert "connection:HOME-18" in subjects
    assert "connection:HOME-05" not in subjects


def test_a_run_may_look_at_the_evidence_as_it_was_known_before(filed_lake: Lake, demo_pack: RulePack) -> None:
    made = run(filed_lake, demo_pack, PolarsEngine(), commit=8)
    assert made.inputs.lake_commit == 8
    assert set(made.findings["check"]) <= {"household_consumption_above_cap", "return_overdue"}
    assert set(made.findings.filter(made.findings["check"] == "return_overdue")["last_day"]) == {ON}
