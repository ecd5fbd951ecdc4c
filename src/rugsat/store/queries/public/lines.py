"""Lines of the public register: an authorisation with the name of its holder, page by page."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import QuerySet, Value
from django.db.models.functions import Concat

from rugsat.store.bitemporal import as_of
from rugsat.store.licensing.models import AuthorisationFacts
from rugsat.store.parties.models import PartyFacts

PERSON = "natural_person"
"""Kind of a party that the public register does not show."""
PAGE = 25
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
    rows = as_of(AuthorisationFacts, on=on).order_by("authorisation_id")
    if after:
        rows = rows.filter(authorisation_id__gt=after)
    if filters.party:
        rows = rows.filter(party_id=filters.party)
    rows = _narrowed(rows, filters)
    held = list(rows.select_related("authorisation")[: most + 1])
    more = len(held) > most
    shown = held[:most]
    return Lines(tuple(lines_of(shown, on=on)), shown[-1].authorisation_id if more else "")


def lines_of(rows: Iterable[AuthorisationFacts], *, on: date) -> list[Line]:
    """Rows as lines; the names of all holders are asked for at once."""
    held = list(rows)
    names = holders({row.party_id for row in held}, on=on)
    return [_line(row, names.get(row.party_id, row.party_id)) for row in held]


def holders(parties: set[str], *, on: date) -> dict[str, str]:
    """Names of parties on a day, as the register knows them; of natural persons none."""
    rows = as_of(PartyFacts, on=on).filter(party_id__in=sorted(parties)).exclude(kind=PERSON)
    return dict(rows.values_list("party_id", "name"))


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
    wanted: Mapping[str, Any] = {
        "status": filters.statuses,
        "authorisation__instrument": filters.instruments,
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


def without_index(
    rows: QuerySet[AuthorisationFacts], column: str, values: tuple[str, ...]
) -> QuerySet[AuthorisationFacts]:
    """Rows whose column is one of the values, asked so that no index on the column is taken for it."""
    plain = f"plain_{column.rpartition('_')[2]}"
    return rows.annotate(**{plain: Concat(column, Value(""))}).filter(**{f"{plain}__in": values})


def _many(column: str, values: tuple[str, ...]) -> bool:
    rows = AuthorisationFacts.objects.filter(superseded_at__isnull=True, **{f"{column}__in": values})
    return rows[:_FEW].count() >= _FEW
