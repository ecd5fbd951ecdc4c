"""The distance between two places on the earth by great circle."""

from collections.abc import Iterable
from decimal import Decimal
from math import asin, cos, inf, pi, radians, sin, sqrt

MEAN_RADIUS_M = 6_371_008.8
"""Mean radius of the earth, IUGG."""
_METRES_PER_DEGREE = MEAN_RADIUS_M * pi / 180
FLATTENING = 0.0056
"""Most by which the great circle of a sphere is off on the true earth, as a share of the distance."""


def metres(first: tuple[Decimal, Decimal], second: tuple[Decimal, Decimal]) -> float:
    """Metres between two places in degrees of latitude and longitude, on a sphere of the mean radius (haversine)."""
    (latitude, longitude), (other_latitude, other_longitude) = map(_radians, first), map(_radians, second)
    across = sin((other_longitude - longitude) / 2) ** 2 * cos(latitude) * cos(other_latitude)
    along = sin((other_latitude - latitude) / 2) ** 2
    return 2 * MEAN_RADIUS_M * asin(min(1.0, sqrt(along + across)))


def nearest(place: tuple[Decimal, Decimal], others: Iterable[tuple[Decimal, Decimal]]) -> tuple[float, int]:
    """Metres to the nearest of several places, and which of them it is.

    A place that lies farther north or south than the nearest so far is not measured: it cannot be nearer.
    """
    least, which = inf, -1
    latitude = place[0]
    for index, other in enumerate(others):
        if _METRES_PER_DEGREE * abs(float(other[0] - latitude)) < least:
            distance = metres(place, other)
            if distance < least:
                least, which = distance, index
    return least, which


def _radians(degrees: Decimal) -> float:
    return radians(float(degrees))
