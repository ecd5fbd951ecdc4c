"""Names of parties on a day, for whoever may see them all."""

from collections.abc import Iterable
from datetime import date

from rugsat.store.bitemporal import as_of
from rugsat.store.parties.models import PartyFacts
from rugsat.store.prepared import Prepared

_AT_ONCE = 512
_NAMES = Prepared(
    lambda parties, day: as_of(PartyFacts, on=day).filter(party_id__in=parties).values_list("party_id", "name")
)


def names_of(parties: Iterable[str], *, on: date) -> dict[str, str]:
    """The name of each party on a day, natural persons among them; one that the register does not know has none."""
    wanted, found = sorted(set(parties)), dict[str, str]()
    for first in range(0, len(wanted), _AT_ONCE):
        found |= dict(_NAMES(parties=wanted[first : first + _AT_ONCE], day=on))
    return found
