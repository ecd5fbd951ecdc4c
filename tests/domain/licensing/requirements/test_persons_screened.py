from dataclasses import replace
from datetime import date

import pytest

from rugsat.domain.licensing.facts import Facts, Person
from rugsat.domain.licensing.outcome import Status
from rugsat.domain.licensing.outcome import said as sentence
from rugsat.evidence.sanctions.screening_list import Listed, ScreeningList
from tests.domain.licensing.applying import LIST, adding, answer, miner, said, status

NAME = "persons_screened"


def named(name: str, /, *, papers: bool = True, **says: str) -> Facts:
    facts = replace(miner(), persons=(*miner().persons, Person("doku", True, name, "TM")))
    return adding(facts, said("identity", "person:doku", country="TM", **says)) if papers else facts


def test_persons_whom_no_list_knows_are_screened_and_the_list_is_shown_with_its_digest():
    found = answer(NAME, miner())
    assert found.status is Status.MET
    assert found.looked[0].document == "ab" * 32


@pytest.mark.parametrize(
    "name", ["Doku Khamatovich Umarov", "Умаров Доку Хаматович", "Doku Hamatowiç Umarow", "Doku Umarov"]
)
def test_a_likeness_in_any_spelling_refuses_nobody_and_waits_for_an_officer(name: str):
    found = answer(NAME, named(name))
    assert found.status is Status.UNKNOWN
    assert "QDi.001" in sentence(found)


def test_an_officer_who_clears_the_candidate_settles_it():
    facts = adding(named("Doku Umarov"), said("screening", "person:doku", cleared=["QDi.001"]))
    assert status(NAME, facts) is Status.MET


def test_an_officer_who_confirms_the_candidate_refuses_it():
    facts = adding(named("Doku Umarov"), said("screening", "person:doku", confirmed=["QDi.001"]))
    assert status(NAME, facts) is Status.UNMET


@pytest.mark.parametrize("by", ["P1", "anna", "someone"])
def test_nobody_but_an_officer_can_clear_it(by: str):
    facts = adding(named("Doku Umarov"), said("screening", "person:doku", by, cleared=["QDi.001"]))
    assert status(NAME, facts) is Status.UNKNOWN


def test_a_candidate_on_a_newer_list_is_open_again():
    entry = Listed("QDi.777", True, ("DOKU UMAROV",))
    newer = ScreeningList("un_consolidated", date(2026, 5, 1), "cd" * 32, (*LIST.entries, entry))
    facts = adding(named("Doku Umarov"), said("screening", "person:doku", cleared=["QDi.001"]))
    assert status(NAME, replace(facts, lists=(newer,))) is Status.UNKNOWN


def test_who_was_born_in_another_year_by_his_papers_is_nobody_on_the_list():
    assert status(NAME, named("Doku Umarov", born="1990-01-01")) is Status.MET
    assert status(NAME, named("Doku Umarov", born="1964-01-01")) is Status.UNKNOWN
    assert status(NAME, named("Doku Umarov", born="unknown")) is Status.UNKNOWN


def test_a_year_of_birth_that_only_the_applicant_states_clears_nobody():
    facts = named("Doku Umarov")
    stated = tuple(replace(each, born=date(1990, 1, 1)) for each in facts.persons)
    assert status(NAME, replace(facts, persons=stated)) is Status.UNKNOWN


def test_the_name_on_the_papers_counts_whatever_the_application_calls_the_person():
    assert status(NAME, named("Dovran Amanov", name="Умаров Доку Хаматович")) is Status.UNKNOWN
    assert status(NAME, named("Dovran Amanov", name="Аманов Довран")) is Status.MET


def test_a_person_without_papers_is_not_known_whatever_the_name():
    assert status(NAME, named("Dovran Amanov", papers=False)) is Status.UNKNOWN


def test_the_applicant_is_screened_by_all_its_names():
    facts = replace(miner(), applicant=replace(miner().applicant, names=("Doku Umarov",)))
    assert status(NAME, facts) is Status.UNKNOWN


def test_a_list_that_is_not_at_hand_or_of_a_later_day_leaves_it_unknown():
    assert status(NAME, replace(miner(), lists=())) is Status.UNKNOWN
    assert status(NAME, miner(), on=date(2026, 2, 26)) is Status.UNKNOWN
