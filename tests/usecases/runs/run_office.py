"""An office with a lake in tests: runs are started and led in the process of the test, on the clock of the office."""

from datetime import date, datetime, timedelta

import pytest

from rugsat.operations.cycle import cycle
from rugsat.store.queries import runs
from rugsat.store.runs.lease import take_lease
from rugsat.store.runs.models import Run
from rugsat.usecases import lead_run
from rugsat.usecases.lead_run import lead
from rugsat.usecases.start_run import start_run
from tests.usecases.people import Office

ON = date(2026, 3, 31)
FEW = ("household_consumption_above_cap", "power_above_licensed_capacity", "return_overdue")
LENGTH = timedelta(seconds=60)


def started(office: Office, **asked: object) -> int:
    words = {"on": ON, "engine": "polars", "register": "lake", "checks": FEW, **asked}
    return int(start_run(office.call("serdar"), **words).subject)


def led(office: Office, worker: str = "w1", stop_after: int = 1000) -> Run:
    """The run that waits, led by a worker that is told to end after so many stages."""

    def clock() -> datetime:
        office.now += timedelta(seconds=1)
        return office.now

    lease = take_lease(worker, at=clock(), length=LENGTH)
    assert lease is not None
    asked = iter(range(10_000))
    lead(lease, clock=clock, stopping=lambda: next(asked) >= stop_after)
    return Run.objects.get(number=lease.run)


def stages(run: int) -> list[tuple[str, bool]]:
    return [(each["stage"], each["reused"]) for each in runs.run(run=run)["plan"] if each["state"] == "done"]


def asked_of(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The checks that are really asked from now on, in order."""
    seen: list[str] = []

    def ask(check, prepared, engine):
        seen.append(check.name)
        return cycle.ask(check, prepared, engine)

    monkeypatch.setattr(lead_run, "ask", ask)
    return seen
