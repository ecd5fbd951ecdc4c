from dataclasses import replace
from decimal import Decimal

import pytest

from rugsat.domain.licensing.facts import Facts
from rugsat.domain.licensing.outcome import Status, said
from tests.domain.licensing.applying import answer, miner, saying, without

NAME = "devices_declared"


def status(name: str, facts: Facts) -> Status:
    """The answer before it is weakened: that equipment is registered is in one source, which may refuse nobody."""
    found = answer(name, facts)
    return Status.UNMET if found.unverified else found.status


def machine(**changes: object) -> Facts:
    return replace(miner(), devices=(replace(miner().devices[0], **changes),))


def test_a_machine_that_customs_knows_by_its_serial_number_is_declared():
    assert status(NAME, miner()) is Status.MET


@pytest.mark.parametrize(
    "change",
    [{"serial": " "}, {"model": ""}, {"supplier": ""}, {"origin": ""}, {"customs_reference": ""}, {"nominal_w": 0},
     {"nominal_th_s": Decimal(0)}],
)  # fmt: skip
def test_a_machine_that_is_not_declared_completely_is_refused_and_what_is_missing_is_named(change: dict[str, object]):
    found = answer(NAME, machine(**change))
    assert found.points[0].status is Status.UNMET
    assert next(iter(change)) in said(found)


@pytest.mark.parametrize("serial", ["OTHER1", "other-1", " Other 1 "])
def test_a_serial_number_in_use_elsewhere_is_refused_however_it_is_written(serial: str):
    facts = saying(machine(serial=serial), "customs", serials=[serial])
    found = answer(NAME, facts)
    assert found.points[0].status is Status.UNMET
    assert "MR-9" in said(found)


def test_a_serial_number_that_is_declared_twice_is_refused():
    one = miner().devices[0]
    assert status(NAME, replace(miner(), devices=(one, replace(one, serial="sn-1")))) is Status.UNMET


def test_a_machine_on_a_site_that_is_not_applied_for_is_refused():
    assert status(NAME, machine(site="S9")) is Status.UNMET


def test_a_machine_that_customs_does_not_know_is_not_known_and_one_it_does_not_name_is_refused():
    assert status(NAME, without(miner(), "customs")) is Status.UNKNOWN
    assert status(NAME, saying(miner(), "customs", serials=["SN2"])) is Status.UNMET


def test_an_application_without_a_machine_is_refused():
    found = answer(NAME, replace(miner(), devices=()))
    # That equipment is registered is in one source, so the law may refuse nobody by itself.
    assert (found.status, found.unverified) == (Status.UNKNOWN, True)
