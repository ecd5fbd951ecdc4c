"""Saying whether one will hold an authorisation that is to pass to one."""

from rugsat.kernel.errors import RugsatError
from rugsat.store.licensing.holder import AGREED, agreement, judged_party, passing
from rugsat.store.licensing.models import AttestationRow, CaseDocument
from rugsat.usecases.call import Done
from rugsat.usecases.case_act import case_for
from rugsat.usecases.use_case import use_case
from rugsat.usecases.work import Work


class NothingPassesError(RugsatError):
    """A case that is not on its way to anybody, or with a document that was not handed in for it."""


@use_case
def answer_transfer(work: Work, *, case: str, agrees: bool, note: str = "", document: str = "") -> Done:
    """Agree to hold what passes to one by a transfer, or decline; without its word nobody becomes the holder.

    The last word counts, until the transfer is decided; where the application is changed after it, it counts no more.
    """
    found = case_for(work, case, judged_party)
    pending = passing(found)
    if not pending.to:
        message = f"no transfer of {case} is pending: its holder applies for one first"
        raise NothingPassesError(message)
    handed = CaseDocument.objects.filter(case=found, document=document, by__party_id=pending.to)
    if document and not handed.exists():
        message = f"{pending.to} has handed in no document {document} for {case}: hand it in first"
        raise NothingPassesError(message)
    if before := agreement(case, pending):
        before.withdrawn_at = work.at
        before.save(update_fields=("withdrawn_at",))
    says = {"agrees": agrees, "note": note}
    AttestationRow.objects.create(
        case=found,
        kind=AGREED,
        about=f"party:{pending.to}",
        by=pending.to,
        on=work.on,
        says=says,
        since=work.on,
        document=document,
        recorded_at=work.at,
    )
    found.version += 1
    found.save(update_fields=("version",))
    work.tell("transfer_answered", case, {"party": pending.to, "document": document, **says})
    return Done(case, found.version, {"party": pending.to, "agrees": agrees})
