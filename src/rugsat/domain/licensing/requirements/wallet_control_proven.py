"""Has the applicant proven that it controls every wallet that it declares?"""

from collections.abc import Iterator
from datetime import date

from rugsat.domain.licensing.attested import attested, unattested
from rugsat.domain.licensing.facts import Facts
from rugsat.domain.licensing.law_view import Law
from rugsat.domain.licensing.outcome import Point, looked_at, met, not_asked, unmet
from rugsat.domain.licensing.requirement import requirement
from rugsat.kernel.identifiers.caip import is_account


@requirement(roles=("miner", "pool", "exchange", "custodian"), rests_on=("{topic}.wallet_control_required",))
def wallet_control_proven(facts: Facts, law: Law, on: date) -> Iterator[Point]:
    """The key of every declared wallet signed a message that the authority made, and there is at least one wallet.

    Evidence: wallet_control about wallet:<CAIP-10 account>, made by the authority itself when it has verified the
    signature; it says party and method. A proof that was made for another party does not count.
    """
    if not law.requires("{topic}.wallet_control_required"):
        yield not_asked("Control of wallets need not be proven.")
        return
    for wallet in facts.wallets:
        about = f"wallet:{wallet.account}"
        held = [
            each
            for each in attested(facts, "wallet_control", about, on)
            if each.says.get("party") == facts.applicant.party
        ]
        if not is_account(wallet.account):
            yield unmet("{account} is no account in the form of CAIP-10.", about=about, account=wallet.account)
        elif not held:
            yield unattested(facts, "wallet_control", about)
        else:
            said = {"account": wallet.account, "day": held[0].on, "method": held[0].says.get("method", "?")}
            message = "The key of {account} signed the message of the authority on {day} ({method})."
            yield met(message, looked_at(held[0]), about=about, **said)
    if not facts.wallets:
        yield unmet("The application declares no wallet.")
