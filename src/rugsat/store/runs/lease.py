"""The lease of a run: one worker leads it, for as long as its heart beats; whoever lost it can no longer write."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from rugsat.kernel.errors import RugsatError
from rugsat.store.runs.models import ACTIVE, Run, RunEvent, RunStage, State

_DEATHS = 5
"""So many workers may die in one stage; then the run has failed, or it would kill one after the other."""


class LeaseLostError(RugsatError):
    """Another worker leads the run meanwhile, or nobody may any more."""


class RunCancelledError(RugsatError):
    """Somebody has cancelled the run."""


@dataclass(frozen=True, slots=True)
class Lease:
    """The right of a worker to lead a run, until it gives it back or its heart stops."""

    run: int
    worker: str
    fence: int
    length: timedelta


def free_at(at: datetime) -> QuerySet[Run]:
    """Runs that are to be led and that nobody leads at a moment, the oldest first."""
    free = Q(leased_until=None) | Q(leased_until__lte=at)
    return Run.objects.filter(free, state__in=ACTIVE).order_by("number")


def take_lease(worker: str, *, at: datetime, length: timedelta) -> Lease | None:
    """Take the lease of a run that nobody leads; None where there is none. Of many who try at once, one has it."""
    # Looked at first without a lock, so that idle workers do not keep a writer waiting.
    if not free_at(at).exists():
        return None
    with transaction.atomic():
        run = free_at(at).select_for_update(skip_locked=True).first()
        if run is None:
            return None
        if run.worker:
            _note(run, "lease_ended", at, run.worker)
            run.deaths += 1
        if run.deaths >= _DEATHS:
            _end(run, State.FAILED, at, _killing(run))
            return None
        run.worker, run.fence = worker, run.fence + 1
        run.heartbeat_at, run.leased_until = at, at + length
        if run.state == State.WAITING:
            run.state = State.RUNNING
        run.save()
        _note(run, "led", at, worker)
        return Lease(run.number, worker, run.fence, length)


def renew(lease: Lease, *, at: datetime) -> bool:
    """Let the heart beat; False where the lease is lost."""
    told = {"heartbeat_at": at, "leased_until": at + lease.length}
    return bool(_led(lease).update(**told))


def begin_stage(lease: Lease, number: int, name: str, *, inputs: str, at: datetime) -> None:
    """Begin a stage, unless the run is cancelled or led by another: RunCancelledError, LeaseLostError."""
    with _held(lease) as run:
        if run.state == State.CANCELLING:
            message = f"the run {run.number} was cancelled"
            raise RunCancelledError(message)
        begun = {"name": name, "inputs": inputs, "result": "", "reused": False, "worker": lease.worker}
        RunStage.objects.update_or_create(run=run, number=number, defaults={**begun, "began_at": at, "ended_at": None})
        run.doing = name
        _beat(run, lease, at)


def end_stage(lease: Lease, number: int, *, result: str, reused: bool, at: datetime) -> None:
    """Record that a stage is finished, with the digest or the name of its result."""
    with _held(lease) as run:
        RunStage.objects.filter(run=run, number=number).update(result=result, reused=reused, ended_at=at)
        run.stages_done, run.deaths = number, 0
        _beat(run, lease, at)


def bind_run(lease: Lease, inputs: dict[str, object], stages: int, *, at: datetime) -> None:
    """Record what the run is bound to, and how many stages it has."""
    with _held(lease) as run:
        run.inputs, run.stages = inputs, stages
        _beat(run, lease, at)


def give_back(lease: Lease, *, at: datetime) -> None:
    """Give the lease back with the work unfinished: any worker may go on, unless the run is cancelled."""
    with _held(lease) as run:
        if run.state == State.CANCELLING:
            _end(run, State.CANCELLED, at, "", by=lease.worker)
            return
        run.state = State.WAITING
        _leave(run)
        run.save()
        _note(run, "given_back", at, lease.worker)


def end_run(
    lease: Lease, state: State, *, at: datetime, error: str = "", said: dict[str, object] | None = None
) -> None:
    """End the run: done with `said` (result and taken), failed with an error, or cancelled."""
    with _held(lease) as run:
        run.result = str((said or {}).get("result", run.result))
        run.taken = (said or {}).get("taken", run.taken)
        _end(run, state, at, error, by=lease.worker)


def cancel_at_once(run: Run, *, at: datetime, by: str, note: str) -> None:
    """End a run that nobody leads as cancelled; called with its row locked."""
    run.fence += 1
    _end(run, State.CANCELLED, at, "", by=by, note=note)


@contextmanager
def _held(lease: Lease) -> Iterator[Run]:
    with transaction.atomic():
        run = _led(lease).select_for_update().first()
        if run is None:
            message = f"{lease.worker} no longer leads the run {lease.run}: another goes on with it, or it has ended"
            raise LeaseLostError(message)
        yield run


def _led(lease: Lease) -> QuerySet[Run]:
    return Run.objects.filter(number=lease.run, worker=lease.worker, fence=lease.fence, state__in=ACTIVE)


def _beat(run: Run, lease: Lease, at: datetime) -> None:
    run.heartbeat_at, run.leased_until = at, at + lease.length
    run.save()


def _end(run: Run, state: State, at: datetime, error: str, *, by: str = "", note: str = "") -> None:
    run.state, run.error, run.ended_at = state, error, at
    _leave(run)
    run.save()
    _note(run, str(state), at, by, note or error)


def _leave(run: Run) -> None:
    run.worker, run.leased_until = "", None


def _note(run: Run, what: str, at: datetime, by: str, note: str = "") -> None:
    RunEvent.objects.create(run=run, what=what, at=at, by=by, note=note)


def _killing(run: Run) -> str:
    return (
        f"{run.deaths} workers have ended in the stage {run.doing} without finishing it, as when there is not enough "
        "memory: look at the journal of the machine, then try the run again"
    )
