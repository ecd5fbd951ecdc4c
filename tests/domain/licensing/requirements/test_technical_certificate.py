from dataclasses import replace
from datetime import date

from rugsat.domain.licensing.outcome import Status, said
from tests.domain.licensing.applying import adding, answer, miner, saying, status
from tests.domain.licensing.applying import said as fresh

NAME = "technical_certificate"


def test_a_certificate_by_a_known_issuer_that_holds_on_the_day_is_enough():
    assert status(NAME, miner()) is Status.MET


def test_a_certificate_holds_up_to_its_last_day_and_no_longer():
    assert status(NAME, miner(), on=date(2026, 12, 31)) is Status.MET
    found = answer(NAME, miner(), on=date(2027, 1, 1))
    assert found.status is Status.UNMET
    assert "2027-01-01" in said(found)


def test_a_certificate_by_an_unknown_issuer_is_not_known_to_be_one():
    found = answer(NAME, saying(miner(), "technical_certificate", "", "my_cousin"))
    assert found.status is Status.UNKNOWN
    assert [each.by for each in found.looked] == ["my_cousin"]


def test_a_certificate_that_was_refused_is_no_certificate():
    assert status(NAME, saying(miner(), "technical_certificate", passed=False)) is Status.UNMET


def test_every_site_needs_its_own():
    facts = replace(miner(), sites=(*miner().sites, replace(miner().sites[0], site="S2")))
    assert status(NAME, facts) is Status.UNKNOWN


def test_a_newer_certificate_takes_the_place_of_one_that_ended():
    later = date(2027, 2, 1)
    facts = adding(miner(), fresh("technical_certificate", "site:S1", since=date(2027, 1, 15), passed=True))
    assert status(NAME, facts, on=later) is Status.MET
