"""What the authority attests when it has verified that a key signed its message."""

from datetime import date

from rugsat.domain.licensing.facts import Attestation
from rugsat.evidence.wallets.proof import Proof
from rugsat.kernel.digest import digest_of
from rugsat.kernel.period import Period


def wallet_attestation(proof: Proof, *, by: str, on: date, until: date | None) -> Attestation:
    """The attestation wallet_control of a proof, made on a day and holding up to, and without, another."""
    challenge = proof.challenge
    signed = {"message": challenge.message, "signature": proof.signature}
    return Attestation(
        kind="wallet_control",
        about=f"wallet:{challenge.account}",
        by=by,
        on=on,
        says={"party": challenge.party, "method": proof.method, "challenged_on": challenge.on.isoformat(), **signed},
        holds=Period(on, until),
        document=digest_of(signed),
    )
