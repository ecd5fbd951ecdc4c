"""Waking a worker for a run or a replay: a task says only that there is something to do, and may be lost."""

from collections.abc import Callable
from contextvars import ContextVar
from datetime import datetime, timedelta

from django.db import transaction
from django_tasks import task
from django_tasks_db.models import DBTaskResult, DBTaskResultQuerySet

from rugsat.kernel.errors import RugsatError
from rugsat.store.runs.lease import free_at
from rugsat.store.runs.replay_lease import free_replays_at

QUEUE = "runs"
_working: ContextVar[Callable[[], None] | None] = ContextVar("working", default=None)


class NoWorkerHereError(RugsatError):
    """A task that was taken by a program that leads no runs."""


@task(queue_name=QUEUE)
def lead_what_waits(run: int, what: str = "run") -> None:
    """Have the worker of this process lead whatever is free; which one was asked for is told to people only."""
    lead = _working.get()
    if lead is None:
        message = f"{what} {run} is led by a worker of Rugsat: begin one with rugsat runs work"
        raise NoWorkerHereError(message)
    lead()


def wake(run: int) -> None:
    """Wake a worker, as soon as the transaction that this is called in stands."""
    lead_what_waits.enqueue(run)


def wake_for_replay(number: int) -> None:
    """Wake a worker for a replay, in the same way."""
    lead_what_waits.enqueue(number, "replay")


def wake_for_forgotten(*, at: datetime, length: timedelta) -> None:
    """Wake a worker for what nobody leads and no task tells of, because the one that it had was killed."""
    free, replay = free_at(at).first(), free_replays_at(at).first()
    if (free is None and replay is None) or _ready().exists():
        return
    with transaction.atomic():
        # What a killed worker had taken is never finished by anybody.
        taken = DBTaskResult.objects.filter(queue_name=QUEUE).running()
        taken.filter(started_at__lt=at - length).delete()
        if _ready().exists():
            return
        if free is not None:
            wake(free.number)
        if replay is not None:
            wake_for_replay(replay.number)


def heed(worker: str, lead: Callable[[], None]) -> bool:
    """Take the next task off the queue and have it lead; False where there is none. Tasks leave nothing behind."""
    if not _ready().exists():
        return False
    with transaction.atomic():
        taken = _ready().get_locked()
        if taken is None:
            return False
        taken.claim(worker[-64:])
    token = _working.set(lead)
    try:
        told = taken.task_result
        told.task.call(*told.args, **told.kwargs)
    finally:
        _working.reset(token)
        taken.delete()
    return True


def _ready() -> DBTaskResultQuerySet:
    return DBTaskResult.objects.ready().filter(queue_name=QUEUE)
