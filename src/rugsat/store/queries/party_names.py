"""Names of parties on a day, for whoever may see them all."""

from collections.abc import Iterable
from datetime import date

from rugsat.store.bitemporal import as_of
from rugsat.store.parties.models import PartyFacts

_AT_ONCE = 500


def names_of(parties: Iterable[str], *, on: date) -> dict[str, str]:
    """The name of each party on a day, natural persons among them; one that the register does not know has none."""
    wanted, found = sorted(set(parties)), dict[str, str]()
    for first in range(0, len(wanted), _AT_ONCE):
        rows = as_of(PartyFacts, on=on).filter(party_id__in=wanted[first : first + _AT_ONCE])
        found |= dict(rows.values_list("party_id", "name"))
    return found
