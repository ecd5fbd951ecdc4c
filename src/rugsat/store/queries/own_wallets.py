"""The wallets of an application, and whether the control of each is proven."""

from typing import Any

from rugsat.evidence.wallets.challenge import Challenge
from rugsat.store.licensing.holder import coming_holder, coming_to
from rugsat.store.licensing.models import Case, WalletChallenge
from rugsat.store.queries.own_application import own_case
from rugsat.store.queries.own_transfers import coming_case
from rugsat.store.queries.told import NotOnTheRegisterError


def wallets(*, case: str, party: str) -> list[dict[str, Any]]:
    """Each wallet with the day on which the party has proven its control; None where it has not."""
    found = _case_of_the_judged(case, party)
    proven = _proven(found, party)
    rows = found.items.filter(kind="wallet", withdrawn_at__isnull=True).order_by("key")
    return [
        {"account": row.key, "purpose": row.content["purpose"], "proven_on": proven.get(f"wallet:{row.key}")}
        for row in rows
    ]


def _proven(case: Case, party: str) -> dict[str, Any]:
    rows = case.attestations.filter(kind="wallet_control", withdrawn_at__isnull=True).order_by("on")
    return {about: on for about, on, says in rows.values_list("about", "on", "says") if says.get("party") == party}


def challenge(*, case: str, party: str, account: str, nonce: str) -> dict[str, Any] | None:
    """The message of a number, letter for letter as it is signed; None where it is none of this wallet's."""
    rows = WalletChallenge.objects.filter(case=_case_of_the_judged(case, party), account=account, nonce=nonce)
    held = rows.first()
    if held is None:
        return None
    made = Challenge(held.authority, party, held.account, held.on, held.nonce)
    return {"nonce": held.nonce, "message": made.message, "answered": held.answered_at is not None}


def _case_of_the_judged(case: str, party: str) -> Case:
    """The case of the party, or the one that is on its way to it: whoever is to hold the wallets proves them."""
    if case in coming_to(party):
        return coming_case(case, party)
    found = own_case(case, party)
    if to := coming_holder(found):
        message = f"while the transfer of '{case}' is pending, {to} proves that it controls the wallets: wait for it"
        raise NotOnTheRegisterError(message)
    return found
