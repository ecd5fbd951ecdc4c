from dataclasses import replace

from rugsat.domain.licensing.facts import Facts
from rugsat.domain.licensing.outcome import Status
from tests.domain.licensing.applying import miner, saying, status, without

NAME = "site_in_permitted_zone"


def site(**changes: object) -> Facts:
    return replace(miner(), sites=(replace(miner().sites[0], **changes),))


def test_a_site_in_a_permitted_zone_is_let_in_where_the_land_register_says_so():
    assert status(NAME, miner()) is Status.MET


def test_a_site_in_a_zone_that_is_not_permitted_is_refused_by_its_own_word():
    assert status(NAME, without(site(zone="ashgabat"), "site_zoning")) is Status.UNMET


def test_a_site_that_the_land_register_puts_elsewhere_is_refused():
    assert status(NAME, saying(miner(), "site_zoning", zone="ashgabat")) is Status.UNMET


def test_what_the_land_register_has_not_said_is_not_known():
    assert status(NAME, without(miner(), "site_zoning")) is Status.UNKNOWN
