from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from rugsat.domain.licensing.facts import Facts, Holding, Person, Responsible
from rugsat.domain.licensing.outcome import Status, said
from tests.domain.licensing.applying import answer, exchange, miner, saying, status, without

NAME = "fit_and_proper"


def test_a_clean_record_of_all_who_count_is_enough():
    assert status(NAME, miner()) is Status.MET
    assert status(NAME, exchange()) is Status.MET


@pytest.mark.parametrize(("word", "expected"), [(True, Status.UNMET), (None, Status.UNKNOWN), ("no", Status.UNKNOWN)])
def test_a_record_that_is_not_expunged_refuses_and_one_that_says_nothing_is_not_known(word: object, expected: Status):
    assert status(NAME, saying(miner(), "criminal_record", unexpunged=word)) is expected


def test_a_record_that_nobody_gave_is_not_known():
    assert status(NAME, without(exchange(), "criminal_record", "person:berdi")) is Status.UNKNOWN


def test_an_office_that_is_not_filled_on_the_day_is_named():
    found = answer(NAME, replace(exchange(), responsible=exchange().responsible[:2]))
    assert found.status is Status.UNMET
    assert "security_officer" in said(found)
    later = tuple(replace(each, since=date(2026, 7, 1)) for each in miner().responsible)
    assert status(NAME, replace(miner(), responsible=later)) is Status.UNMET


def with_owner(*holdings: tuple[str, str, str]) -> Facts:
    """An owner of whom no record is at hand, beside Anna."""
    firm, other = Person("firm", False, "Firm", "TM"), Person("merdan", True, "Merdan", "TM")
    held = tuple(Holding(owner, firm, Decimal(share)) for owner, firm, share in holdings)
    return replace(miner(), persons=(*miner().persons, firm, other), holdings=held)


def test_an_owner_counts_from_the_qualifying_share_over_all_ways_together():
    # 4 % directly and 60 % of a firm that holds 10 %: 10 % together, the share from which an owner counts.
    just = with_owner(
        ("anna", "P1", "0.86"), ("merdan", "P1", "0.04"), ("firm", "P1", "0.10"), ("merdan", "firm", "0.6"),
        ("anna", "firm", "0.4"),
    )  # fmt: skip
    assert status(NAME, just) is Status.UNKNOWN
    below = with_owner(
        ("anna", "P1", "0.86"), ("merdan", "P1", "0.039"), ("firm", "P1", "0.101"), ("merdan", "firm", "0.6"),
        ("anna", "firm", "0.4"),
    )  # fmt: skip
    assert status(NAME, below) is Status.MET


def test_who_controls_counts_with_any_share():
    facts = with_owner(("anna", "P1", "0.95"), ("merdan", "P1", "0.05"))
    assert status(NAME, facts) is Status.MET
    held = tuple(replace(each, controls=each.owner == "merdan") for each in facts.holdings)
    assert status(NAME, replace(facts, holdings=held)) is Status.UNKNOWN


def test_a_person_who_is_named_and_described_nowhere_is_not_known():
    facts = replace(miner(), responsible=(*miner().responsible, Responsible("ghost", "director", date(2025, 1, 1))))
    assert status(NAME, facts) is Status.UNKNOWN


def test_an_entrepreneur_answers_for_himself():
    one = replace(miner(), cls="private", holdings=(), applicant=replace(miner().applicant, kind="entrepreneur"))
    assert status(NAME, one) is Status.MET
    assert status(NAME, saying(one, "criminal_record", unexpunged=True)) is Status.UNMET
