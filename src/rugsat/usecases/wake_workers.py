"""Waking a worker for a run: a task says only that there is something to do, and may be lost or come twice."""

from collections.abc import Callable
from contextvars import ContextVar
from datetime import datetime, timedelta

from django.db import transaction
from django_tasks import task
from django_tasks_db.models import DBTaskResult, DBTaskResultQuerySet

from rugsat.kernel.errors import RugsatError
from rugsat.store.runs.lease import free_at

QUEUE = "runs"
_working: ContextVar[Callable[[], None] | None] = ContextVar("working", default=None)


class NoWorkerHereError(RugsatError):
    """A task that was taken by a program that leads no runs."""


@task(queue_name=QUEUE)
def lead_what_waits(run: int) -> None:
    """Have the worker of this process lead whatever run is free; which one was asked for is told to people only."""
    lead = _working.get()
    if lead is None:
        message = f"run {run} is led by a worker of Rugsat: begin one with rugsat runs work"
        raise NoWorkerHereError(message)
    lead()


def wake(run: int) -> None:
    """Wake a worker, as soon as the transaction that this is called in stands."""
    lead_what_waits.enqueue(run)


def wake_for_forgotten(*, at: datetime, length: timedelta) -> None:
    """Wake a worker for a run that nobody leads and no task tells of, because the one that it had was killed."""
    free = free_at(at).first()
    if free is None or _ready().exists():
        return
    with transaction.atomic():
        # What a killed worker had taken is never finished by anybody.
        taken = DBTaskResult.objects.filter(queue_name=QUEUE).running()
        taken.filter(started_at__lt=at - length).delete()
        if not _ready().exists():
            wake(free.number)


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
