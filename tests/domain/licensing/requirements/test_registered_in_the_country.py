from dataclasses import replace
from datetime import date

import pytest

from rugsat.domain.licensing.outcome import Status, said
from rugsat.kernel.period import Period
from tests.domain.licensing.applying import ON, adding, answer, exchange, miner, saying, status, without

NAME = "registered_in_the_country"


def test_an_applicant_whom_the_register_of_companies_knows_here_is_registered():
    assert status(NAME, miner()) is Status.MET


def test_what_the_register_of_companies_has_not_said_is_not_known():
    assert status(NAME, without(miner(), "company_register")) is Status.UNKNOWN


def test_a_body_that_may_not_attest_it_is_not_heard_and_shown_as_looked_at():
    found = answer(NAME, saying(miner(), "company_register", "party:P1", "some_notary"))
    assert found.status is Status.UNKNOWN
    assert [each.by for each in found.looked] == ["some_notary"]
    assert "some_notary" in said(found)


@pytest.mark.parametrize("word", ["in liquidation", "struck off", ""])
def test_a_firm_that_is_not_active_is_refused(word: str):
    assert status(NAME, saying(miner(), "company_register", status=word)) is Status.UNMET


def test_a_miner_of_another_country_is_let_in_where_the_law_admits_non_residents():
    assert status(NAME, saying(miner(), "company_register", country="KZ")) is Status.MET


def test_an_exchange_of_another_country_is_refused_where_the_law_admits_residents_only():
    assert status(NAME, saying(exchange(), "company_register", country="KZ")) is Status.UNMET


def test_an_entry_that_ended_before_the_day_does_not_count():
    ended = replace(miner().attestations[0], holds=Period(date(2025, 1, 1), ON))
    assert status(NAME, adding(without(miner(), "company_register"), ended)) is Status.UNKNOWN


def test_an_entry_from_a_later_day_does_not_count_yet():
    assert status(NAME, miner(), on=date(2026, 1, 9)) is Status.UNKNOWN
    assert status(NAME, miner(), on=date(2026, 1, 10)) is Status.MET
