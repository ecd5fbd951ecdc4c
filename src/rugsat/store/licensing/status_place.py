"""Places in the status list: drawn at random, so that a place tells neither when nor how many were given."""

import secrets

from rugsat.kernel.errors import RugsatError
from rugsat.store.licensing.models import Authorisation, StatusPlace

SIZE = 1 << 20
"""Places of the list; it is published whole, so that nobody sees how many are taken."""
_DRAWS = 64


class StatusListFullError(RugsatError):
    """A status list in which hardly a place is free."""


def draw_place(authorisation: Authorisation) -> int:
    """Give an authorisation a place that no other has."""
    for _ in range(_DRAWS):
        place = secrets.randbelow(SIZE)
        if not StatusPlace.objects.filter(place=place).exists():
            return StatusPlace.objects.create(authorisation=authorisation, place=place).place
    message = f"the status list of {SIZE} places is full: begin another with the next number"
    raise StatusListFullError(message)
