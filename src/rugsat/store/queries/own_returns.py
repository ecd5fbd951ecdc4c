"""The returns that an organisation can file, and for each what a file of it holds."""

from datetime import datetime
from typing import Any

from rugsat.law.adopted import definitions_in_force
from rugsat.store.bitemporal import as_of
from rugsat.store.kept_law import law_in_force
from rugsat.store.licensing.models import AuthorisationFacts
from rugsat.store.parties.models import PartyFacts
from rugsat.store.queries.told import day_asked

_BY_WHAT_THEY_ARE = frozenset({"energy_provider", "bank", "authority"})


def returns(*, party: str, now: datetime) -> list[dict[str, Any]]:
    """The returns that a party can file today: by what it is, and by what it was ever authorised to."""
    law, day = law_in_force(), day_asked(None, now)
    roles = set(as_of(PartyFacts, on=day).filter(party_id=party).values_list("kind", flat=True)) & _BY_WHAT_THEY_ARE
    held = AuthorisationFacts.objects.filter(party_id=party, superseded_at__isnull=True)
    instruments = law.rulebook.instruments
    for name in held.values_list("authorisation__instrument", flat=True).distinct():
        roles |= {version.role for version in instruments[name].versions} if name in instruments else set()
    return [
        {
            "return": name,
            "title": dict(form.title),
            "every": form.calendar.every,
            "columns": [(each.name, each.meaning, each.unit, each.required, each.example) for each in form.columns],
        }
        for name, form in sorted(definitions_in_force(law, day).items())
        if roles & set(form.filed_by)
    ]
