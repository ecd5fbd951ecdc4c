"""A payout to a wallet that was not declared is found; one to a declared wallet is not."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from rugsat.domain.supervision.checks.mining.payout_wallet_not_declared import payout_wallet_not_declared
from tests.domain.supervision.conftest import Ask, law_of

YEAR = date(2026, 1, 1)
DAY = date(2026, 2, 10)
LAW = law_of(("mining.payout_wallet_declaration_required", "1", "switch"))
CHAIN = "bip122:000000000019d6689c085ae165831e93"
HELD = [{"authorisation": "A1", "party": "miner", "status": "in_force", "since": YEAR}]


def paid(wallet: str = f"{CHAIN}:bc1qmine", **other: Any) -> dict[str, Any]:
    row = {"pool": "pool", "payout": "1", "authorisation": "A1", "legal_day": DAY, "asset": "BTC"}
    return {**row, "amount": Decimal("0.05"), "wallet": wallet, **other}


def declared(wallet: str = f"{CHAIN}:bc1qmine", **other: Any) -> dict[str, Any]:
    return {"wallet": wallet, "party": "miner", "purpose": "payout", "since": YEAR, **other}


def asked(ask: Ask, payouts: list[dict[str, Any]], *wallets: dict[str, Any], held: Any = None) -> list[dict[str, Any]]:
    tables = {"pool_payouts": payouts, "register.wallets": list(wallets), "register.authorisations": held or HELD}
    return ask(payout_wallet_not_declared, tables, LAW)


def test_a_payout_to_an_undeclared_wallet_is_found_with_its_row(ask: Ask) -> None:
    (found,) = asked(ask, [paid(), paid(f"{CHAIN}:bc1qother", payout="2", sender="p", filing="f9")], declared())
    assert found["subject"] == "authorisation:A1"
    assert (found["observed"], found["limit"], found["unit"]) == (Decimal("0.05"), 0, "BTC")
    assert (found["first_day"], found["sender"], found["filing"], found["row"]) == (DAY, "p", "f9", 1)
    assert found["note"] == f"paid to {CHAIN}:bc1qother"


@pytest.mark.parametrize(
    ("wallet", "register"),
    [
        (f"{CHAIN}:bc1qmine", declared(since=DAY)),
        (f"{CHAIN}:bc1qmine", declared(purpose="cold", until=date(2026, 2, 11))),
        (f"{CHAIN}:BC1QMINE", declared()),
        ("eip155:1:0xAb16", declared("eip155:1:0xaB16")),
    ],
)
def test_a_declared_wallet_of_any_purpose_and_spelling_is_not(ask: Ask, wallet: str, register: dict) -> None:
    assert asked(ask, [paid(wallet)], register) == []


@pytest.mark.parametrize(
    ("wallet", "register"),
    [
        (f"{CHAIN}:bc1qmine", declared(since=date(2026, 2, 11))),
        (f"{CHAIN}:bc1qmine", declared(until=DAY)),
        (f"{CHAIN}:bc1qmine", declared(party="another")),
        (f"{CHAIN}:1AbC", declared(f"{CHAIN}:1aBC")),
        ("eip155:56:0xAb16", declared("eip155:1:0xAb16")),
    ],
)
def test_a_wallet_of_another_time_party_or_spelling_is_found(ask: Ask, wallet: str, register: dict) -> None:
    assert len(asked(ask, [paid(wallet)], register)) == 1


def test_without_any_declared_wallet_each_payout_is_found_once(ask: Ask) -> None:
    assert len(asked(ask, [paid(), paid(filing="again"), paid(payout="2")])) == 2


def test_a_wallet_of_the_party_that_holds_the_authorisation_on_the_day_counts(ask: Ask) -> None:
    held = [{**HELD[0], "party": "before", "until": DAY}, {**HELD[0], "since": DAY}]
    assert asked(ask, [paid()], declared(), held=held) == []


def test_an_authorisation_that_the_register_does_not_know_is_left_out(ask: Ask) -> None:
    assert asked(ask, [paid(authorisation="A2")], declared(party="another")) == []
