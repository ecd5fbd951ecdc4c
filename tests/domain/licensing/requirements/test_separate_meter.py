from dataclasses import replace

from rugsat.domain.licensing.facts import Connection
from rugsat.domain.licensing.outcome import Status
from rugsat.domain.licensing.outcome import said as sentence
from rugsat.law.pack import load_jurisdiction
from tests.domain.licensing.applying import adding, answer, miner, said, saying, status, without

NAME = "separate_meter"


def test_a_meter_that_serves_mining_alone_is_separate():
    assert status(NAME, miner()) is Status.MET


def test_a_meter_that_also_serves_homes_is_not():
    found = answer(NAME, saying(miner(), "separate_meter", serves=["mining", "homes"]))
    assert found.status is Status.UNMET
    assert "homes" in sentence(found)


def test_what_the_provider_has_not_said_is_not_known():
    assert status(NAME, without(miner(), "separate_meter")) is Status.UNKNOWN
    assert status(NAME, saying(miner(), "separate_meter", "", "ahalenergo")) is Status.UNKNOWN
    assert status(NAME, saying(miner(), "separate_meter", meter="")) is Status.UNKNOWN


def test_one_meter_for_two_points_is_no_separate_meter():
    facts = replace(miner(), connections=(*miner().connections, Connection("C2", "S1", "turkmenenergo", 1)))
    same = adding(facts, said("separate_meter", "connection:C2", "turkmenenergo", meter="M-77", serves=["mining"]))
    assert status(NAME, same) is Status.UNMET
    assert status(NAME, saying(same, "separate_meter", "connection:C2", meter="M-78")) is Status.MET


def test_uzbekistan_asks_it_in_the_zone_of_the_site_only():
    uz = load_jurisdiction("uz")
    facts = replace(miner(), instrument="mining_permit", cls="miner")
    general = replace(facts, sites=(replace(facts.sites[0], zone="general"),))
    assert status(NAME, general, pack=uz) is Status.MET
    assert status(NAME, without(general, "separate_meter"), pack=uz) is Status.UNKNOWN
    besqala = replace(facts, sites=(replace(facts.sites[0], zone="besqala"),))
    assert status(NAME, besqala, pack=uz) is Status.ASLEEP


def test_an_application_without_a_connection_point_is_refused():
    assert status(NAME, replace(miner(), connections=())) is Status.UNMET
