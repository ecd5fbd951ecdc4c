"""The wallets of an application, and whether the control of each is proven."""

from typing import Any

from rugsat.evidence.wallets.challenge import Challenge
from rugsat.store.licensing.models import Case, WalletChallenge
from rugsat.store.queries.own_application import own_case


def wallets(*, case: str, party: str) -> list[dict[str, Any]]:
    """Each wallet with the day on which its control was proven; None where it was not."""
    found = own_case(case, party)
    proven = _proven(found)
    rows = found.items.filter(kind="wallet", withdrawn_at__isnull=True).order_by("key")
    return [
        {"account": row.key, "purpose": row.content["purpose"], "proven_on": proven.get(f"wallet:{row.key}")}
        for row in rows
    ]


def _proven(case: Case) -> dict[str, Any]:
    rows = case.attestations.filter(kind="wallet_control", withdrawn_at__isnull=True).order_by("on")
    return dict(rows.values_list("about", "on"))


def challenge(*, case: str, party: str, account: str, nonce: str) -> dict[str, Any] | None:
    """The message of a number, letter for letter as it is signed; None where it is none of this wallet's."""
    rows = WalletChallenge.objects.filter(case=own_case(case, party), account=account, nonce=nonce)
    held = rows.first()
    if held is None:
        return None
    made = Challenge(held.authority, party, held.account, held.on, held.nonce)
    return {"nonce": held.nonce, "message": made.message, "answered": held.answered_at is not None}
