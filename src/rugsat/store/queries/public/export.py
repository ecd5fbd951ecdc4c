"""The public register row by row, for files that hold it whole: in order of numbers, in a few questions at a time."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from rugsat.store.bitemporal import as_of
from rugsat.store.licensing.models import AuthorisationFacts
from rugsat.store.parties.models import PartyFacts, PartyName
from rugsat.store.queries.public.lines import PERSON, Line, lines_of

_AT_ONCE = 450
"""Rows whose parties are asked for together; SQLite takes no more than so many values in one question."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An authorisation with its holder, as a file of the register has it."""

    line: Line
    begun: date
    """First day of the authorisation."""
    ended: date | None
    """First day on which it was no longer in force or suspended; None where it is."""
    recorded_at: datetime
    conditions: tuple[Any, ...]
    lei: str | None
    country: str
    trade_names: tuple[str, ...]


def entries(*, on: date, instruments: tuple[str, ...] = ()) -> Iterator[Entry]:
    """Every authorisation that is true on a day, whatever its status."""
    rows = as_of(AuthorisationFacts, on=on).select_related("authorisation").order_by("authorisation_id")
    if instruments:
        rows = rows.filter(authorisation__instrument__in=instruments)
    after = ""
    while some := _some(rows, after):
        yield from _entries(some, on)
        after = some[-1].authorisation_id


def _some(rows: QuerySet[AuthorisationFacts], after: str) -> list[AuthorisationFacts]:
    return list(rows.filter(authorisation_id__gt=after)[:_AT_ONCE])


def _entries(rows: list[AuthorisationFacts], on: date) -> Iterator[Entry]:
    parties = sorted({row.party_id for row in rows})
    facts = {row.party_id: row for row in as_of(PartyFacts, on=on).filter(party_id__in=parties).exclude(kind=PERSON)}
    names: dict[str, list[str]] = {}
    for party, name in (
        as_of(PartyName, on=on)
        .filter(party_id__in=parties, use="trade")
        .order_by("name")
        .values_list("party_id", "name")
    ):
        names.setdefault(party, []).append(name)
    numbers = [row.authorisation_id for row in rows]
    begun: dict[str, date] = {}
    earlier = AuthorisationFacts.objects.filter(authorisation__in=numbers, superseded_at__isnull=True)
    for number, since in earlier.values_list("authorisation_id", "since"):
        begun[number] = min(since, begun.get(number, since))
    for row, line in zip(rows, lines_of(rows, on=on), strict=True):
        holder = facts.get(row.party_id)
        yield Entry(
            line=line,
            begun=begun[row.authorisation_id],
            ended=None if row.status in {"in_force", "suspended"} else row.since,
            recorded_at=row.recorded_at,
            conditions=tuple(row.conditions),
            lei=holder.lei if holder else None,
            country=holder.country if holder else "",
            trade_names=tuple(names.get(row.party_id, ())) if holder else (),
        )
