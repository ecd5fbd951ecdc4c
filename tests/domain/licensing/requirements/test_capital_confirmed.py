from dataclasses import replace
from datetime import date

import pytest

from rugsat.domain.licensing.outcome import Status
from rugsat.kernel.period import Period
from rugsat.law.pack import load_jurisdiction
from tests.domain.licensing.applying import adding, answer, exchange, said, saying, status, without

NAME = "capital_confirmed"


@pytest.mark.parametrize(
    ("amount", "expected"),
    [
        ("10000000", Status.MET),
        ("9999999.999999999999999999", Status.UNMET),
        ("0", Status.UNMET),
        (None, Status.UNKNOWN),
    ],
)
def test_the_capital_must_be_at_least_what_the_law_asks_to_the_last_digit(amount: str | None, expected: Status):
    assert status(NAME, saying(exchange(), "capital", amount=amount)) is expected


def test_capital_in_another_currency_is_not_known():
    assert status(NAME, saying(exchange(), "capital", currency="USD")) is Status.UNKNOWN


def test_only_a_bank_of_the_register_can_confirm_it():
    assert status(NAME, saying(exchange(), "capital", "", "auditor_a")) is Status.UNKNOWN
    assert status(NAME, without(exchange(), "capital")) is Status.UNKNOWN


def test_what_two_banks_confirm_is_not_added():
    half = saying(exchange(), "capital", amount="5000000")
    both = adding(half, said("capital", "party:P1", "bank_b", amount="5000000", currency="TMT"))
    assert status(NAME, both) is Status.UNMET


def test_the_latest_confirmation_counts():
    later = said("capital", "party:P1", "bank_a", since=date(2026, 5, 1), amount="1", currency="TMT")
    assert status(NAME, adding(exchange(), later)) is Status.UNMET


def test_kazakhstan_asks_200_million_tenge_of_a_trading_platform():
    facts = replace(exchange(), instrument="nbk_trading_platform_registration")
    kz = load_jurisdiction("kz")
    assert status(NAME, saying(facts, "capital", amount="200000000", currency="KZT"), pack=kz) is Status.MET
    assert status(NAME, saying(facts, "capital", amount="199999999", currency="KZT"), pack=kz) is Status.UNMET


def test_uzbekistan_counts_it_in_base_units_and_it_is_compared_in_money_of_the_day():
    # 5,000 BRV of 375,000 UZS of December 2024: 1,875,000,000 UZS.
    day = date(2024, 12, 20)
    facts = replace(exchange(), instrument="crypto_exchange_licence")
    facts = saying(facts, "capital", amount="1875000000", currency="UZS")
    facts = replace(
        facts,
        attestations=tuple(
            replace(each, on=date(2024, 12, 1), holds=Period(date(2024, 12, 1), None)) for each in facts.attestations
        ),
    )
    found = answer(NAME, facts, pack=load_jurisdiction("uz"), on=day)
    assert found.status is Status.MET
    assert dict(found.fields)["asked"] == "1875000000"
