"""Parties of the public register in order of their identifiers, page by page; narrowed by words of a name."""

from dataclasses import dataclass
from datetime import date

from rugsat.store.bitemporal import as_of
from rugsat.store.parties.models import NameKey, PartyFacts
from rugsat.store.queries.public.beginning import beginning, words_asked
from rugsat.store.queries.public.lines import PAGE, PERSON


@dataclass(frozen=True, slots=True)
class PartyLine:
    """A party as it stands in a list."""

    party: str
    kind: str
    name: str
    lei: str | None
    country: str
    since: date
    until: date | None
    act: str


@dataclass(frozen=True, slots=True)
class PartyLines:
    """A page of parties; `after` is where the next page begins, empty where there is none."""

    lines: tuple[PartyLine, ...]
    after: str = ""


def parties(*, on: date, text: str = "", after: str = "", most: int = PAGE) -> PartyLines:
    """Parties on a day; with a text those that have words beginning with each of its words in one of their names."""
    words = words_asked(text)
    if text.strip() and not words:
        return PartyLines(())
    rows = as_of(PartyFacts, on=on).exclude(kind=PERSON).filter(party_id__gt=after)
    for word in words:
        rows = rows.filter(party_id__in=beginning(NameKey.objects.all(), word).values("party_id"))
    held = list(rows.order_by("party_id")[: most + 1])
    shown = tuple(_line(row) for row in held[:most])
    return PartyLines(shown, shown[-1].party if len(held) > most else "")


def _line(row: PartyFacts) -> PartyLine:
    return PartyLine(row.party_id, row.kind, row.name, row.lei, row.country, row.since, row.until, row.act)
