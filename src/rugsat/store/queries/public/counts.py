"""Counts over the public register on a day, and over time."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Sum
from django.db.models.functions import TruncMonth

from rugsat.store.bitemporal import as_of
from rugsat.store.licensing.models import ApprovedAsset, AuthorisationFacts
from rugsat.store.parties.models import PartyFacts
from rugsat.store.queries.public.lines import PERSON


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
    """Count the register as it is true on a day."""
    rows = as_of(AuthorisationFacts, on=on)
    by_instrument: dict[str, dict[str, int]] = {}
    by_status: dict[str, int] = {}
    for instrument, status, count in (
        rows.values_list("authorisation__instrument", "status").annotate(Count("pk")).order_by()
    ):
        by_instrument.setdefault(instrument, {})[status] = count
        by_status[status] = by_status.get(status, 0) + count
    live = rows.filter(status="in_force")
    known = AuthorisationFacts.objects.filter(superseded_at__isnull=True, since__lte=on)
    earlier = known.filter(authorisation=OuterRef("authorisation"), since__lt=OuterRef("since"))
    months = known.filter(~Exists(earlier)).annotate(month=TruncMonth("since"))
    first = months.values_list("month").annotate(Count("pk")).order_by("month")
    return Counts(
        parties=as_of(PartyFacts, on=on).exclude(kind=PERSON).count(),
        assets=as_of(ApprovedAsset, on=on).count(),
        by_status=by_status,
        by_instrument=by_instrument,
        by_class=dict(live.values_list("cls").annotate(Count("pk")).order_by()),
        licensed_w=live.aggregate(watts=Sum("licensed_w"))["watts"] or 0,
        granted=tuple(first),
    )
