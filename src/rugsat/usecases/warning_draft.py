"""A draft that one officer writes and another signs: a warning, what one is to say instead, or its withdrawal."""

from typing import Any

from rugsat.store.outbox.counter import take
from rugsat.store.parties.models import FirmWarning, WarningDraft
from rugsat.usecases.call import NotPermittedError, StaleError
from rugsat.usecases.policy_form import writers_with
from rugsat.usecases.warning_form import WarningRefusedError, standing_warning
from rugsat.usecases.work import Work


def new_draft(work: Work, **said: Any) -> WarningDraft:
    """Keep a draft, written by whoever acts and for whom he acts."""
    year = work.on.year
    return WarningDraft.objects.create(
        draft=f"warning_draft_{year}_{take(f'warning-draft-{year}'):04}",
        writers=writers_with(work, ()),
        drafted_by=work.call.by,
        drafted_at=work.at,
        **said,
    )


def open_draft(work: Work, draft: str) -> WarningDraft:
    """A draft that nobody has signed or dropped, locked until the act is through."""
    held = WarningDraft.objects.select_for_update().filter(draft=draft).first()
    if held is None:
        message = f"there is no draft '{draft}': list them with rugsat warnings drafts"
        raise WarningRefusedError(message)
    if work.call.seen not in {None, held.version}:
        message = f"the draft {draft} has changed since you saw it (it is {held.state}): look at it again"
        raise StaleError(message)
    if held.state != WarningDraft.State.DRAFT:
        message = f"the draft {draft} is {held.state} already: draft another"
        raise WarningRefusedError(message)
    return held


def draft_to_sign(work: Work, draft: str, *does: str) -> WarningDraft:
    """A draft of another's that does one of these; refused to its writers, and where its warning was acted upon since.

    Whoever signs is another person than whoever wrote, also where one acts for the other.
    """
    held = open_draft(work, draft)
    if held.does not in does:
        words = {"give": "issue", "change": "issue", "withdraw": "withdraw"}
        message = f"the draft {draft} does something else: sign it with rugsat warnings {words[held.does]}"
        raise WarningRefusedError(message)
    if wrote := set(writers_with(work, ())) & set(held.writers):
        message = f"{min(wrote)} has written the draft {draft}: four eyes are needed, let somebody else sign it"
        raise NotPermittedError(message)
    return held


def warning_acted_on(held: WarningDraft) -> FirmWarning:
    """The warning that a draft changes or withdraws, as it was when the draft was written."""
    standing = standing_warning(held.warning)
    if standing.act != held.rests_upon:
        message = f"{held.warning} says something else since {held.draft} was written: drop the draft and draft another"
        raise WarningRefusedError(message)
    return standing


def sign(work: Work, held: WarningDraft, *, warning: str) -> None:
    """Let the draft be signed by whoever acts."""
    held.state, held.version, held.warning = WarningDraft.State.SIGNED, held.version + 1, warning
    held.signed_by, held.signed_at = work.call.by, work.at
    held.save()
