"""Dropping a draft of a warning, or of its withdrawal."""

from rugsat.store.parties.models import WarningDraft
from rugsat.usecases.call import Done
from rugsat.usecases.case_act import required
from rugsat.usecases.use_case import use_case
from rugsat.usecases.warning_draft import open_draft
from rugsat.usecases.work import Work


@use_case
def drop_warning_draft(work: Work, *, draft: str, note: str) -> Done:
    """Drop a draft, whoever wrote it; what is given to the public stays as it is."""
    held = open_draft(work, draft)
    held.state, held.version = WarningDraft.State.DROPPED, held.version + 1
    held.dropped_by, held.dropped_at = work.call.by, work.at
    held.dropped_for = required(note, "say why it is dropped").strip()
    held.save()
    work.tell("warning_draft_dropped", draft, {"note": held.dropped_for, "warning": held.warning})
    return Done(draft, held.version, {"state": held.state})
