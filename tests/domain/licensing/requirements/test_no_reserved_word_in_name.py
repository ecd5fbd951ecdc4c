from dataclasses import replace

import pytest

from rugsat.domain.licensing.facts import Facts
from rugsat.domain.licensing.outcome import Status
from tests.domain.licensing.applying import answer, miner, status

NAME = "no_reserved_word_in_name"


def provider(name: str) -> Facts:
    applicant = replace(miner().applicant, name=name)
    return replace(miner(), instrument="approved_energy_provider", cls="*", applicant=applicant)


def test_a_miner_may_use_a_reserved_word():
    facts = replace(miner(), applicant=replace(miner().applicant, name="Ahal Cryptocurrency"))
    assert status(NAME, facts) is Status.NOT_ASKED


@pytest.mark.parametrize(
    "name", ["Ahal Cryptocurrency", "Virtual Assets Energo", "Криптовалютная Энергия", "Цифровые активы Энерго"]
)
def test_an_energy_provider_may_not_but_the_one_source_of_the_law_refuses_nobody(name: str):
    found = answer(NAME, provider(name))
    assert found.status is Status.UNKNOWN
    assert found.unverified
    assert found.points[0].status is Status.UNMET


@pytest.mark.parametrize("name", ["Ahal Energo", "Virtual Reality Assets", "Asset Virtual"])
def test_a_name_without_the_whole_phrase_is_let_pass(name: str):
    assert status(NAME, provider(name)) is Status.MET
