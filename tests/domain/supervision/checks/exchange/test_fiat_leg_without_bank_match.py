"""Transfers of money and bookings are matched one to one, and silence of a bank that has not told all says nothing."""

from datetime import date
from decimal import Decimal

import pytest

from rugsat.domain.supervision.checks.exchange.fiat_leg_without_bank_match import fiat_leg_without_bank_match
from tests.domain.supervision.conftest import Ask, law_of

LAW = law_of(
    ("exchange.fiat_through_partner_bank", "1", "switch"),
    ("settlement.bank_match_days", "1", "day"),
    ("settlement.bank_match_fee", "1", "percent"),
)
PARTIES = [{"party": "x", "lei": "X", "since": date(2024, 1, 1)}]
PARTNER = {"party": "x", "bank": "bank", "since": date(2024, 1, 1)}
FILED = [
    {"bank": "nobody", "exchange": "none", "sender": "bank", "legal_day": date(2026, 2, day)} for day in range(1, 28)
]


def transfer(number: str, day: int, value: str = "100", **other: object) -> dict:
    stated = {"exchange": "X", "transfer_id": number, "direction": "in", "channel": "bank", "value_currency": "TMT"}
    return {**stated, "legal_day": date(2026, 2, day), "value": Decimal(value), **other}


def leg(entry: str, day: int, amount: str = "100", **other: object) -> dict:
    stated = {"exchange": "X", "entry": entry, "direction": "in", "currency": "TMT", "sender": "bank"}
    return {**stated, "legal_day": date(2026, 2, day), "amount": Decimal(amount), **other}


def asked(ask: Ask, transfers: list[dict], legs: list[dict], **other: list[dict]) -> list[dict]:
    tables = {
        "transfers": transfers,
        "bank_legs": [*legs, *other.get("filed", FILED)],
        "register.bank_relations": other.get("partners", [PARTNER]),
        "register.parties": PARTIES,
        "filings": other.get("filings", []),
    }
    return ask(fiat_leg_without_bank_match, tables, LAW)


def named(found: list[dict]) -> list[str]:
    return [row["subject"].rpartition(":")[2] for row in found]


def test_a_transfer_that_no_bank_booked_is_found_with_its_line(ask: Ask) -> None:
    (found,) = asked(ask, [transfer("T1", 9), transfer("T2", 9, "70.5")], [leg("L1", 9, reference="T1")])
    assert found["subject"] == "exchange:X/transfer:T2"
    assert (found["first_day"], found["observed"], found["limit"]) == (date(2026, 2, 9), Decimal("70.5"), 0)
    assert (found["unit"], found["sender"], found["filing"], found["row"]) == ("TMT", "s", "f", 1)
    assert found["note"] == "in by bank; no booking within 1 days at bank"


@pytest.mark.parametrize(
    "booked",
    [leg("L", 9), leg("L", 10), leg("L", 8), leg("L", 10, "99", reference="T1"), leg("L", 9, "101", reference="other")],
)
def test_a_day_or_a_fee_apart_and_without_a_reference_it_is_the_same(ask: Ask, booked: dict) -> None:
    assert asked(ask, [transfer("T1", 9)], [booked]) == []


@pytest.mark.parametrize(
    "booked",
    [
        leg("L", 11, reference="T1"),
        leg("L", 9, "98.99", reference="T1"),
        leg("L", 9, direction="out"),
        leg("L", 9, currency="USD"),
        leg("L", 9, exchange="Y"),
        leg("L", 9, sender="stranger"),
    ],
)
def test_what_is_too_far_off_or_not_a_partners_serves_nobody(ask: Ask, booked: dict) -> None:
    assert named(asked(ask, [transfer("T1", 9)], [booked])) == ["T1"]


def test_the_best_pairing_is_looked_for_so_that_an_honest_leg_is_not_accused(ask: Ask) -> None:
    assert asked(ask, [transfer("T1", 9), transfer("T2", 10)], [leg("L1", 10), leg("L2", 11)]) == []
    crossed = [transfer("T1", 9, "100"), transfer("T2", 9, "101")]
    assert asked(ask, crossed, [leg("L1", 9, "100"), leg("L2", 9, "99")]) == []


def test_one_booking_serves_one_transfer_and_the_later_is_named(ask: Ask) -> None:
    assert named(asked(ask, [transfer("T1", 9), transfer("T2", 9)], [leg("L1", 9)])) == ["T2"]
    assert named(asked(ask, [transfer("T1", 9), transfer("T2", 9)], [leg("L1", 9, reference="T2")])) == ["T1"]
    assert named(asked(ask, [transfer("T1", 9, "99.5"), transfer("T2", 9)], [leg("L1", 9)])) == ["T1"]


def test_a_booking_that_names_a_transfer_filed_with_too_much_is_no_proof_of_another(ask: Ask) -> None:
    overstated = [transfer("T1", 9, "103"), transfer("T2", 9)]
    assert named(asked(ask, overstated, [leg("L1", 9, reference="T1")])) == ["T1", "T2"]
    assert named(asked(ask, overstated, [leg("L1", 9, reference="T1"), leg("L2", 10)])) == ["T1"]
    crossed = [leg("L1", 9, reference="T1"), leg("L2", 9, "103", reference="T2")]
    assert asked(ask, overstated, crossed) == []


def test_two_bookings_of_one_reference_leave_one_for_another(ask: Ask) -> None:
    twice = [leg("L1", 9, reference="T1"), leg("L2", 9, reference="T1")]
    assert asked(ask, [transfer("T1", 9), transfer("T2", 10)], twice) == []
    again = [leg("L1", 9, reference="T1"), leg("L1", 9, reference="T1", filing="again")]
    assert named(asked(ask, [transfer("T1", 9), transfer("T2", 10)], again)) == ["T2"]


def test_what_was_filed_twice_counts_once_and_in_two_ways_not_at_all(ask: Ask) -> None:
    assert asked(ask, [transfer("T1", 9), transfer("T1", 9, filing="again")], [leg("L1", 9)]) == []
    assert asked(ask, [transfer("T1", 9), transfer("T1", 9, "90")], []) == []


def test_assets_are_no_money_and_nothing_needs_no_booking(ask: Ask) -> None:
    innocent = [transfer("T1", 9, dti="BTC"), transfer("T2", 9, channel="on_chain"), transfer("T3", 9, "0.0")]
    assert asked(ask, innocent, []) == []


def test_nobody_is_named_before_the_booking_is_due_and_all_returns_are_in(ask: Ask) -> None:
    assert asked(ask, [transfer("T1", 28)], []) == []
    without = [row for row in FILED if row["legal_day"] != date(2026, 2, 10)]
    assert asked(ask, [transfer("T1", 9)], [], filed=without) == []
    nil = {"sender": "bank", "return": "bank_legs", "period": "2026-02-10", "part": "", "kind": "nil", "commit": 1}
    told = {**nil, "filing": "n", "status": "ACPT", "rejected_rows": 0}
    assert len(asked(ask, [transfer("T1", 9)], [], filed=without, filings=[told])) == 1
    refused = {**told, "period": "2026-02-09", "status": "PART", "rejected_rows": 1, "kind": "original"}
    assert asked(ask, [transfer("T1", 9)], [], filings=[refused]) == []


def test_every_partner_must_have_told_all_and_there_must_be_one(ask: Ask) -> None:
    second = {**PARTNER, "bank": "other"}
    assert asked(ask, [transfer("T1", 9)], [], partners=[PARTNER, second]) == []
    assert asked(ask, [transfer("T1", 9)], [], partners=[{**PARTNER, "until": date(2026, 2, 9)}]) == []


def test_mad_amounts_overflow_no_engine(ask: Ask) -> None:
    most = "99999999999999999999.99999999"
    (found,) = asked(ask, [transfer("T1", 9, most), transfer("T2", 9, most)], [leg("L1", 9, most), leg("L2", 9, "1")])
    assert (named([found]), found["observed"]) == (["T2"], Decimal(most))


@pytest.mark.parametrize("own", [{"account_holds": "own"}, {"channel": "internal"}])
def test_money_of_the_exchange_itself_serves_only_a_transfer_that_it_names(ask: Ask, own: dict) -> None:
    assert named(asked(ask, [transfer("T1", 9)], [leg("L", 9, **own)])) == ["T1"]
    assert asked(ask, [transfer("T1", 9)], [leg("L", 9, reference="T1", **own)]) == []
