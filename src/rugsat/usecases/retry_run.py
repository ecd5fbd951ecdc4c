"""Trying a run of the supervision cycle again."""

from django.db import IntegrityError, transaction

from rugsat.store.runs.models import Run, RunEvent, State
from rugsat.usecases.call import Done
from rugsat.usecases.cancel_run import RunEndedError, locked_run
from rugsat.usecases.start_run import refuse_second
from rugsat.usecases.use_case import use_case
from rugsat.usecases.wake_workers import wake
from rugsat.usecases.work import Work


@use_case
def retry_run(work: Work, *, run: int) -> Done:
    """Try a run again that failed or was cancelled, on the evidence and the law of now; what is the same is kept."""
    held = locked_run(work, run)
    if held.state not in {State.FAILED, State.CANCELLED}:
        message = f"run {run} is {held.state}: only one that failed or was cancelled is tried again, else start another"
        raise RunEndedError(message)
    refuse_second(held.jurisdiction)
    _begin_again(held, work)
    try:
        with transaction.atomic():
            held.save()
    except IntegrityError:
        refuse_second(held.jurisdiction)
        raise
    held.begun_stages.all().delete()
    RunEvent.objects.create(run=held, what="retried", at=work.at, by=work.call.by)
    wake(run)
    work.tell("run_retried", f"run-{run}", {"run": run, "tries": held.tries, "by": work.call.by})
    return Done(str(run), held.version, {"state": str(held.state), "tries": held.tries})


def _begin_again(held: Run, work: Work) -> None:
    held.state, held.began_at, held.ended_at = State.WAITING, work.at, None
    held.version, held.tries = held.version + 1, held.tries + 1
    held.doing, held.stages, held.stages_done, held.deaths = "", 0, 0, 0
    held.inputs, held.error, held.result, held.taken = {}, "", "", {}
