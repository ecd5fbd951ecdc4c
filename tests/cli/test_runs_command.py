"""The commands by which the office starts, watches and ends runs of the cycle."""

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from typer.testing import CliRunner

from rugsat.cli import office_call
from rugsat.cli import runs as runs_module
from rugsat.cli.main import app
from rugsat.cli.runs import StarterUnknownError
from rugsat.kernel.errors import RugsatError
from rugsat.store.queries.told import NotOnTheRegisterError
from rugsat.store.runs.lease import take_lease
from rugsat.usecases.cancel_run import RunEndedError
from rugsat.usecases.lead_run import lead
from rugsat.usecases.start_run import RunGoingError
from tests.usecases.conftest import office  # noqa: F401 - a fixture
from tests.usecases.people import Office

Rugsat = Callable[..., Any]


@pytest.fixture
def rugsat(office: Office, monkeypatch: pytest.MonkeyPatch) -> Rugsat:  # noqa: F811 - a fixture
    """Run a command, a minute after the one before; where it says JSON, as what it says."""
    office.now = datetime(2026, 4, 6, 20, tzinfo=UTC)

    def moved() -> Any:
        office.now += timedelta(minutes=1)
        return office.now

    for module in (office_call, runs_module):
        monkeypatch.setattr(module, "now", moved)

    def run(*words: str) -> Any:
        done = CliRunner().invoke(app, ["runs", *words], catch_exceptions=True)
        if isinstance(done.exception, RugsatError):
            raise done.exception
        assert done.exit_code == 0, done.output
        return json.loads(done.stdout) if "--json" in words else done.stdout

    return run


def led(office: Office) -> None:  # noqa: F811
    lease = take_lease("w1", at=office.now, length=timedelta(seconds=60))
    assert lease is not None
    lead(lease, clock=lambda: office.now, stopping=lambda: False)


def test_an_officer_starts_a_run_watches_it_and_cancels_it(rugsat: Rugsat):
    assert "There are no runs" in rugsat("list")
    words = ("--on", "2026-03-31", "--since", "2026-03-01", "--check", "return_overdue", "--register", "lake")
    made = rugsat("--by", "serdar", "start", *words, "--json")
    assert (made["state"], made["since"], made["on"]) == ("waiting", "2026-03-01", "2026-03-31")
    number = made["subject"]
    told = rugsat("show", number, "--json")
    assert (told["checks"], told["register"], told["started_by"]) == (["return_overdue"], "lake", "serdar")
    assert [each["stage"] for each in told["plan"]] == ["register", "bind", "return_overdue", "assemble", "take_up"]
    assert "Waits for a worker" in rugsat("list")
    assert re.search(r"  3  to come +Return overdue\n", rugsat("show", number))
    assert rugsat("list", "--state", "done") == "No run is done.\n"
    assert rugsat("--by", "dilber", "cancel", number, "--note", "not today", "--json")["state"] == "cancelled"
    assert rugsat("list", "--json")[0]["state"] == "cancelled"
    assert rugsat("--by", "serdar", "retry", number, "--json")["tries"] == 2
    with pytest.raises(RunEndedError, match="is waiting: only one that failed or was cancelled"):
        rugsat("--by", "serdar", "retry", number)


def test_an_office_without_evidence_has_its_run_too(office: Office, rugsat: Rugsat):  # noqa: F811
    rugsat("--by", "serdar", "start", "--on", "2026-03-31", "--engine", "polars")
    led(office)
    [row] = rugsat("list", "--json")
    assert (row["state"], row["error"]) == ("done", "")
    assert row["taken"]["first_seen"] == 0
    shown = rugsat("show", str(row["run"]))
    assert re.search(r"2  done +\d+\.\d s  Binds evidence and law\n", shown)
    assert re.search(r"2026-04-06T20:\d\d:00Z  Started  serdar\n", shown)
    assert row["result"] in rugsat("list")


def test_the_clock_starts_one_run_in_a_legal_day_however_often_it_rings(office: Office, rugsat: Rugsat):  # noqa: F811
    # 20:01 in UTC is one at night of the seventh in Ashgabat.
    rings = ("start", "--by", "clock", "--engine", "polars", "--json")
    first = rugsat(*rings)
    assert first["on"] == "2026-04-06"
    again = rugsat(*rings)
    assert (again["subject"], again["repeated"]) == (first["subject"], True)
    office.now += timedelta(hours=12)
    assert rugsat(*rings)["repeated"]
    office.now += timedelta(hours=12)
    with pytest.raises(RunGoingError, match="which register started for 2026-04-06, is waiting"):
        rugsat(*rings)
    led(office)
    assert rugsat(*rings)["on"] == "2026-04-07"


def test_whoever_is_not_the_clock_says_who_he_is_before_the_command(rugsat: Rugsat):
    with pytest.raises(StarterUnknownError, match="rugsat runs --by LOGIN start"):
        rugsat("start", "--by", "serdar")


def test_a_run_that_there_is_not_is_told_of_in_words(rugsat: Rugsat):
    with pytest.raises(NotOnTheRegisterError, match="there is no run 77: list them with rugsat runs list"):
        rugsat("show", "77")
    with pytest.raises(NotOnTheRegisterError, match="there is no run 77"):
        rugsat("--by", "dilber", "cancel", "77")
