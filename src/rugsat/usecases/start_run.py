"""Starting a run of the supervision cycle."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import IntegrityError, transaction

from rugsat.domain.supervision.discovery import check_named
from rugsat.evidence.engines.choose import ENGINES, UnknownEngineError
from rugsat.kernel.errors import RugsatError
from rugsat.kernel.record import to_plain
from rugsat.store.runs.models import ACTIVE, Run, RunEvent, State
from rugsat.usecases.call import Done
from rugsat.usecases.use_case import use_case
from rugsat.usecases.wake_workers import wake
from rugsat.usecases.work import Work

OFFICE, LAKE = "office", "lake"


class RunNotPossibleError(RugsatError):
    """A run that cannot be started as it was asked for."""


class RunGoingError(RugsatError):
    """A run that is not ended stands in the way of another."""


@use_case
def start_run(
    work: Work,
    *,
    on: date | None = None,
    since: date | None = None,
    checks: Sequence[str] = (),
    engine: str = "duckdb",
    register: str = OFFICE,
) -> Done:
    """Start a run of the cycle up to a day, the last whole one where left out; workers lead it, one run at a time.

    `register` says whether the register of the office goes into the lake first, or that of the lake is taken.
    """
    asked = _asked(work, on, since, checks)
    _refuse_unknown(engine, register)
    refuse_second(work.law.jurisdiction)
    try:
        with transaction.atomic():
            run = Run.objects.create(
                jurisdiction=work.law.jurisdiction,
                state=State.WAITING,
                since=asked.since,
                on=asked.on,
                checks=list(asked.checks),
                engine=engine,
                register=register,
                started_by=work.call.by,
                started_at=work.at,
                began_at=work.at,
            )
    except IntegrityError:
        refuse_second(work.law.jurisdiction)
        raise
    RunEvent.objects.create(run=run, what="started", at=work.at, by=work.call.by)
    wake(run.number)
    says = {**to_plain(asked), "run": run.number, "engine": engine, "register": register, "by": work.call.by}
    work.tell("run_started", f"run-{run.number}", says)
    return Done(str(run.number), run.version, {"state": str(run.state), "on": asked.on, "since": asked.since})


def refuse_second(jurisdiction: str) -> None:
    """Raise RunGoingError where a run of the jurisdiction is not ended; it says which."""
    going = Run.objects.filter(jurisdiction=jurisdiction, state__in=ACTIVE).first()
    if going is not None:
        message = (
            f"run {going.number}, which {going.started_by} started for {going.on}, is {going.state}: wait until it has "
            "ended, or cancel it"
        )
        raise RunGoingError(message)


@dataclass(frozen=True, slots=True)
class _Asked:
    on: date
    since: date | None
    checks: tuple[str, ...]


def _asked(work: Work, on: date | None, since: date | None, checks: Sequence[str]) -> _Asked:
    last = on or work.on - timedelta(days=1)
    if last > work.on:
        message = f"{last} has not come yet, today is {work.on}: ask for a day up to today"
        raise RunNotPossibleError(message)
    if since is not None and since > last:
        message = f"the first day {since} lies after the last day {last}: no day would be looked at, swap them"
        raise RunNotPossibleError(message)
    return _Asked(last, since, tuple(sorted({check_named(name).name for name in checks})))


def _refuse_unknown(engine: str, register: str) -> None:
    if engine not in ENGINES:
        message = f"'{engine}' is no engine: use {', '.join(ENGINES)}"
        raise UnknownEngineError(message)
    if register not in {OFFICE, LAKE}:
        message = f"'{register}' is no register: take that of the {OFFICE} or that of the {LAKE}"
        raise RunNotPossibleError(message)
