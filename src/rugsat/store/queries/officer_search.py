"""What an officer finds by a name or a number: firms, natural persons, those behind firms, and cases."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Coalesce

from rugsat.store.bitemporal import as_of
from rugsat.store.licensing.models import AuthorisationFacts, Case
from rugsat.store.parties.models import Holding, PartyFacts, Person, PersonKey, Responsible
from rugsat.store.prepared import Prepared
from rugsat.store.queries import parties
from rugsat.store.queries.party_names import names_of
from rugsat.store.queries.public.beginning import beginning, words_asked
from rugsat.store.queries.public.found import by_number
from rugsat.store.queries.told import day_asked

MOST = 50


@dataclass(frozen=True, slots=True)
class FoundParty:
    """A party that was found."""

    party: str
    name: str
    kind: str
    country: str
    lei: str
    authorisations: tuple[tuple[str, str, str], ...]
    """Number, instrument and status of each that it holds today."""


@dataclass(frozen=True, slots=True)
class FoundPerson:
    """Somebody who stands behind a party."""

    name: str
    natural: bool
    country: str
    born: date | None
    party: str
    party_name: str
    roles: tuple[str, ...]
    """Offices, and owner where he holds a share."""


@dataclass(frozen=True, slots=True)
class FoundAll:
    """All that was found; of each kind at most MOST."""

    parties: tuple[FoundParty, ...] = ()
    persons: tuple[FoundPerson, ...] = ()
    cases: tuple[tuple[str, str, str, str], ...] = ()
    """Number, party, instrument and state."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing was found."""
        return not (self.parties or self.persons or self.cases)


def search(text: str, *, now: datetime) -> FoundAll:
    """Find by a name in Latin, Cyrillic or Turkmen spelling, by an identifier, a LEI, or a number of the register."""
    today, wanted = day_asked(None, now), text.strip()
    if not wanted:
        return FoundAll()
    numbered = by_number(wanted)
    named = parties.named(wanted, MOST)
    called = [party for (party,) in _CALLED(party=wanted)]
    cases = beginning(Case.objects.all(), wanted.upper(), "case").order_by("case")
    return FoundAll(
        _parties(dict.fromkeys([*numbered, *called]), named, today),
        _persons(wanted, today),
        tuple(cases.values_list("case", "party_id", "instrument", "state")[:MOST]),
    )


def _parties(first: Iterable[str], named: list[str], today: date) -> tuple[FoundParty, ...]:
    """Those that are called so first, the others by their names."""
    order = list(dict.fromkeys([*first, *named]))[:MOST]
    facts = {row[0]: row for row in _FACTS(parties=order, on=today)}
    held: dict[str, list[tuple[str, str, str]]] = {}
    for party, number, instrument, status in _HELD(parties=order, on=today):
        held.setdefault(party, []).append((number, instrument, status))
    found = [FoundParty(*(*facts[party], tuple(held.get(party, ())))) for party in order if party in facts]
    called = set(first)
    return tuple(sorted(found, key=lambda each: "" if each.party in called else each.name))


def _facts_of(parties: list[str], on: date) -> QuerySet[PartyFacts, Any]:
    rows = as_of(PartyFacts, on=on).filter(party_id__in=parties)
    return rows.values_list("party_id", "name", "kind", "country", Coalesce("lei", Value("")))


def _held_by(parties: list[str], on: date) -> QuerySet[AuthorisationFacts, Any]:
    rows = as_of(AuthorisationFacts, on=on).filter(party_id__in=parties).order_by("authorisation_id")
    return rows.values_list("party_id", "authorisation_id", "authorisation__instrument", "status")


_CALLED = Prepared(lambda party: PartyFacts.objects.filter(party_id=party).values_list("party_id")[:1])
_FACTS, _HELD = Prepared(_facts_of), Prepared(_held_by)


def _persons(text: str, today: date) -> tuple[FoundPerson, ...]:
    """Those in whose name every word of the text begins a word."""
    words = words_asked(text)
    if not words:
        return ()
    keys = beginning(PersonKey.objects.all(), words[0])
    for word in words[1:]:
        same = PersonKey.objects.filter(party=OuterRef("party"), person=OuterRef("person"))
        keys = keys.filter(Exists(beginning(same, word)))
    pairs = list(dict.fromkeys(keys.order_by("word", "party", "person").values_list("party_id", "person")[: 2 * MOST]))
    pairs = pairs[:MOST]
    if not pairs:
        return ()
    which = Q()
    for party, person in pairs:
        which |= Q(party_id=party, person=person)
    rows = {(row.party_id, row.person): row for row in as_of(Person, on=today).filter(which)}
    owned = as_of(Holding, on=today).filter(party_id__in={party for party, _ in pairs})
    owners = set(owned.values_list("party_id", "owner"))
    offices: dict[tuple[str, str], list[str]] = {}
    for party, person, office in as_of(Responsible, on=today).filter(which).values_list("party_id", "person", "office"):
        offices.setdefault((party, person), []).append(office)
    names = names_of({party for party, _ in pairs}, on=today)
    return tuple(
        FoundPerson(
            row.name,
            row.natural,
            row.country,
            row.born,
            row.party_id,
            names.get(row.party_id, row.party_id),
            (*(("owner",) if pair in owners else ()), *sorted(offices.get(pair, ()))),
        )
        for pair in pairs
        if (row := rows.get(pair)) is not None
    )
