from dataclasses import replace

from rugsat.domain.licensing.facts import Facts
from rugsat.domain.licensing.outcome import Status
from tests.domain.licensing.applying import miner, saying, status, without

NAME = "hardware_origin_permitted"


def machine(**changes: object) -> Facts:
    return replace(miner(), devices=(replace(miner().devices[0], **changes),))


def test_a_machine_from_a_country_that_is_not_forbidden_is_let_in():
    assert status(NAME, miner()) is Status.MET


def test_a_machine_from_a_forbidden_country_is_refused():
    assert status(NAME, saying(machine(origin="KP"), "customs", origin="KP")) is Status.UNMET


def test_another_country_than_the_application_names_is_refused():
    assert status(NAME, saying(miner(), "customs", origin="MY")) is Status.UNMET


def test_what_customs_has_not_said_is_not_known():
    assert status(NAME, saying(miner(), "customs", origin=None)) is Status.UNKNOWN
    assert status(NAME, without(miner(), "customs")) is Status.UNKNOWN
