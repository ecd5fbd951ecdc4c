"""What all actors of the country stand on: plan, streams, seals, catalogue."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from rugsat.domain.supervision.discovery import all_checks
from rugsat.kernel.identifiers.dti import is_dti
from rugsat.kernel.identifiers.lei import is_lei
from rugsat.operations.intake.authority_keys import read_authority_keys
from rugsat.operations.intake.person_token import person_tokens
from rugsat.simulation.catalogue import catalogue
from rugsat.simulation.identities import ASSETS, DELISTED, LISTED_LATE, NEVER_LISTED, lei_of
from rugsat.simulation.plan import Plan, PlanError
from rugsat.simulation.sealing import Passport, Sealer
from rugsat.simulation.streams import stream

DIFFICULTIES_OF_A_KNOWN_OFFENCE = {"blatant", "plain"}


def plan(**other: object) -> Plan:
    return Plan(**{"jurisdiction": "tm", "scale": 1.0, "days": 31, "seed": 1, "since": date(2026, 3, 1), **other})  # type: ignore[arg-type]


def test_scale_one_is_the_country_that_the_system_is_built_for():
    country = plan()
    assert (country.meters, country.miners, country.machines) == (1_400_000, 3_000, 400_000)
    assert (country.exchanges, country.customers, country.events_a_day) == (30, 1_000_000, 20_000_000)


def test_the_smallest_country_has_cases_for_every_check():
    country = plan(scale=0.000_01)
    assert country.exchanges >= 8
    assert country.banks >= 4
    assert country.providers >= 3
    assert country.miners >= 150


@pytest.mark.parametrize("wrong", [{"scale": 0.0}, {"scale": 11.0}, {"days": 0}, {"days": 400}])
def test_a_country_that_makes_no_sense_is_refused(wrong: dict):
    with pytest.raises(PlanError):
        plan(**wrong)


def test_only_months_that_are_simulated_whole_are_months():
    assert plan(days=31).months == (date(2026, 3, 1),)
    assert plan(days=30).months == ()
    assert plan(days=62, since=date(2026, 2, 27)).months == (date(2026, 3, 1),)


def test_streams_are_equal_by_name_and_differ_by_seed_and_name():
    draws = [
        stream(*named).integers(0, 2**60) for named in ((1, "a", 2), (1, "a", 2), (2, "a", 2), (1, "a", 3), (1, "a2"))
    ]
    assert draws[0] == draws[1]
    assert len(set(draws)) == 4


def test_what_the_country_seals_intake_opens_and_makes_the_token_that_the_answers_name(tmp_path: Path):
    sealer = Sealer(7)
    sealer.write_keys(tmp_path)
    passports = [Passport("IAH123456", "TM"), Passport("N7654321", "KZ")]
    keys = read_authority_keys(tmp_path / "authority-keys.json")
    opened = person_tokens(pl.Series([sealer.seal(each) for each in passports]), keys=keys)
    assert opened["token"].to_list() == [sealer.token(each) for each in passports]
    assert sealer.seal(passports[0]) != sealer.seal(passports[0])


def test_seals_are_the_same_again_for_the_same_seed():
    passport = Passport("IAH123456", "TM")
    assert Sealer(7).seal(passport) == Sealer(7).seal(passport)
    assert Sealer(7).seal(passport) != Sealer(8).seal(passport)


def test_made_up_identifiers_have_right_check_digits():
    assert all(is_dti(dti) for dti in (*ASSETS.values(), DELISTED, LISTED_LATE, *NEVER_LISTED))
    assert all(is_lei(lei_of(stream(number, "lei"))) for number in range(50))


def test_every_check_owns_offences_and_has_look_alikes_enough_to_be_measured():
    for check in all_checks():
        owned = [offence for offence in catalogue().values() if offence.check == check.name]
        counts = {d.name: 0 for offence in owned for d in offence.difficulties}
        for offence in owned:
            for difficulty in offence.difficulties:
                counts[difficulty.name] += difficulty.count
        assert sum(counts.values()) >= 6, check.name
        assert set(counts) >= DIFFICULTIES_OF_A_KNOWN_OFFENCE, check.name
        assert sum(sum(offence.look_alikes.values()) for offence in owned) >= 6, check.name


def test_every_offence_is_owned_by_a_check_that_there_is_or_by_none():
    known = {check.name for check in all_checks()} | {""}
    assert {offence.check for offence in catalogue().values()} <= known
