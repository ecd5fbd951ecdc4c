"""Drafting a warning about a firm, or what a warning that is given is to say instead."""

from collections.abc import Mapping

from rugsat.kernel.record import to_plain
from rugsat.store.parties.models import WarningDraft
from rugsat.usecases.call import Done
from rugsat.usecases.use_case import use_case
from rugsat.usecases.warning_draft import new_draft
from rugsat.usecases.warning_form import WarningRefusedError, namesakes, read_warning, standing_warning
from rugsat.usecases.work import Work


@use_case
def draft_warning(work: Work, *, says: Mapping[str, object], warning: str = "") -> Done:
    """Draft a warning, or what one that is given is to say; nothing is public by it until another officer has signed.

    Parties that hold an authorisation under every word of the same name are told, because a warning may be about
    whoever uses their name, and never about them: those are suspended.
    """
    form = read_warning(says, work.law)
    held = standing_warning(warning) if warning else None
    if held and held.source:
        message = f"{warning} was taken from the register of another authority: only that authority changes it"
        raise WarningRefusedError(message)
    does = WarningDraft.Does.CHANGE if held else WarningDraft.Does.GIVE
    draft = new_draft(work, does=does, warning=warning, rests_upon=held.act if held else "", says=to_plain(form))
    found = namesakes(form, on=work.on)
    work.tell("warning_drafted", draft.draft, {"warning": warning, "says": draft.says, "namesakes": found})
    return Done(draft.draft, 1, {"state": draft.state, "warning": warning, "authorised_under_that_name": found})
