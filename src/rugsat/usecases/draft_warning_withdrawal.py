"""Drafting the withdrawal of a warning."""

from rugsat.store.parties.models import WarningDraft
from rugsat.usecases.call import Done
from rugsat.usecases.case_act import required
from rugsat.usecases.use_case import use_case
from rugsat.usecases.warning_draft import new_draft
from rugsat.usecases.warning_form import standing_warning
from rugsat.usecases.work import Work


@use_case
def draft_warning_withdrawal(work: Work, *, warning: str, note: str) -> Done:
    """Draft that a warning is to be withdrawn, and why; it goes on being given until another officer has signed."""
    held = standing_warning(warning)
    why = required(note, "say why it is to be withdrawn").strip()
    draft = new_draft(work, does=WarningDraft.Does.WITHDRAW, warning=warning, rests_upon=held.act, note=why)
    work.tell("warning_withdrawal_drafted", draft.draft, {"warning": warning, "note": why})
    return Done(draft.draft, 1, {"state": draft.state, "warning": warning})
