"""Cancelling a run of the supervision cycle."""

from rugsat.kernel.errors import RugsatError
from rugsat.store.queries.told import NotOnTheRegisterError
from rugsat.store.runs.lease import cancel_at_once
from rugsat.store.runs.models import Run, RunEvent, State
from rugsat.store.runs.plan import WRITING
from rugsat.usecases.call import Done, StaleError
from rugsat.usecases.use_case import use_case
from rugsat.usecases.work import Work


class RunEndedError(RugsatError):
    """A run that is past what is asked of it."""


@use_case
def cancel_run(work: Work, *, run: int, note: str = "") -> Done:
    """Cancel a run: it stops at the end of the stage that it is in, and neither lake nor office hold anything of it."""
    held = locked_run(work, run)
    if held.state not in {State.WAITING, State.RUNNING}:
        message = f"run {run} is {held.state}: only one that waits or runs can be cancelled"
        raise RunEndedError(message)
    if held.doing in WRITING:
        message = f"run {run} has its answers and is writing them down: it ends by itself, wait for it"
        raise RunEndedError(message)
    held.version += 1
    if held.leased_until is None or held.leased_until <= work.at:
        cancel_at_once(held, at=work.at, by=work.call.by, note=note)
    else:
        held.state = State.CANCELLING
        held.save(update_fields=("state", "version"))
        RunEvent.objects.create(run=held, what=State.CANCELLING, at=work.at, by=work.call.by, note=note)
    work.tell("run_cancelled", f"run-{run}", {"run": run, "note": note, "by": work.call.by})
    return Done(str(run), held.version, {"state": str(held.state)})


def locked_run(work: Work, number: int) -> Run:
    """The run with its row locked; refuses whoever has seen another version of it."""
    held = Run.objects.select_for_update().filter(number=number).first()
    if held is None:
        message = f"there is no run {number}: list them with rugsat runs list"
        raise NotOnTheRegisterError(message)
    if work.call.seen not in {None, held.version}:
        message = f"run {number} has changed since you saw it (it is {held.state}): look at it again"
        raise StaleError(message)
    return held
