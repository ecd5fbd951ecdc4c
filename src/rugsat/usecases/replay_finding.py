"""Asking for a replay of a finding."""

from django.db import IntegrityError, transaction

from rugsat.kernel.errors import RugsatError
from rugsat.store.queries.finding_shown import found_by
from rugsat.store.runs.models import AskedReplay
from rugsat.store.runs.replay_lease import GOING
from rugsat.usecases.call import Done
from rugsat.usecases.use_case import use_case
from rugsat.usecases.wake_workers import wake_for_replay
from rugsat.usecases.work import Work

_MOST = 5
"""So many of one officer may wait at once, so that those of others have their turn."""


class ReplayRefusedError(RugsatError):
    """A replay that is not begun."""


@use_case
def replay_finding(work: Work, *, finding: str) -> Done:
    """Ask the check of a finding again, as known then and as known now; a worker answers. Nothing else changes.

    While a replay of the finding waits or runs, asking again leads to that one.
    """
    found_by(finding=finding)
    if going := _going(finding):
        return Done(finding, 1, {"replay": going.number, "begun": False})
    waiting = AskedReplay.objects.filter(asked_by=work.call.by, state__in=GOING).count()
    if waiting >= _MOST:
        message = f"{waiting} replays that you asked for have not ended: wait for one of them, then ask again"
        raise ReplayRefusedError(message)
    try:
        with transaction.atomic():
            asked = AskedReplay.objects.create(finding=finding, asked_by=work.call.by, asked_at=work.at)
    except IntegrityError:
        if going := _going(finding):
            return Done(finding, 1, {"replay": going.number, "begun": False})
        raise
    wake_for_replay(asked.number)
    work.tell("finding_replay_asked", finding, {"replay": asked.number})
    return Done(finding, 1, {"replay": asked.number, "begun": True})


def _going(finding: str) -> AskedReplay | None:
    return AskedReplay.objects.filter(finding=finding, state__in=GOING).first()
