"""The distance between two places on the earth by great circle."""

from decimal import Decimal
from math import asin, cos, radians, sin, sqrt

MEAN_RADIUS_M = 6_371_008.8
"""Mean radius of the earth, IUGG."""
FLATTENING = 0.0056
"""Most by which the great circle of a sphere is off on the true earth, as a share of the distance."""


def metres(first: tuple[Decimal, Decimal], second: tuple[Decimal, Decimal]) -> float:
    """Metres between two places in degrees of latitude and longitude, on a sphere of the mean radius (haversine)."""
    (latitude, longitude), (other_latitude, other_longitude) = map(_radians, first), map(_radians, second)
    across = sin((other_longitude - longitude) / 2) ** 2 * cos(latitude) * cos(other_latitude)
    along = sin((other_latitude - latitude) / 2) ** 2
    return 2 * MEAN_RADIUS_M * asin(min(1.0, sqrt(along + across)))


def _radians(degrees: Decimal) -> float:
    return radians(float(degrees))
