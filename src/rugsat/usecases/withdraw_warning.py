"""Withdrawing a warning about a firm."""

from rugsat.kernel.period import Period
from rugsat.store.bitemporal import Said, write
from rugsat.store.parties.models import FirmWarning
from rugsat.usecases.call import Done
from rugsat.usecases.case_act import required
from rugsat.usecases.use_case import use_case
from rugsat.usecases.warning_form import next_act, standing_warning
from rugsat.usecases.work import Work


@use_case
def withdraw_warning(work: Work, *, warning: str, note: str) -> Done:
    """From today on a warning is no longer given; that it was given before stays readable."""
    held = standing_warning(warning)
    period = Period(max(work.on, held.since))
    write(
        FirmWarning,
        [Said({"warning": warning}, None)],
        period=period,
        at=work.at,
        act=next_act(warning, work.at),
    )
    work.tell("warning_withdrawn", warning, {"note": required(note, "say why"), "by": work.call.by})
    return Done(warning, 1, {"warning": warning, "given_until": period.since.isoformat()})
