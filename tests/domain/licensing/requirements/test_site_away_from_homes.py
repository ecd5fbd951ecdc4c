from decimal import Decimal
from math import pi

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rugsat.domain.licensing.distance import metres, nearest
from rugsat.domain.licensing.facts import Facts
from rugsat.domain.licensing.outcome import Status, said
from rugsat.domain.licensing.registered import Home
from tests.domain.licensing.applying import REGISTER, answer, knowing, miner, saying, status

NAME = "site_away_from_homes"


EQUATOR = Decimal("37.5000")


def north(metres: float) -> Facts:
    """A home so many metres due north of the site, on the sphere."""
    degrees = Decimal(str(metres / 6_371_008.8 * 180 / pi)).quantize(Decimal("0.00000001"))
    return knowing(miner(), homes=[Home(EQUATOR + degrees, Decimal("61.9000"), "Mary, Asudalyk 4")])


@pytest.mark.parametrize(
    ("metres", "expected"), [(100, Status.UNMET), (497, Status.UNMET), (503, Status.MET), (5000, Status.MET)]
)
def test_a_site_keeps_its_distance_from_the_nearest_home(metres: float, expected: Status):
    found = answer(NAME, north(metres))
    assert found.status is expected
    assert f"{metres} m" in said(found)


@pytest.mark.parametrize("metres", [498, 500, 502])
def test_a_distance_too_close_to_the_limit_to_tell_on_a_sphere_must_be_surveyed(metres: float):
    assert status(NAME, north(metres)) is Status.UNKNOWN


def test_the_nearest_of_all_homes_counts():
    homes = [*REGISTER["homes"], Home(EQUATOR, Decimal("61.9001"), "next door")]
    found = answer(NAME, knowing(miner(), homes=homes))
    assert found.status is Status.UNMET
    assert "next door" in said(found)


def test_a_survey_that_lies_elsewhere_than_the_application_says_is_named():
    found = answer(NAME, saying(miner(), "site_zoning", latitude="37.6000"))
    assert found.status is Status.UNMET
    assert "11120 m" in said(found)


def test_where_nobody_surveyed_or_no_homes_are_known_nobody_knows():
    assert status(NAME, saying(miner(), "site_zoning", latitude=None)) is Status.UNKNOWN
    assert status(NAME, knowing(miner(), homes=[])) is Status.UNKNOWN


def test_the_great_circle_agrees_with_known_distances():
    # Ashgabat to Mary, and half around the earth.
    assert metres((Decimal("37.95"), Decimal("58.38")), (Decimal("37.60"), Decimal("61.83"))) == pytest.approx(
        305_800, rel=0.005
    )
    assert metres((Decimal(0), Decimal(0)), (Decimal(0), Decimal(180))) == pytest.approx(pi * 6_371_008.8)
    assert metres((Decimal(0), Decimal(179)), (Decimal(0), Decimal(-179))) == pytest.approx(2 * pi * 6_371_008.8 / 180)


@given(st.lists(st.tuples(st.decimals(-90, 90, places=4), st.decimals(-180, 180, places=4)), min_size=1, max_size=30))
def test_the_nearest_place_is_the_one_that_measuring_all_of_them_gives(places: list[tuple[Decimal, Decimal]]):
    here = (EQUATOR, Decimal("61.9000"))
    distance, which = nearest(here, places)
    assert distance == min(metres(here, each) for each in places) == metres(here, places[which])
