"""Lines of the public register: an authorisation with the name of its holder, page by page."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import FilteredRelation, Q, QuerySet

from rugsat.store.bitemporal import as_of
from rugsat.store.licensing.models import AuthorisationFacts
from rugsat.store.licensing.that_owe import without_index
from rugsat.store.parties.models import PartyFacts
from rugsat.store.prepared import Prepared

PERSON = "natural_person"
"""Kind of a party that the public register does not show."""
PAGE = 25
_COLUMNS = {
    "number": "authorisation_id",
    "cls": "cls",
    "status": "status",
    "since": "since",
    "until": "until",
    "ends_on": "ends_on",
    "licensed_w": "licensed_w",
    "party": "party_id",
    "act": "act",
}
"""What a line takes from the facts of an authorisation, by its own name for it."""
_AT_ONCE = 500
_FEW = 2_000
"""Rows that are sorted sooner than the whole register is walked in its order."""


@dataclass(frozen=True, slots=True)
class Line:
    """An authorisation as it stands in a list."""

    number: str
    instrument: str
    cls: str
    status: str
    since: date
    until: date | None
    ends_on: date | None
    licensed_w: int | None
    party: str
    holder: str
    act: str
    """The act by which the register came to say so."""
    given_in: str | None
    """Country whose authority gave it; None for one of the authority's own."""


@dataclass(frozen=True, slots=True)
class Lines:
    """A page of lines; `after` is where the next page begins, empty where there is none."""

    lines: tuple[Line, ...]
    after: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What a list is narrowed to; what is empty narrows nothing."""

    instruments: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    cls: str = ""
    party: str = ""


def listed(filters: Filters, *, on: date, after: str = "", most: int = PAGE) -> Lines:
    """Authorisations true on a day, in order of their numbers, from behind one on."""
    rows = as_of(AuthorisationFacts, on=on).order_by("authorisation_id").filter(authorisation_id__gt=after)
    # The bound stands on both sides of the join: PostgreSQL, which merges them, would else walk one from its beginning.
    behind = Q(authorisation__authorisation__gt=after)
    rows = rows.annotate(held=FilteredRelation("authorisation", condition=behind))
    if filters.party:
        rows = rows.filter(party_id=filters.party)
    found = list(
        _narrowed(rows, filters).values_list(*_COLUMNS.values(), "held__instrument", "held__given_in")[: most + 1]
    )
    lines = tuple(_told(found[:most], on))
    return Lines(lines, lines[-1].number if len(found) > most else "")


def lines_of_parties(parties: Sequence[str], *, on: date) -> list[Line]:
    """What some parties, up to 500, hold on a day, in order of the numbers."""
    return _told(_OF_PARTIES(parties=parties, on=on), on)


def _of(parties: Sequence[str], on: date) -> QuerySet[AuthorisationFacts, Any]:
    rows = as_of(AuthorisationFacts, on=on).filter(party_id__in=parties).order_by("authorisation_id")
    return rows.values_list(*_COLUMNS.values(), "authorisation__instrument", "authorisation__given_in")


_OF_PARTIES = Prepared(_of)


def _told(rows: Sequence[tuple[Any, ...]], on: date) -> list[Line]:
    """Rows of the columns of a line as lines; the names of all holders are asked for at once."""
    told = [dict(zip((*_COLUMNS, "instrument", "given_in"), row, strict=True)) for row in rows]
    names = holders({row["party"] for row in told}, on=on)
    return [Line(**row, holder=names.get(row["party"], row["party"])) for row in told]


def lines_of(rows: Iterable[AuthorisationFacts], *, on: date) -> list[Line]:
    """Rows as lines; the names of all holders are asked for at once."""
    held = list(rows)
    names = holders({row.party_id for row in held}, on=on)
    return [_line(row, names.get(row.party_id, row.party_id)) for row in held]


def holders(parties: set[str], *, on: date) -> dict[str, str]:
    """Names of parties on a day, as the register knows them; of natural persons none."""
    found: dict[str, str] = {}
    wanted = sorted(parties)
    for first in range(0, len(wanted), _AT_ONCE):
        found |= dict(_HOLDERS(parties=wanted[first : first + _AT_ONCE], on=on))
    return found


def _named(parties: Sequence[str], on: date) -> QuerySet[PartyFacts, Any]:
    rows = as_of(PartyFacts, on=on).filter(party_id__in=parties).exclude(kind=PERSON)
    return rows.values_list("party_id", "name")


_HOLDERS = Prepared(_named)


def _line(row: AuthorisationFacts, holder: str) -> Line:
    return Line(
        number=row.authorisation_id,
        instrument=row.authorisation.instrument,
        cls=row.cls,
        status=row.status,
        since=row.since,
        until=row.until,
        ends_on=row.ends_on,
        licensed_w=row.licensed_w,
        party=row.party_id,
        holder=holder,
        act=row.act,
        given_in=row.authorisation.given_in,
    )


def _narrowed(rows: QuerySet[AuthorisationFacts], filters: Filters) -> QuerySet[AuthorisationFacts]:
    wanted: Mapping[str, tuple[str, ...]] = {
        "status": filters.statuses,
        "held__instrument": filters.instruments,
        "cls": (filters.cls,) if filters.cls else (),
    }
    for column, values in wanted.items():
        if not values:
            continue
        if connection.vendor == "sqlite" and column != "cls" and _many(column, values):
            # SQLite keeps no numbers on its rows: it would take the index of the column and sort half the register.
            rows = without_index(rows, column, values)
        else:
            rows = rows.filter(**{f"{column}__in": values})
    return rows


def _many(column: str, values: tuple[str, ...]) -> bool:
    named = f"{column.replace('held__', 'authorisation__')}__in"
    rows = AuthorisationFacts.objects.filter(superseded_at__isnull=True, **{named: values})
    return rows[:_FEW].count() >= _FEW
