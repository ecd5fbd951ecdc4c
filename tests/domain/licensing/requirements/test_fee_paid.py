from dataclasses import replace

import pytest

from rugsat.domain.licensing.outcome import Status
from rugsat.domain.licensing.outcome import said as sentence
from rugsat.law.pack import load_jurisdiction
from tests.domain.licensing.applying import adding, answer, law_setting, miner, said, saying, status, without

NAME = "fee_paid"


def test_a_fee_that_the_ledger_books_in_full_is_paid():
    found = answer(NAME, miner())
    assert found.status is Status.MET
    assert sentence(found) == "The fee of 500 TMT is booked as paid."


def test_a_fee_that_nobody_has_booked_is_not_known_to_be_paid():
    assert status(NAME, without(miner(), "payment")) is Status.UNKNOWN


def test_a_receipt_from_the_applicant_is_no_booking():
    assert status(NAME, saying(miner(), "payment", "", "P1")) is Status.UNKNOWN


@pytest.mark.parametrize("amount", ["499.99", "0", "499.999999999999999999"])
def test_a_fee_that_is_short_by_the_least_amount_is_not_paid(amount: str):
    assert status(NAME, saying(miner(), "payment", amount=amount)) is Status.UNMET


def test_payments_are_added():
    part = saying(miner(), "payment", amount="200.10")
    assert status(NAME, adding(part, said("payment", "fee:mining_registration", amount="299.90", currency="TMT"))) is (
        Status.MET
    )


@pytest.mark.parametrize("words", [{"currency": "USD"}, {"amount": "many"}, {"amount": None}, {"amount": True}])
def test_a_payment_without_an_amount_in_the_currency_of_the_law_is_not_known(words: dict[str, object]):
    assert status(NAME, saying(miner(), "payment", **words)) is Status.UNKNOWN


def test_a_fee_of_another_instrument_does_not_count():
    other = without(miner(), "payment")
    assert status(NAME, adding(other, said("payment", "fee:exchange_licence", amount="500", currency="TMT"))) is (
        Status.UNKNOWN
    )


def test_a_fee_of_nothing_is_not_asked():
    assert status(NAME, without(miner(), "payment"), pack=law_setting("mining.registration_fee", "0")) is (
        Status.NOT_ASKED
    )


def test_a_fee_that_is_counted_in_an_index_is_compared_in_money_of_the_day():
    # Kazakhstan: 2,000 MCI; the MCI of 2026 is 4,325 KZT, so 8,650,000 KZT.
    facts = replace(miner(), instrument="digital_miner_licence_1", cls="subtype_1")
    about = "fee:digital_miner_licence_1"
    full = adding(without(facts, "payment"), said("payment", about, amount="8650000", currency="KZT"))
    assert status(NAME, full, pack=load_jurisdiction("kz")) is Status.MET
    short = saying(full, "payment", amount="8649999.99")
    found = answer(NAME, short, pack=load_jurisdiction("kz"))
    assert found.points[0].status is Status.UNMET
    assert dict(found.points[0].fields)["owed"] == "8650000"
