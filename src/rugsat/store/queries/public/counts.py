"""Counts over the public register on a day, and over time, from the tallies that the database keeps."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Sum

from rugsat.store.bitemporal import as_of
from rugsat.store.licensing.models import ApprovedAsset
from rugsat.store.tallies.models import AUTHORISATION, BEGUN, PARTY, Tally


@dataclass(frozen=True, slots=True)
class Given:
    """Authorisations that authorities of one kind have given: how many of what."""

    by_status: dict[str, int]
    by_instrument: dict[str, dict[str, int]]
    """By instrument, and within it by status."""
    by_class: dict[str, int]
    """Those in force by class."""
    licensed_w: int
    """Licensed power of what is in force."""
    began: tuple[tuple[date, int], ...]
    """By the first day of the month from which they are on the register."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How much there is of what; what other countries' authorities have given is never counted as our own."""

    parties: int
    assets: int
    here: Given
    """Given by the authority that keeps the register."""
    abroad: Given
    """Given by authorities of other countries, and registered here."""


_Row = tuple[str, bool, str, str, str, int, int]
"""What is counted, whether it was given abroad, instrument, status, class, how many, and their power."""
_Begun = tuple[bool, date, int]


def counts(*, on: date) -> Counts:
    """Count the register as it is true on a day; how long it takes does not depend on how much is on it."""
    upto = Tally.objects.filter(day__lte=on).order_by()
    kinds = upto.exclude(what=BEGUN).values_list("what", "abroad", "instrument", "status", "cls")
    rows: list[_Row] = list(kinds.annotate(Sum("count"), Sum("watts")))
    begun: list[_Begun] = list(upto.filter(what=BEGUN).values_list("abroad", "day").annotate(Sum("count")))
    return Counts(
        parties=sum(row[5] for row in rows if row[0] == PARTY),
        assets=as_of(ApprovedAsset, on=on).count(),
        here=_given(rows, begun, abroad=False),
        abroad=_given(rows, begun, abroad=True),
    )


def _given(rows: Iterable[_Row], begun: Iterable[_Begun], *, abroad: bool) -> Given:
    by_instrument: dict[str, dict[str, int]] = {}
    by_status, by_class, watts = Counter[str](), Counter[str](), 0
    for what, elsewhere, instrument, status, cls, count, power in rows:
        if what != AUTHORISATION or elsewhere != abroad or not count:
            continue
        held = by_instrument.setdefault(instrument, {})
        held[status] = held.get(status, 0) + count
        by_status[status] += count
        if status == "in_force":
            by_class[cls] += count
            watts += power
    return Given(
        by_status=dict(by_status),
        by_instrument=by_instrument,
        by_class=dict(by_class),
        licensed_w=watts,
        began=_months((day, count) for elsewhere, day, count in begun if elsewhere == abroad),
    )


def _months(days: Iterable[tuple[date, int]]) -> tuple[tuple[date, int], ...]:
    months = Counter[date]()
    for day, count in days:
        months[day.replace(day=1)] += count
    return tuple(sorted((month, count) for month, count in months.items() if count))
