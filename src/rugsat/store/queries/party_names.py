"""Names of parties on a day, for whoever may see them all."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import F, FilteredRelation, Q, QuerySet

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


def with_name(rows: QuerySet[Any, Any], *, on: date) -> QuerySet[Any, Any]:
    """Rows about a party, each with the name of its `party` on a day as `party_name`: None where it has none."""
    then = Q(party__facts__superseded_at__isnull=True, party__facts__since__lte=on)
    then &= Q(party__facts__until__isnull=True) | Q(party__facts__until__gt=on)
    named: QuerySet[Any, Any] = rows.annotate(named=FilteredRelation("party__facts", condition=then))
    with_names: QuerySet[Any, Any] = named.annotate(party_name=F("named__name"))
    return with_names
