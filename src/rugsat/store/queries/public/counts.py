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
class Counts:
    """How much there is of what."""

    parties: int
    assets: int
    by_status: dict[str, int]
    by_instrument: dict[str, dict[str, int]]
    """Authorisations by instrument, and within it by status."""
    by_class: dict[str, int]
    """Authorisations in force by class."""
    licensed_w: int
    """Licensed power of what is in force."""
    granted: tuple[tuple[date, int], ...]
    """Authorisations by the first day of the month from which they are on the register."""


def counts(*, on: date) -> Counts:
    """Count the register as it is true on a day; how long it takes does not depend on how much is on it."""
    upto = Tally.objects.filter(day__lte=on).order_by()
    by_instrument: dict[str, dict[str, int]] = {}
    by_status, by_class, parties, watts = Counter[str](), Counter[str](), 0, 0
    rows = upto.exclude(what=BEGUN).values_list("what", "instrument", "status", "cls")
    for what, instrument, status, cls, count, power in rows.annotate(Sum("count"), Sum("watts")):
        if what == PARTY:
            parties += count
        elif what == AUTHORISATION and count:
            held = by_instrument.setdefault(instrument, {})
            held[status] = held.get(status, 0) + count
            by_status[status] += count
            if status == "in_force":
                by_class[cls] += count
                watts += power
    return Counts(
        parties=parties,
        assets=as_of(ApprovedAsset, on=on).count(),
        by_status=dict(by_status),
        by_instrument=by_instrument,
        by_class=dict(by_class),
        licensed_w=watts,
        granted=_months(upto.filter(what=BEGUN).values_list("day").annotate(Sum("count"))),
    )


def _months(days: Iterable[tuple[date, int]]) -> tuple[tuple[date, int], ...]:
    months = Counter[date]()
    for day, count in days:
        months[day.replace(day=1)] += count
    return tuple(sorted((month, count) for month, count in months.items() if count))
