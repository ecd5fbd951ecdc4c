from dataclasses import replace
from decimal import Decimal

import pytest

from rugsat.domain.licensing.facts import Facts, Holding, Person
from rugsat.domain.licensing.outcome import Status
from rugsat.domain.licensing.outcome import said as sentence
from tests.domain.licensing.applying import adding, answer, exchange, miner, said, saying, status, without

NAME = "no_barred_owner"


def owned(facts: Facts, persons: tuple[Person, ...], *holdings: tuple[str, str, str], register: bool = True) -> Facts:
    """The application with other owners; the register of shareholders says the same of each firm of the chain."""
    held = tuple(Holding(owner, firm, Decimal(share)) for owner, firm, share in holdings)
    facts = without(replace(facts, persons=persons, holdings=held), "shareholders")
    for firm in {each.held for each in held} if register else set():
        owners = {each.owner: str(each.share * 100) for each in held if each.held == firm}
        about = f"party:{firm}" if firm == "P1" else f"person:{firm}"
        facts = adding(facts, said("shareholders", about, owners=owners))
    for person in persons:
        kind = "identity" if person.natural else "company_register"
        facts = adding(facts, said(kind, f"person:{person.person}", country=person.country, legal_form="company"))
    return facts


ANNA = Person("anna", True, "Anna Orazowa", "TM")
FIRM = Person("firm", False, "Holding Ltd", "TM")


def test_an_owner_of_the_country_bars_nothing():
    assert status(NAME, miner()) is Status.MET


def test_owners_that_are_not_named_up_to_the_whole_leave_it_unknown():
    facts = owned(miner(), (ANNA,), ("anna", "P1", "0.75"))
    found = answer(NAME, facts)
    assert found.status is Status.UNKNOWN
    assert "25 %" in sentence(found)


def test_a_firm_whose_own_owners_are_not_named_leaves_it_unknown():
    facts = owned(miner(), (FIRM,), ("firm", "P1", "1"))
    assert status(NAME, facts) is Status.UNKNOWN


def test_a_firm_of_an_offshore_zone_bars_wherever_it_stands_in_the_chain():
    island = Person("island", False, "Blue Ltd", "VG")
    facts = owned(
        miner(), (ANNA, FIRM, island), ("firm", "P1", "1"), ("island", "firm", "0.01"), ("anna", "firm", "0.99"),
        ("anna", "island", "1"),
    )  # fmt: skip
    found = answer(NAME, facts)
    assert found.status is Status.UNMET
    assert "Blue Ltd" in sentence(found)


def test_an_owner_whom_the_register_calls_offshore_bars_whatever_the_application_says():
    facts = saying(miner(), "identity", "person:anna", country="VG")
    assert status(NAME, facts) is Status.UNMET


def test_an_owner_whose_country_nobody_attests_leaves_it_unknown():
    assert status(NAME, without(miner(), "identity")) is Status.UNKNOWN


def test_owners_that_the_register_of_shareholders_does_not_confirm_leave_it_unknown():
    assert status(NAME, without(miner(), "shareholders")) is Status.UNKNOWN


def test_a_register_of_shareholders_that_names_others_refuses():
    assert status(NAME, saying(miner(), "shareholders", owners={"anna": "60", "berdi": "40"})) is Status.UNMET


def test_firms_that_hold_each_other_completely_leave_nobody_at_the_end():
    two = Person("other", False, "Other Ltd", "TM")
    facts = owned(miner(), (FIRM, two), ("firm", "P1", "1"), ("other", "firm", "1"), ("firm", "other", "1"))
    found = answer(NAME, facts)
    assert found.status is Status.UNKNOWN
    assert "each other" in sentence(found)


def test_a_loop_with_a_person_at_its_end_is_known():
    facts = owned(miner(), (ANNA, FIRM), ("firm", "P1", "0.5"), ("anna", "P1", "0.5"), ("anna", "firm", "0.8"),
                  ("P1", "firm", "0.2"))  # fmt: skip
    assert status(NAME, facts) is Status.MET


def test_holdings_of_more_than_the_whole_are_a_contradiction():
    facts = owned(miner(), (ANNA, FIRM), ("anna", "P1", "0.8"), ("firm", "P1", "0.8"), ("anna", "firm", "1"))
    found = answer(NAME, facts)
    assert found.status is Status.UNKNOWN
    assert "more" in sentence(found) or "8/5" in sentence(found)


def test_an_owner_who_is_described_nowhere_leaves_it_unknown():
    facts = owned(miner(), (ANNA,), ("ghost", "P1", "0.5"), ("anna", "P1", "0.5"))
    assert status(NAME, facts) is Status.UNKNOWN


@pytest.mark.parametrize("form", ["political_party", "trade_union"])
def test_a_party_or_a_union_bars_an_exchange(form: str):
    facts = owned(exchange(), (ANNA, FIRM), ("firm", "P1", "1"), ("anna", "firm", "1"))
    facts = adding(facts, said("no_offshore_account", "person:firm"))
    assert status(NAME, facts) is Status.MET
    assert status(NAME, saying(facts, "company_register", "person:firm", legal_form=form)) is Status.UNMET


def test_an_owner_of_an_exchange_must_be_shown_to_hold_no_account_offshore():
    assert status(NAME, exchange()) is Status.MET
    assert status(NAME, without(exchange(), "no_offshore_account")) is Status.UNKNOWN


def test_who_controls_by_other_means_counts_as_an_owner():
    island = Person("island", False, "Blue Ltd", "VG")
    facts = owned(miner(), (ANNA, island), ("anna", "P1", "1"), ("anna", "island", "1"))
    facts = replace(facts, holdings=(*facts.holdings, Holding("island", "P1", Decimal(0), controls=True)))
    assert status(NAME, facts) is Status.UNMET


def test_an_entrepreneur_is_his_own_owner():
    one = replace(miner(), cls="private", holdings=(), applicant=replace(miner().applicant, kind="entrepreneur"))
    assert status(NAME, one) is Status.MET
    assert status(NAME, saying(one, "identity", country="PA")) is Status.UNMET
