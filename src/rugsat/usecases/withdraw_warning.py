"""Withdrawing a warning about a firm."""

from rugsat.kernel.period import Period
from rugsat.store.bitemporal import Said, write
from rugsat.store.parties.models import FirmWarning, WarningDraft
from rugsat.usecases.call import Done
from rugsat.usecases.use_case import use_case
from rugsat.usecases.warning_draft import draft_to_sign, sign, warning_acted_on
from rugsat.usecases.warning_form import next_act
from rugsat.usecases.work import Work


@use_case
def withdraw_warning(work: Work, *, draft: str) -> Done:
    """Sign the withdrawal that another officer drafted: from today on the warning is no longer given.

    That it was given before stays readable.
    """
    held = draft_to_sign(work, draft, WarningDraft.Does.WITHDRAW)
    standing = warning_acted_on(held)
    period = Period(max(work.on, standing.since))
    act = next_act(held.warning, work.at)
    write(FirmWarning, [Said({"warning": held.warning}, None)], period=period, at=work.at, act=act)
    sign(work, held, warning=held.warning)
    said = {"note": held.note, "by": work.call.by, "drafted_by": held.drafted_by, "draft": draft}
    work.tell("warning_withdrawn", held.warning, said)
    return Done(held.warning, 1, {"warning": held.warning, "given_until": period.since.isoformat()})
