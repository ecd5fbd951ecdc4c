"""Which authorisations owe something to the authority: its own, while they are in force or suspended."""

from datetime import datetime

from django.db.models import QuerySet

from rugsat.store.bitemporal import as_of
from rugsat.store.licensing.models import AuthorisationFacts

_OWES = ("in_force", "suspended")


def that_owe(*, known: datetime | None = None) -> QuerySet[AuthorisationFacts]:
    """What is known, at a moment or now, of the authorisations for which returns are owed, on the days they are.

    One that the authority of another country gave, and that is on the register because it was taken over from there,
    owes this authority nothing: who supervises its holder is the authority that gave it.
    """
    return as_of(AuthorisationFacts, known=known).filter(status__in=_OWES, authorisation__given_in__isnull=True)
