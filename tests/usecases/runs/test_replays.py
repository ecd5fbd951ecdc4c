"""A replay that an officer asks for: once at a time, answered by one worker, taken up again when that one dies."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.db import OperationalError
from django_tasks_db.models import DBTaskResult

from rugsat.evidence.lake.lake import Lake
from rugsat.store.findings.models import OfficeFinding
from rugsat.store.outbox.models import Entry
from rugsat.store.queries.replays import ReplayTold, replay_of
from rugsat.store.queries.told import NotOnTheRegisterError
from rugsat.store.runs.models import AskedReplay, Run
from rugsat.store.runs.replay_lease import end_replay, renew_replay, take_replay
from rugsat.usecases import lead_replay as leading
from rugsat.usecases.call import NotPermittedError
from rugsat.usecases.lead_replay import lead_replay
from rugsat.usecases.replay_finding import ReplayRefusedError, replay_finding
from rugsat.usecases.wake_workers import heed, wake_for_forgotten
from rugsat.usecases.work_runs import Worker
from tests.operations.conftest import filed_lake  # noqa: F401 - a fixture
from tests.usecases.people import Office
from tests.usecases.runs.run_office import LENGTH, started
from tests.web.console.supervised import supervised

CHECK = "power_above_licensed_capacity"


@pytest.fixture
def run(office: Office, filed_lake: Lake) -> Path:  # noqa: F811 - a fixture
    return supervised(office, filed_lake, checks=(CHECK,))


@pytest.fixture
def finding(run: Path) -> str:
    return str(OfficeFinding.objects.order_by("finding").values_list("finding", flat=True)[0])


def told(finding: str, office: Office) -> ReplayTold:
    replay = replay_of(finding=finding, at=office.now)[1]
    assert replay is not None
    return replay


def worked(office: Office, say: list[str] | None = None) -> None:
    """Let a worker do what waits, within the transaction of the test, which a real one would leave."""
    made = Worker("w1", lambda: office.now, lease=LENGTH, say=(say if say is not None else []).append)
    while heed(made.name, made._lead):
        pass


def test_ten_clicks_of_two_officers_start_one_replay(office: Office, finding: str):
    for number in range(10):
        replay_finding(office.call("serdar", key=f"k{number}"), finding=finding)
    assert replay_finding(office.call("anna"), finding=finding).told["begun"] is False
    assert AskedReplay.objects.count() == 1
    assert DBTaskResult.objects.count() == 1
    assert Entry.objects.filter(kind="finding_replay_asked", subject=finding).count() == 1
    assert told(finding, office).goes_on


def test_a_worker_answers_it_then_and_now_to_the_last_digit(office: Office, finding: str):
    replay_finding(office.call("serdar"), finding=finding)
    worked(office)
    answered = told(finding, office)
    assert (answered.state, answered.error, answered.same_code) == ("done", "", True)
    assert answered.then is not None
    assert answered.now is not None
    assert answered.then.same
    assert answered.now.same
    assert answered.then.finding is not None
    assert answered.then.finding["first_day"] == OfficeFinding.objects.get(pk=finding).first_day
    assert not DBTaskResult.objects.exists()


def test_it_is_answered_before_a_run_that_waits_and_the_run_is_not_forgotten(office: Office, finding: str):
    number = started(office, checks=(CHECK,))
    replay_finding(office.call("serdar"), finding=finding)
    said: list[str] = []
    worked(office, said)
    assert said[0].startswith(f"replay {AskedReplay.objects.get().pk}: answered")
    assert Run.objects.get(number=number).state == "done"
    assert told(finding, office).state == "done"


def test_when_it_has_ended_it_can_be_asked_for_again(office: Office, finding: str):
    for times in (1, 2):
        replay_finding(office.call("serdar"), finding=finding)
        lease = take_replay("w1", at=office.now, length=LENGTH)
        assert lease is not None
        assert end_replay(lease, at=office.now, error="no")
        assert AskedReplay.objects.count() == times


def test_nobody_fills_the_queue(office: Office, finding: str):
    held = OfficeFinding.objects.get(pk=finding)
    for number in range(5):
        AskedReplay.objects.create(finding=f"{number:016x}", asked_by="serdar", asked_at=office.now)
    with pytest.raises(ReplayRefusedError, match="5 replays that you asked for have not ended"):
        replay_finding(office.call("serdar"), finding=held.finding)
    replay_finding(office.call("sona"), finding=held.finding)


def test_what_cannot_be_replayed_is_not_asked_for(office: Office, finding: str, run: Path):
    with pytest.raises(NotPermittedError):
        replay_finding(office.call("kerim"), finding=finding)
    with pytest.raises(NotOnTheRegisterError, match="no finding"):
        replay_finding(office.call("serdar"), finding="nothing")
    run.rename(run.with_name("elsewhere"))
    with pytest.raises(NotOnTheRegisterError, match="bring it back"):
        replay_finding(office.call("serdar"), finding=finding)
    assert not AskedReplay.objects.exists()


def test_a_run_that_is_lost_meanwhile_is_told_in_words(office: Office, finding: str, run: Path):
    replay_finding(office.call("serdar"), finding=finding)
    run.rename(run.with_name("elsewhere"))
    worked(office)
    answered = told(finding, office)
    assert answered.state == "failed"
    assert "bring it back" in answered.error


def test_an_error_of_the_program_is_told_and_stops_no_worker(
    office: Office, finding: str, monkeypatch: pytest.MonkeyPatch
):
    def broken(**_asked: object) -> None:
        raise ZeroDivisionError

    replay_finding(office.call("serdar"), finding=finding)
    monkeypatch.setattr(leading, "replayed", broken)
    worked(office)
    assert "the program has an error" in told(finding, office).error


def test_a_database_that_is_out_of_reach_leaves_it_to_the_next_try(
    office: Office, finding: str, monkeypatch: pytest.MonkeyPatch
):
    def gone(**_asked: object) -> None:
        raise OperationalError

    replay_finding(office.call("serdar"), finding=finding)
    lease = take_replay("w1", at=office.now, length=LENGTH)
    assert lease is not None
    with monkeypatch.context() as broken:
        broken.setattr(leading, "replayed", gone)
        with pytest.raises(OperationalError):
            lead_replay(lease, clock=lambda: office.now)
    assert told(finding, office).goes_on
    office.now += LENGTH
    assert take_replay("w2", at=office.now, length=LENGTH) is not None


def test_whoever_lost_the_lease_can_no_longer_write(office: Office, finding: str):
    replay_finding(office.call("serdar"), finding=finding)
    old = take_replay("old", at=office.now, length=LENGTH)
    assert old is not None
    assert take_replay("early", at=office.now, length=LENGTH) is None
    assert renew_replay(old, at=office.now + timedelta(seconds=30))
    office.now += 2 * LENGTH
    assert told(finding, office).without_worker, "its worker has fallen silent"
    new = take_replay("old", at=office.now, length=LENGTH)
    assert new is not None
    assert not renew_replay(old, at=office.now)
    assert not end_replay(old, at=office.now, error="late")
    assert end_replay(new, at=office.now, answer=None, error="in time")
    assert told(finding, office).error == "in time"


def test_what_kills_worker_after_worker_fails_in_words(office: Office, finding: str):
    replay_finding(office.call("serdar"), finding=finding)
    for _ in range(3):
        assert take_replay("dead", at=office.now, length=LENGTH) is not None
        office.now += LENGTH
    assert take_replay("next", at=office.now, length=LENGTH) is None
    assert "3 workers have ended with this replay" in told(finding, office).error


def test_a_replay_whose_task_was_lost_is_not_forgotten(office: Office, finding: str):
    replay_finding(office.call("serdar"), finding=finding)
    DBTaskResult.objects.all().delete()
    wake_for_forgotten(at=office.now, length=LENGTH)
    wake_for_forgotten(at=office.now, length=LENGTH)
    assert DBTaskResult.objects.count() == 1
    worked(office)
    assert told(finding, office).state == "done"


def test_without_a_worker_that_is_said_after_a_while_and_not_while_a_run_is_led(office: Office, finding: str):
    replay_finding(office.call("serdar"), finding=finding)
    assert not told(finding, office).without_worker
    office.now += timedelta(seconds=16)
    assert told(finding, office).without_worker
    number = started(office, checks=(CHECK,))
    Run.objects.update(leased_until=office.now + LENGTH)
    assert (told(finding, office).without_worker, told(finding, office).busy_with) == (False, number)
