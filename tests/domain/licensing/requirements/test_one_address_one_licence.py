from dataclasses import replace

import pytest

from rugsat.domain.licensing.facts import Facts
from rugsat.domain.licensing.outcome import Status, said
from tests.domain.licensing.applying import answer, law_setting, miner, status

NAME = "one_address_one_licence"


def site(**changes: object) -> Facts:
    return replace(miner(), sites=(replace(miner().sites[0], **changes),))


def test_an_address_that_the_register_does_not_hold_is_free():
    assert status(NAME, miner()) is Status.MET


@pytest.mark.parametrize("address", ["Mary, Bitarap köçesi 7", "7 Bitarap kocesi, MARY", "Мары, Битарап кочеси 7"])
def test_the_address_of_another_is_refused_however_it_is_written(address: str):
    found = answer(NAME, site(address=address))
    assert found.status is Status.UNMET
    assert "MR-9" in said(found)


@pytest.mark.parametrize("address", ["Mary, Bitarap köçesi 7, 2-nji jaý", "Bitarap köçesi 7"])
def test_an_address_that_may_be_the_same_is_left_to_an_officer(address: str):
    assert status(NAME, site(address=address)) is Status.UNKNOWN


def test_a_site_without_an_address_is_refused():
    assert status(NAME, site(address=" ")) is Status.UNMET


def test_where_the_rule_is_switched_off_it_is_not_asked():
    assert status(NAME, miner(), pack=law_setting("mining.one_address_one_licence", "0")) is Status.NOT_ASKED
