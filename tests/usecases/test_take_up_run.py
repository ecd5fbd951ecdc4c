"""A run becomes findings of the office: first seen, still true, gone after a correction, dismissed for good."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl
import pytest

from rugsat.evidence.engines.polars_engine import PolarsEngine
from rugsat.evidence.lake.lake import Lake
from rugsat.law.pack import RulePack
from rugsat.operations.cycle.cycle import Question, supervise
from rugsat.operations.cycle.run import Run, write_run
from rugsat.store.findings.models import FindingEvent, OfficeFinding
from rugsat.store.outbox.models import Entry
from rugsat.store.queries.findings import finding, listed
from rugsat.usecases.call import StaleError
from rugsat.usecases.dismiss_finding import NoSuchFindingError, dismiss_finding
from rugsat.usecases.take_up_run import RunRefusedError, take_up_run
from tests.operations.conftest import _filed_lake, demo_inputs, demo_pack, filed_lake  # noqa: F401 - fixtures
from tests.usecases.people import Office

STARTED = datetime(2026, 4, 3, 6, tzinfo=UTC)


@pytest.fixture(scope="module")
def found(filed_lake: Lake, demo_pack: RulePack) -> Run:  # noqa: F811 - fixtures
    return supervise(filed_lake, demo_pack, Question(on=date(2026, 3, 31)), PolarsEngine(), started=STARTED)


def written(run: Run, folder: Path) -> Path:
    return write_run(run, folder, {})


def later(run: Run, findings: pl.DataFrame, commits: int = 1) -> Run:
    """The run of a later commit of the lake, in which other findings stand."""
    inputs = replace(run.inputs, lake_commit=run.inputs.lake_commit + commits, lake_digest=f"{commits:064}")
    return replace(run, inputs=inputs, findings=findings)


def test_a_run_is_taken_up_once_however_often(office: Office, found: Run, tmp_path: Path):
    folder = written(found, tmp_path)
    done = take_up_run(office.call("serdar"), folder=folder)
    assert done.told["first_seen"] == found.findings.height == len(listed())
    again = take_up_run(office.call("serdar"), folder=folder)
    assert again.told == {"taken_before": True}
    assert FindingEvent.objects.count() == found.findings.height


def test_one_leaf_stands_for_the_whole_run(office: Office, found: Run, tmp_path: Path):
    before = Entry.objects.count()
    take_up_run(office.call("serdar"), folder=written(found, tmp_path))
    assert list(Entry.objects.order_by("number").values_list("kind", flat=True))[before:] == ["supervision_run"]


def test_what_a_later_run_gives_again_is_still_true_and_what_was_corrected_is_gone(
    office: Office, found: Run, tmp_path: Path
):
    take_up_run(office.call("serdar"), folder=written(found, tmp_path))
    lost = found.findings["finding"][0]
    corrected = later(found, found.findings.filter(pl.col("finding") != lost))
    told = take_up_run(office.call("serdar"), folder=written(corrected, tmp_path)).told
    assert (told["gone"], told["still_true"]) == (1, found.findings.height - 1)
    assert finding(finding=lost)["status"] == "gone"
    told = take_up_run(office.call("serdar"), folder=written(later(found, found.findings, 2), tmp_path)).told
    assert told["back"] == 1
    assert [each["what"] for each in finding(finding=lost)["events"]] == ["first_seen", "gone", "back"]


def test_a_dismissed_finding_is_not_opened_again_by_a_run(office: Office, found: Run, tmp_path: Path):
    take_up_run(office.call("serdar"), folder=written(found, tmp_path))
    key = found.findings["finding"][0]
    dismiss_finding(office.call("serdar", seen=1), finding=key, note="The meter was swapped that day.")
    take_up_run(office.call("serdar"), folder=written(later(found, found.findings), tmp_path))
    told = finding(finding=key)
    assert told["status"] == "dismissed"
    assert [each["what"] for each in told["events"]] == ["first_seen", "dismissed", "still_true"]
    with pytest.raises(NoSuchFindingError, match="dismissed already"):
        dismiss_finding(office.call("serdar"), finding=key, note="once more")


def test_an_officer_who_has_not_seen_what_a_run_changed_is_told(office: Office, found: Run, tmp_path: Path):
    take_up_run(office.call("serdar"), folder=written(found, tmp_path))
    key = found.findings["finding"][0]
    take_up_run(
        office.call("serdar"), folder=written(later(found, found.findings.filter(pl.col("finding") != key)), tmp_path)
    )
    with pytest.raises(StaleError, match="it is gone"):
        dismiss_finding(office.call("serdar", seen=1), finding=key, note="x")


def test_a_run_of_an_earlier_lake_is_refused_after_a_later_one(office: Office, found: Run, tmp_path: Path):
    take_up_run(office.call("serdar"), folder=written(later(found, found.findings), tmp_path))
    with pytest.raises(RunRefusedError, match="make a run of today's lake"):
        take_up_run(office.call("serdar"), folder=written(found, tmp_path))
    assert OfficeFinding.objects.count() == found.findings.height


def test_a_run_of_another_country_is_refused(office: Office, found: Run, tmp_path: Path, settings):
    settings.JURISDICTION, settings.DEMONSTRATION = "kz", ()
    with pytest.raises(RunRefusedError, match="is of tm, the office of kz"):
        take_up_run(office.call("serdar"), folder=written(found, tmp_path))
