"""The lease of a replay: one worker answers it; whoever lost it, because it fell silent, can no longer write."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from rugsat.store.runs.models import AskedReplay, State

GOING = (State.WAITING, State.RUNNING)
"""States of a replay that has not ended."""
_DEATHS = 3
"""So many workers may die of one; then it has failed, or it would kill one after the other."""


@dataclass(frozen=True, slots=True)
class ReplayLease:
    """The right of a worker to answer a replay, until its heart stops."""

    replay: int
    finding: str
    worker: str
    fence: int
    length: timedelta


def free_replays_at(at: datetime) -> QuerySet[AskedReplay]:
    """Replays that wait at a moment for somebody to answer them, the oldest first."""
    free = Q(leased_until=None) | Q(leased_until__lte=at)
    return AskedReplay.objects.filter(free, state__in=GOING).order_by("number")


def take_replay(worker: str, *, at: datetime, length: timedelta) -> ReplayLease | None:
    """Take the lease of a replay that nobody answers; None where there is none."""
    if not free_replays_at(at).exists():
        return None
    with transaction.atomic():
        held = free_replays_at(at).select_for_update(skip_locked=True).first()
        if held is None:
            return None
        held.deaths += bool(held.worker)
        if held.deaths >= _DEATHS:
            message = (
                f"{held.deaths} workers have ended with this replay, as when there is not enough memory: look at the "
                "journal of the machine, then replay it again"
            )
            _end(held, State.FAILED, at, message)
            return None
        held.state, held.worker, held.fence = State.RUNNING, worker, held.fence + 1
        held.leased_until = at + length
        held.save()
        return ReplayLease(held.number, held.finding, worker, held.fence, length)


def renew_replay(lease: ReplayLease, *, at: datetime) -> bool:
    """Let the heart beat; False where the lease is lost."""
    return bool(_led(lease).update(leased_until=at + lease.length))


def end_replay(lease: ReplayLease, *, at: datetime, answer: Any = None, error: str = "") -> bool:
    """Write what came of it; False where the lease is lost, and then nothing is written."""
    with transaction.atomic():
        held = _led(lease).select_for_update().first()
        if held is None:
            return False
        held.answer = answer
        _end(held, State.FAILED if error else State.DONE, at, error)
        return True


def _led(lease: ReplayLease) -> QuerySet[AskedReplay]:
    return AskedReplay.objects.filter(number=lease.replay, worker=lease.worker, fence=lease.fence, state=State.RUNNING)


def _end(held: AskedReplay, state: State, at: datetime, error: str) -> None:
    held.state, held.error, held.ended_at = state, error, at
    held.worker, held.leased_until = "", None
    held.save()
