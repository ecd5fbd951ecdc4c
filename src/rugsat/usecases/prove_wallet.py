"""Proving control of a wallet by a signature."""

from rugsat.evidence.wallets.proof import prove
from rugsat.kernel.errors import RugsatError
from rugsat.store.licensing.holder import judged_party
from rugsat.store.licensing.models import AttestationRow, WalletChallenge
from rugsat.store.register_view import AUTHORITY
from rugsat.usecases.call import Done
from rugsat.usecases.challenge_wallet import challenge_of
from rugsat.usecases.use_case import use_case
from rugsat.usecases.work import Work


class NoSuchChallengeError(RugsatError):
    """A number that was never given out, or was answered before."""


@use_case
def prove_wallet(work: Work, *, nonce: str, signature: str) -> Done:
    """Verify the signature of a message that the authority made; the office then attests control of the wallet."""
    held = WalletChallenge.objects.select_for_update().filter(nonce=nonce, answered_at__isnull=True).first()
    if held is None:
        message = f"there is no open message with the number {nonce}: ask for a new one"
        raise NoSuchChallengeError(message)
    party = judged_party(held.case)
    work.only_for(party)
    proof = prove(challenge_of(held), signature)
    held.signature, held.answered_at = signature, work.at
    held.save(update_fields=("signature", "answered_at"))
    says = {"party": party, "method": proof.method, "nonce": nonce}
    AttestationRow.objects.create(
        case=held.case,
        kind="wallet_control",
        about=f"wallet:{held.account}",
        by=AUTHORITY,
        on=work.on,
        says=says,
        since=work.on,
        recorded_at=work.at,
    )
    work.tell("wallet_control_proven", held.case_id, {"account": held.account, **says})
    return Done(held.case_id, held.case.version, {"account": held.account, "method": proof.method})
