"""Places in the status list: drawn at random, so that a place tells neither when nor how many were given."""

import secrets
from datetime import datetime

from rugsat.kernel.errors import RugsatError
from rugsat.store.licensing.models import Authorisation, LeftPlace, StatusPlace

SIZE = 1 << 20
"""Places of the list; it is published whole, so that nobody sees how many are taken."""
_DRAWS = 64


class StatusListFullError(RugsatError):
    """A status list in which hardly a place is free."""


def draw_place(authorisation: Authorisation) -> int:
    """Give an authorisation a place that no other has, nor had."""
    return StatusPlace.objects.create(authorisation=authorisation, place=_free_place()).place


def leave_place(authorisation: Authorisation, *, at: datetime) -> None:
    """Give an authorisation that passed to a new holder a new place: what was given to the old one holds no more."""
    for held in StatusPlace.objects.select_for_update().filter(authorisation=authorisation):
        LeftPlace.objects.create(authorisation=authorisation, place=held.place, left_at=at)
        held.place = _free_place()
        held.save(update_fields=("place",))


def _free_place() -> int:
    for _ in range(_DRAWS):
        place = secrets.randbelow(SIZE)
        if not any(model.objects.filter(place=place).exists() for model in (StatusPlace, LeftPlace)):
            return place
    message = f"the status list of {SIZE} places is full: begin another with the next number"
    raise StatusListFullError(message)
