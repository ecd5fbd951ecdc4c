from dataclasses import replace
from datetime import date

import pytest

from rugsat.domain.licensing.facts import Site
from rugsat.domain.licensing.outcome import Status, said
from rugsat.kernel.period import Period
from tests.domain.licensing.applying import ON, adding, answer, knowing, law_setting, miner, saying, status, without

NAME = "provider_attests_connection"


def test_the_approved_provider_attests_its_own_point():
    assert status(NAME, miner()) is Status.MET


def test_a_point_that_its_provider_has_not_attested_is_not_known():
    assert status(NAME, without(miner(), "connection")) is Status.UNKNOWN


def test_another_provider_cannot_attest_it_even_if_it_is_approved():
    facts = knowing(saying(miner(), "connection", "", "ahalenergo"), approved_providers=["turkmenenergo", "ahalenergo"])
    assert status(NAME, facts) is Status.UNKNOWN


def test_a_provider_that_is_not_approved_that_day_is_refused_though_it_attests():
    assert status(NAME, knowing(miner(), approved_providers=[])) is Status.UNMET


@pytest.mark.parametrize(
    ("capacity", "expected"), [(499_999, Status.UNMET), (500_000, Status.MET), (900_000, Status.MET)]
)
def test_the_capacity_must_be_at_least_what_is_applied_for(capacity: int, expected: Status):
    assert status(NAME, saying(miner(), "connection", capacity_w=capacity)) is expected


@pytest.mark.parametrize("capacity", [None, "a lot", True])
def test_an_attestation_without_a_capacity_is_not_known(capacity: object):
    assert status(NAME, saying(miner(), "connection", capacity_w=capacity)) is Status.UNKNOWN


def test_a_point_that_feeds_another_site_is_refused():
    assert status(NAME, saying(miner(), "connection", site="S2")) is Status.UNMET


def test_every_site_needs_a_connection_point():
    facts = replace(miner(), sites=(*miner().sites, Site("S2", "Mary 9", "mary", None, None)))
    found = answer(NAME, facts)
    assert found.status is Status.UNMET
    assert "S2" in said(found)


def test_an_attestation_that_has_ended_does_not_count():
    held = next(each for each in miner().attestations if each.kind == "connection")
    ended = replace(held, holds=Period(date(2026, 1, 1), ON))
    assert status(NAME, adding(without(miner(), "connection"), ended)) is Status.UNKNOWN


def test_where_no_approved_provider_is_required_it_is_not_asked():
    assert status(NAME, miner(), pack=law_setting("energy.approved_provider_required", "0")) is Status.NOT_ASKED
