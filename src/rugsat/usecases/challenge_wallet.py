"""Making the message that the holder of a wallet is to sign."""

import secrets

from rugsat.evidence.wallets.challenge import Challenge
from rugsat.kernel.errors import RugsatError
from rugsat.kernel.language import in_language, speaking
from rugsat.store.licensing.holder import judged_party
from rugsat.store.licensing.models import Case, WalletChallenge
from rugsat.usecases.call import Done
from rugsat.usecases.case_act import case_for
from rugsat.usecases.use_case import use_case
from rugsat.usecases.work import Work

_NONCE_BYTES = 24


class NotDeclaredError(RugsatError):
    """A wallet that the application does not declare."""


@use_case
def challenge_wallet(work: Work, *, case: str, account: str) -> Done:
    """Give the message for a wallet that the application declares; its number is drawn for it and used once.

    While a transfer is pending the message names the coming holder, who is to control the wallet and asks for it.
    """
    found = case_for(work, case, judged_party)
    if not found.items.filter(kind="wallet", key=account, withdrawn_at__isnull=True).exists():
        message = f"the application {case} declares no wallet {account}: add it first"
        raise NotDeclaredError(message)
    held = WalletChallenge.objects.create(
        nonce=secrets.token_hex(_NONCE_BYTES),
        case=found,
        account=account,
        authority=_authority(work, found),
        on=work.on,
    )
    work.tell("wallet_challenged", case, {"account": account, "nonce": held.nonce})
    return Done(case, found.version, {"nonce": held.nonce, "message": challenge_of(held).message})


def challenge_of(held: WalletChallenge) -> Challenge:
    """The challenge as it was made."""
    return Challenge(held.authority, judged_party(held.case), held.account, held.on, held.nonce)


def _authority(work: Work, case: Case) -> str:
    version = work.law.rulebook.instruments[case.instrument].on(work.on)
    with speaking("en"):
        return in_language(version.issued_by) if version else work.law.jurisdiction.upper()
