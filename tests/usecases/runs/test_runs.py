"""A run of the cycle from the office: started once, led by one worker, cancelled, tried again."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.db import OperationalError

from rugsat.evidence.lake.lake import Lake
from rugsat.operations.cycle import cycle
from rugsat.operations.load_register import load_register
from rugsat.store.findings.models import OfficeFinding, TakenRun
from rugsat.store.outbox.models import Entry
from rugsat.store.queries import runs
from rugsat.store.runs.lease import (
    Lease,
    LeaseLostError,
    begin_stage,
    end_stage,
    give_back,
    renew,
    take_lease,
)
from rugsat.store.runs.models import Run, State
from rugsat.usecases import lead_run, work_runs
from rugsat.usecases.call import StaleError
from rugsat.usecases.cancel_run import RunEndedError, cancel_run
from rugsat.usecases.lead_run import lead
from rugsat.usecases.retry_run import retry_run
from rugsat.usecases.start_run import RunGoingError, start_run
from rugsat.usecases.wake_workers import NoWorkerHereError, heed, lead_what_waits, wake_for_forgotten
from tests.usecases.people import Office
from tests.usecases.runs.run_office import FEW, LENGTH, ON, asked_of, led, stages, started


def test_one_run_at_a_time_and_whoever_comes_second_is_told_which(office: Office, lake: Lake):
    number = started(office)
    with pytest.raises(RunGoingError, match=f"run {number}, which serdar started for 2026-03-31, is waiting"):
        start_run(office.call("dilber"))
    assert led(office).state == State.DONE
    assert started(office) > number


def test_the_last_whole_day_is_looked_at_where_none_is_named(office: Office, lake: Lake):
    assert start_run(office.call("register")).told["on"] == date(2026, 4, 5)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"on": date(2027, 1, 1)}, "has not come yet"),
        ({"since": date(2026, 4, 2)}, "no day would be looked at"),
        ({"checks": ("no_such",)}, "there is no check 'no_such'"),
        ({"engine": "abacus"}, "is no engine"),
        ({"register": "none"}, "is no register"),
    ],
)
def test_what_cannot_be_run_is_refused_and_leaves_nothing(office: Office, lake: Lake, asked: dict, said: str):
    before = Entry.objects.count()
    with pytest.raises(Exception, match=said):
        started(office, **asked)
    assert not Run.objects.exists()
    assert Entry.objects.count() == before


def test_a_worker_that_is_to_end_gives_the_run_back_and_the_next_goes_on(
    office: Office, lake: Lake, monkeypatch: pytest.MonkeyPatch
):
    number = started(office)
    seen = asked_of(monkeypatch)
    assert led(office, "w1", stop_after=3).state == State.WAITING
    assert seen == [FEW[0]]
    run = led(office, "w2")
    assert run.state == State.DONE
    assert seen == list(FEW)
    plan = runs.run(run=number)["plan"]
    assert [each["worker"] for each in plan] == ["w1", "w1", "w1", "w2", "w2", "w2", "w2"]
    assert [each["what"] for each in runs.run(run=number)["events"]] == ["started", "led", "given_back", "led", "done"]


def test_a_run_whose_worker_fell_silent_is_taken_up_when_its_lease_ends_and_not_before(office: Office, lake: Lake):
    number = started(office)
    dead = take_lease("dead", at=office.now, length=LENGTH)
    assert dead is not None
    assert take_lease("early", at=office.now + LENGTH - timedelta(seconds=1), length=LENGTH) is None
    assert renew(dead, at=office.now + timedelta(seconds=30))
    assert take_lease("early", at=office.now + LENGTH, length=LENGTH) is None
    office.now += timedelta(seconds=95)
    assert runs.run(run=number, at=office.now)["worker_is_silent"]
    assert led(office, "w2").state == State.DONE
    what = [(each["what"], each["by"]) for each in runs.run(run=number)["events"]]
    assert what == [("started", "serdar"), ("led", "dead"), ("lease_ended", "dead"), ("led", "w2"), ("done", "w2")]


def test_whoever_lost_the_lease_can_no_longer_write(office: Office, lake: Lake):
    number = started(office)
    old = take_lease("old", at=office.now, length=LENGTH)
    assert old is not None
    begin_stage(old, 1, "register", inputs="x", at=office.now)
    office.now += 2 * LENGTH
    new = take_lease("new", at=office.now, length=LENGTH)
    assert isinstance(new, Lease)
    assert not renew(old, at=office.now)
    for write in (
        lambda: begin_stage(old, 2, "bind", inputs="x", at=office.now),
        lambda: end_stage(old, 1, result="y", reused=False, at=office.now),
        lambda: give_back(old, at=office.now),
    ):
        with pytest.raises(LeaseLostError, match="no longer leads"):
            write()
    # Not even under the name that leads now, with a lease from before.
    with pytest.raises(LeaseLostError):
        give_back(Lease(number, "new", old.fence, LENGTH), at=office.now)
    lead(old, clock=lambda: office.now, stopping=lambda: False)
    assert Run.objects.get().worker == "new"
    assert stages(number) == []


def test_a_stage_in_which_one_worker_after_the_other_dies_fails_the_run_in_words(office: Office, lake: Lake):
    number = started(office)
    for death in range(5):
        lease = take_lease(f"w{death}", at=office.now, length=LENGTH)
        assert lease is not None
        begin_stage(lease, 1, "register", inputs="x", at=office.now)
        office.now += 2 * LENGTH
    assert take_lease("w6", at=office.now, length=LENGTH) is None
    told = runs.run(run=number)
    assert told["state"] == "failed"
    assert "5 workers have ended in the stage register" in told["error"]


def test_a_run_that_waits_is_cancelled_at_once_and_another_may_start(office: Office, lake: Lake):
    number = started(office)
    done = cancel_run(office.call("dilber"), run=number, note="A provider files again tonight.")
    assert done.told["state"] == "cancelled"
    assert take_lease("w1", at=office.now, length=LENGTH) is None
    assert started(office) > number


def test_a_run_that_is_led_stops_after_its_stage_and_leaves_nothing_in_the_lake(
    office: Office, lake: Lake, monkeypatch: pytest.MonkeyPatch
):
    number, before = started(office), lake.state().number
    seen: list[str] = []

    def ask(check, prepared, engine):
        seen.append(check.name)
        told = cancel_run(office.call("dilber"), run=number).told
        assert told["state"] == "cancelling"
        return cycle.ask(check, prepared, engine)

    monkeypatch.setattr(lead_run, "ask", ask)
    assert led(office).state == State.CANCELLED
    assert seen == [FEW[0]]
    assert list(lake.runs.iterdir()) == []
    assert not OfficeFinding.objects.exists()
    assert lake.state().number == before
    with pytest.raises(RunEndedError, match="is cancelled: only one that waits or runs"):
        cancel_run(office.call("dilber"), run=number)


def test_a_run_whose_worker_fell_silent_is_cancelled_at_once_and_that_worker_can_do_no_more(office: Office, lake: Lake):
    number = started(office)
    silent = take_lease("silent", at=office.now, length=LENGTH)
    assert silent is not None
    office.now += 2 * LENGTH
    assert cancel_run(office.call("dilber"), run=number).told["state"] == "cancelled"
    lead(silent, clock=lambda: office.now, stopping=lambda: False)
    assert Run.objects.get().state == State.CANCELLED
    assert list(lake.runs.iterdir()) == []


def test_a_run_that_is_being_written_down_cannot_be_cancelled(office: Office, lake: Lake):
    number = started(office)
    assert led(office, stop_after=5).state == State.WAITING
    lease = take_lease("w2", at=office.now, length=LENGTH)
    assert lease is not None
    begin_stage(lease, 6, "assemble", inputs="x", at=office.now)
    with pytest.raises(RunEndedError, match="is writing them down"):
        cancel_run(office.call("dilber"), run=number)


def test_whoever_acts_upon_a_run_that_has_changed_since_is_refused(office: Office, lake: Lake):
    number = started(office)
    cancel_run(office.call("dilber", seen=1), run=number)
    with pytest.raises(StaleError, match="has changed since you saw it"):
        retry_run(office.call("serdar", seen=1), run=number)


def test_a_run_that_failed_says_why_and_is_tried_again_with_the_answers_that_it_has(
    office: Office, lake: Lake, monkeypatch: pytest.MonkeyPatch
):
    number = started(office)
    with monkeypatch.context() as broken:

        def ask(check, prepared, engine):
            if check.name == FEW[1]:
                return 1 / 0
            return cycle.ask(check, prepared, engine)

        broken.setattr(lead_run, "ask", ask)
        failed = led(office)
    assert failed.state == State.FAILED
    assert "the program has an error that stopped the run (ZeroDivisionError: division by zero)" in failed.error
    assert (failed.doing, list(lake.runs.iterdir())) == (FEW[1], [])
    seen = asked_of(monkeypatch)
    retry_run(office.call("serdar"), run=number)
    done = led(office)
    assert (done.state, done.tries, done.error) == (State.DONE, 2, "")
    assert seen == [FEW[1], FEW[2]]
    assert dict(stages(number)) == {
        "register": True,
        "bind": False,
        FEW[0]: True,
        FEW[1]: False,
        FEW[2]: False,
        "assemble": False,
        "take_up": False,
    }
    with pytest.raises(RunEndedError, match="is done: only one that failed or was cancelled"):
        retry_run(office.call("serdar"), run=number)


def test_a_run_that_the_office_does_not_take_up_fails_in_its_words_and_is_tried_again_on_the_lake_of_now(
    office: Office,
    lake: Lake,
    demo_inputs: Path,
):
    number, last = started(office), lake.state().number
    later = {"jurisdiction": "tm", "on": ON, "started": office.now, "taken_at": office.now, "by": "serdar"}
    TakenRun.objects.create(run="2026-03-31-duckdb-later", lake_commit=last + 1, **later)
    failed = led(office)
    assert failed.state == State.FAILED
    assert "make a run of today's lake" in failed.error
    load_register(lake, demo_inputs / "register", recorded_at=office.now)
    retry_run(office.call("serdar"), run=number)
    done = led(office)
    assert (done.state, done.error) == (State.DONE, "")
    assert done.inputs["lake_commit"] == last + 1


def test_a_lake_that_cannot_be_read_fails_the_run_and_not_the_worker(office: Office, lake: Lake, settings):
    (settings.OFFICE / "lake" / "lake.json").write_text("{}")
    started(office)
    failed = led(office)
    assert failed.state == State.FAILED
    assert "is a lake of another version" in failed.error


def test_a_task_wakes_a_worker_and_leaves_nothing_behind(office: Office, lake: Lake):
    number = started(office)
    led_by: list[str] = []
    assert heed("w1", lambda: led_by.append("w1"))
    assert led_by == ["w1"]
    assert not heed("w2", lambda: led_by.append("w2"))
    # The run still waits, so it is not forgotten.
    wake_for_forgotten(at=office.now, length=LENGTH)
    wake_for_forgotten(at=office.now, length=LENGTH)
    assert heed("w3", lambda: led_by.append("w3"))
    assert not heed("w3", lambda: led_by.append("w3"))
    assert led_by == ["w1", "w3"]
    with pytest.raises(NoWorkerHereError, match=f"run {number} is led by a worker of Rugsat"):
        lead_what_waits.call(number)


def test_lists_of_runs_ask_the_same_few_questions_however_many_there_are(
    office: Office, lake: Lake, django_assert_num_queries
):
    for _ in range(3):
        cancel_run(office.call("dilber"), run=started(office))
    number = started(office)
    led(office)
    with django_assert_num_queries(1):
        assert [each["state"] for each in runs.listed()] == ["done", "cancelled", "cancelled", "cancelled"]
    with django_assert_num_queries(1):
        assert runs.going() is None
    with django_assert_num_queries(3):
        runs.run(run=number)


def test_a_database_that_does_not_answer_fails_no_run(office: Office, lake: Lake, monkeypatch: pytest.MonkeyPatch):
    number = started(office)
    with monkeypatch.context() as broken:

        def begin_stage(*given: object, **more: object) -> None:
            raise OperationalError

        broken.setattr(lead_run, "begin_stage", begin_stage)
        with pytest.raises(OperationalError):
            led(office)
    assert (Run.objects.get().state, Run.objects.get().worker) == (State.RUNNING, "w1")
    office.now += 2 * LENGTH
    assert led(office, "w2").state == State.DONE
    assert "lease_ended" in [each["what"] for each in runs.run(run=number)["events"]]


def test_a_worker_outlives_a_database_that_does_not_answer(monkeypatch: pytest.MonkeyPatch):
    worker = work_runs.Worker("w1", lambda: datetime.now(UTC), interval=timedelta(milliseconds=1))
    tried: list[str] = []

    def wake_for_forgotten(**more: object) -> None:
        tried.append("asked")
        if tried.count("asked") < 3:
            raise OperationalError
        worker.stop()

    monkeypatch.setattr(work_runs, "wake_for_forgotten", wake_for_forgotten)
    monkeypatch.setattr(work_runs, "heed", lambda worker, lead: True)
    monkeypatch.setattr(work_runs, "connection", SimpleNamespace(close=lambda: tried.append("closed")))
    monkeypatch.setattr(work_runs, "close_old_connections", lambda: None)
    worker.work()
    assert tried == ["asked", "closed", "asked", "closed", "asked"]
