from dataclasses import replace

import pytest

from rugsat.domain.licensing.facts import Facts
from rugsat.domain.licensing.outcome import Status
from tests.domain.licensing.applying import miner, saying, status, without

NAME = "hardware_supplier_approved"


def machine(**changes: object) -> Facts:
    return replace(miner(), devices=(replace(miner().devices[0], **changes),))


@pytest.mark.parametrize("supplier", ["Bitmain", "BITMAIN", "Битмайн", "bitmain "])
def test_an_approved_supplier_is_known_in_any_writing(supplier: str):
    facts = saying(machine(supplier=supplier), "customs", supplier=supplier)
    assert status(NAME, facts) is Status.MET


def test_a_supplier_that_is_not_approved_is_refused():
    assert status(NAME, saying(machine(supplier="Nobody"), "customs", supplier="Nobody")) is Status.UNMET


def test_another_supplier_than_the_application_names_is_refused():
    assert status(NAME, saying(miner(), "customs", supplier="Canaan")) is Status.UNMET


def test_what_customs_has_not_said_is_not_known():
    assert status(NAME, saying(miner(), "customs", supplier=None)) is Status.UNKNOWN
    assert status(NAME, without(miner(), "customs")) is Status.UNKNOWN
    assert status(NAME, replace(miner(), devices=())) is Status.UNKNOWN
