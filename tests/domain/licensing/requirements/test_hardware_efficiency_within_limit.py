from dataclasses import replace
from decimal import Decimal

from rugsat.domain.licensing.facts import Facts
from rugsat.domain.licensing.outcome import Status
from rugsat.domain.licensing.registered import KnownModel
from tests.domain.licensing.applying import knowing, miner, status

NAME = "hardware_efficiency_within_limit"


def machine(**changes: object) -> Facts:
    return replace(miner(), devices=(replace(miner().devices[0], **changes),))


def published(watt: int, th_s: str) -> Facts:
    return knowing(machine(nominal_w=1), models={"Antminer S19": KnownModel(watt, Decimal(th_s), "list")})


def test_a_model_that_is_published_within_the_limit_is_let_in():
    assert status(NAME, miner()) is Status.MET


def test_a_machine_that_takes_more_by_its_own_declaration_is_refused():
    assert status(NAME, machine(nominal_w=3801)) is Status.UNMET


def test_the_published_value_counts_and_not_the_declared_one():
    # 40 J/TH: 95 TH/s may take 3,800 W.
    assert status(NAME, published(3800, "95")) is Status.MET
    assert status(NAME, published(3801, "95")) is Status.UNMET
    assert status(NAME, published(1, "0.025")) is Status.MET
    assert status(NAME, published(1, "0.024999999999999999")) is Status.UNMET


def test_a_model_that_nobody_has_published_is_not_known():
    assert status(NAME, machine(model="Homemade")) is Status.UNKNOWN
    assert status(NAME, machine(model="ANTMINER  S19")) is Status.MET
