"""Withdrawing what was attested."""

from rugsat.store.licensing.models import AttestationRow
from rugsat.usecases.attest import AttestationRefusedError
from rugsat.usecases.call import Done, NotPermittedError
from rugsat.usecases.case_act import required
from rugsat.usecases.use_case import use_case
from rugsat.usecases.work import Work


@use_case
def withdraw_attestation(work: Work, *, attestation: int, note: str) -> Done:
    """Take back what was attested; it stays readable, and no requirement is met by it any more."""
    held = AttestationRow.objects.select_for_update().filter(pk=attestation, withdrawn_at__isnull=True).first()
    if held is None:
        message = f"there is no attestation {attestation} that stands: look at the case"
        raise AttestationRefusedError(message)
    if work.party is not None and work.party != held.by:
        message = f"{work.party} has not said this, {held.by} has: let it take its word back"
        raise NotPermittedError(message)
    if work.party is None:
        work.only_for(held.case.party_id)
    held.withdrawn_at = work.at
    held.save(update_fields=("withdrawn_at",))
    content = {"attestation": attestation, "kind": held.kind, "about": held.about, "by": held.by}
    work.tell("attestation_withdrawn", held.case_id, {**content, "note": required(note, "say why")})
    return Done(held.case_id, held.case.version, content)
