from dataclasses import replace

import pytest

from rugsat.domain.licensing.outcome import Status
from tests.domain.licensing.applying import miner, saying, status, without

NAME = "site_land_use_permitted"


@pytest.mark.parametrize(
    ("use", "expected"),
    [("industrial", Status.MET), ("Energy ", Status.MET), ("residential", Status.UNMET), ("farming", Status.UNMET),
     ("", Status.UNKNOWN), (None, Status.UNKNOWN)],
)  # fmt: skip
def test_the_land_must_be_meant_for_a_permitted_use(use: str | None, expected: Status):
    assert status(NAME, saying(miner(), "site_zoning", land_use=use)) is expected


def test_what_the_application_says_of_the_land_does_not_count():
    facts = replace(miner(), sites=(replace(miner().sites[0], land_use="industrial"),))
    assert status(NAME, without(facts, "site_zoning")) is Status.UNKNOWN


def test_an_application_without_a_site_is_refused():
    assert status(NAME, replace(miner(), sites=())) is Status.UNMET
