"""Searching the public register by name, in any spelling, or by number."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from rugsat.kernel.identifiers.lei import is_lei
from rugsat.store.bitemporal import as_of
from rugsat.store.licensing.models import AuthorisationFacts
from rugsat.store.licensing.that_owe import without_index
from rugsat.store.parties.models import NameKey, PartyFacts
from rugsat.store.prepared import Prepared
from rugsat.store.queries.public.beginning import beginning, words_asked
from rugsat.store.queries.public.lines import PERSON, Filters, Line, lines_of_parties

MOST = 200
"""Parties that a search finds at most; whoever finds as many says more."""
_FEW = 1_000


@dataclass(frozen=True, slots=True)
class Hit:
    """A party that was found, with the authorisations that it holds on the day."""

    party: str
    name: str
    kind: str
    lei: str | None
    country: str
    authorisations: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """A page of what a search found; `total` counts all pages, and is MOST where there may be more."""

    hits: tuple[Hit, ...]
    total: int


def search(text: str, filters: Filters, *, on: date, first: int = 0, most: int = 20) -> Found:
    """Parties by a name in any spelling, by their LEI, by their identifier, or by the number of an authorisation."""
    parties = by_number(text) or list(dict.fromkeys([*_by_identifier(text, filters), *_by_name(text, filters, on)]))
    return Found(tuple(_hits(parties[first : first + most], on)), len(parties))


def by_number(text: str) -> list[str]:
    """The party of the number of an authorisation, or of a LEI; empty where it is none of them."""
    number = text.strip().upper()
    if found := _NUMBERED(number=number):
        return [party for (party,) in found]
    if not is_lei(number):
        return []
    # A party that came from another register is called by its LEI, so that most are found without looking at all.
    found = _CALLED(party=f"lei-{number.lower()}") or _WITH_LEI(lei=number)
    return [party for (party,) in found]


def _by_identifier(text: str, filters: Filters) -> list[str]:
    """The party that the register calls so, where nothing narrows the search."""
    return [party for (party,) in _CALLED(party=text.strip())] if filters == Filters() else []


def _numbered(number: str) -> QuerySet[AuthorisationFacts, Any]:
    held = AuthorisationFacts.objects.filter(authorisation_id=number, superseded_at__isnull=True)
    return held.order_by("-since").values_list("party_id")[:1]


def _one(**who: str) -> QuerySet[PartyFacts, Any]:
    return as_of(PartyFacts).filter(**who).exclude(kind=PERSON).order_by("-since").values_list("party_id")[:1]


_NUMBERED, _CALLED, _WITH_LEI = (
    Prepared(each) for each in (_numbered, lambda party: _one(party_id=party), lambda lei: _one(lei=lei))
)


def _by_name(text: str, filters: Filters, on: date) -> list[str]:
    words = words_asked(text)
    if not words:
        return []
    if len(words) > 1:
        words.sort(key=lambda word: beginning(NameKey.objects.all(), word)[:_FEW].count())
    keys = beginning(NameKey.objects.all(), words[0])
    for word in words[1:]:
        keys = keys.filter(Exists(beginning(NameKey.objects.all(), word).filter(party_id=OuterRef("party_id"))))
    shown = as_of(PartyFacts, on=on).filter(party_id=OuterRef("party_id")).exclude(kind=PERSON)
    keys = keys.filter(Exists(shown))
    if filters.instruments or filters.statuses or filters.cls:
        keys = keys.filter(Exists(_holding(filters, on).filter(party_id=OuterRef("party_id"))))
    # The index on word and party gives them in this order, a whole word before longer ones; nothing is sorted.
    ids = keys.order_by("word", "party_id").values_list("party_id", flat=True)[: 2 * MOST]
    return list(dict.fromkeys(ids))[:MOST]


def _holding(filters: Filters, on: date) -> QuerySet[AuthorisationFacts]:
    """Asked of each party that is found, so the index on the party must be taken, and none on a status."""
    rows = as_of(AuthorisationFacts, on=on)
    wanted = {"status": filters.statuses, "authorisation__instrument": filters.instruments}
    if filters.cls:
        rows = rows.filter(cls=filters.cls)
    for column, values in wanted.items():
        if values:
            rows = without_index(rows, column, values)
    return rows


def _hits(parties: list[str], on: date) -> list[Hit]:
    facts = {row[0]: row for row in _FACTS(parties=parties, on=on)}
    held: dict[str, list[Line]] = {}
    for line in lines_of_parties(parties, on=on):
        held.setdefault(line.party, []).append(line)
    return [Hit(*(*facts[party], tuple(held.get(party, ())))) for party in parties if party in facts]


def _facts_of(parties: list[str], on: date) -> QuerySet[PartyFacts, Any]:
    rows = as_of(PartyFacts, on=on).filter(party_id__in=parties).exclude(kind=PERSON)
    return rows.values_list("party_id", "name", "kind", "lei", "country")


_FACTS = Prepared(_facts_of)
