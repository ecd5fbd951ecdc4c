from dataclasses import replace

import pytest

from rugsat.domain.licensing.facts import Facts, Person
from rugsat.domain.licensing.outcome import Status, said
from tests.domain.licensing.applying import answer, miner, saying, status

NAME = "no_forbidden_word_in_name"


def named(name: str, *others: str) -> Facts:
    return replace(miner(), applicant=replace(miner().applicant, name=name, names=others))


@pytest.mark.parametrize("name", ["Döwlet Maýning", "National Mining", "Госмайнинг", "TM Hash", "Туркменский Майнинг"])
def test_a_name_with_a_forbidden_word_is_refused_and_the_word_is_named(name: str):
    found = answer(NAME, named(name))
    assert found.status is Status.UNMET
    assert name in said(found)


@pytest.mark.parametrize("name", ["Garagum Maýning", "Döwletow Telekeçi", "Estate Hash", "Гостиница Майнинг"])
def test_an_innocent_name_is_let_pass(name: str):
    assert status(NAME, named(name)) is Status.MET


def test_a_trade_name_counts_as_the_name_does():
    assert status(NAME, named("Garagum Maýning", "Garagum State Hash")) is Status.UNMET


def test_the_name_that_the_register_of_companies_holds_counts_too():
    assert status(NAME, saying(miner(), "company_register", name="Milli Maýning")) is Status.UNMET


def test_a_word_that_is_the_name_of_a_person_of_the_application_is_left_to_an_officer():
    dowlet = Person("dowlet", True, "Döwlet Orazow", "TM")
    facts = replace(named("Dowlet Mayning"), persons=(dowlet,))
    assert status(NAME, facts) is Status.UNKNOWN
    assert status(NAME, named("Dowlet Mayning")) is Status.UNMET


def test_an_applicant_without_a_name_is_not_known():
    assert status(NAME, named(" ")) is Status.UNKNOWN
