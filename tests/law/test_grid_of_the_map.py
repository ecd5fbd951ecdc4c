"""Towns of Turkmenistan lie in their regions on the drawing, so that sites do too."""

import re

import pytest

from rugsat.law.outline import outline_of, read_outline

TOWNS = {
    "Mary": (37.60, 61.83, "mary"),
    "Serhetabat": (35.28, 62.34, "mary"),
    "Bayramaly": (37.62, 62.16, "mary"),
    "Turkmenabat": (39.07, 63.57, "lebap"),
    "Kerki": (37.83, 65.20, "lebap"),
    "Dashoguz": (41.84, 59.97, "dashoguz"),
    "Konye-Urgench": (42.32, 59.15, "dashoguz"),
    "Balkanabat": (39.51, 54.37, "balkan"),
    "Turkmenbashi": (40.03, 53.00, "balkan"),
    "Serdar": (38.98, 56.28, "balkan"),
    "Tejen": (37.38, 60.50, "ahal"),
    "Anau": (37.89, 58.52, "ahal"),
}


def within(place: tuple[float, float], path: str) -> bool:
    """Whether a place lies within a border, by the number of its sides to the left of it."""
    across, down = place
    inside = False
    for part in path.split("Z"):
        corners = [tuple(map(float, pair.split(","))) for pair in re.findall(r"-?[\d.]+,-?[\d.]+", part)]
        for (x1, y1), (x2, y2) in zip(corners, corners[1:] + corners[:1], strict=True):
            if (y1 > down) != (y2 > down) and across < x1 + (down - y1) * (x2 - x1) / (y2 - y1):
                inside = not inside
    return inside


@pytest.mark.parametrize(("latitude", "longitude", "zone"), TOWNS.values(), ids=TOWNS)
def test_a_town_lies_in_its_region_on_the_drawing(latitude: float, longitude: float, zone: str):
    outline = outline_of("tm")
    assert outline is not None
    assert outline.grid is not None
    place = outline.grid.at(latitude, longitude)
    regions = {name for name, held in outline.zones.items() if held.path and within(place, held.path)}
    assert regions == {zone}


def test_the_capital_lies_where_the_drawing_has_its_point():
    outline = outline_of("tm")
    assert outline is not None
    assert outline.grid is not None
    across, down = outline.grid.at(37.95, 58.38)
    assert (round(across), round(down)) == outline.zones["ashgabat"].at


def test_an_outline_without_a_grid_has_none():
    assert read_outline({"width": 1, "height": 1, "source": "", "zones": {}}).grid is None
