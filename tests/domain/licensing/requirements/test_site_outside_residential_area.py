from dataclasses import replace
from datetime import date

from rugsat.domain.licensing.outcome import Status
from rugsat.kernel.period import Period
from rugsat.law.pack import load_jurisdiction
from tests.domain.licensing.applying import law_setting, miner, saying, status

NAME = "site_outside_residential_area"


def test_a_site_on_land_that_people_live_on_is_refused():
    assert status(NAME, miner()) is Status.MET
    assert status(NAME, saying(miner(), "site_zoning", land_use=" Residential")) is Status.UNMET


def test_what_the_land_register_has_not_said_is_not_known():
    assert status(NAME, saying(miner(), "site_zoning", land_use=None)) is Status.UNKNOWN


def test_in_kazakhstan_it_was_asked_until_the_law_of_november_2025_and_sleeps_since():
    facts = replace(miner(), instrument="digital_miner_licence_1", cls="subtype_1")
    facts = saying(facts, "site_zoning", land_use="residential")
    earlier = tuple(
        replace(each, on=date(2024, 1, 1), holds=Period(date(2024, 1, 1), None)) for each in facts.attestations
    )
    facts, kz = replace(facts, attestations=earlier), load_jurisdiction("kz")
    assert status(NAME, facts, pack=kz, on=date(2025, 10, 31)) is Status.UNMET
    assert status(NAME, facts, pack=kz, on=date(2025, 12, 1)) is Status.ASLEEP


def test_where_the_rule_is_switched_off_it_is_not_asked():
    off = law_setting("mining.data_centre_outside_residential_area", "0")
    assert status(NAME, miner(), pack=off) is Status.NOT_ASKED
