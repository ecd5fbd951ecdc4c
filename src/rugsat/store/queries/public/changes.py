"""What changed in the public register between two days: which authorisations came, went, or are otherwise now."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from rugsat.store.bitemporal import known_at, true_on
from rugsat.store.licensing.models import AuthorisationFacts
from rugsat.store.queries.public.lines import Line, lines_of

MOST = 500
"""Rows of each side that are compared at most; between days that are further apart a snapshot tells more."""


@dataclass(frozen=True, slots=True)
class Change:
    """An authorisation on the two days; None on the side where the register did not show it."""

    number: str
    before: Line | None
    after: Line | None


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed; `more` says that there is more than is told."""

    changes: tuple[Change, ...]
    more: bool


def changes(*, since: date, until: date, zone: ZoneInfo) -> Changes:
    """The register as it stood at the end of one day, beside that of another, each as it was known then."""
    first, last = stood(since, zone), stood(until, zone)
    rows = AuthorisationFacts.objects.select_related("authorisation").order_by("authorisation_id")
    gone, come = _some(rows.filter(first).exclude(last)), _some(rows.filter(last).exclude(first))
    before = {line.number: line for line in lines_of(gone, on=since)}
    after = {line.number: line for line in lines_of(come, on=until)}
    found = [Change(number, before.get(number), after.get(number)) for number in sorted(before.keys() | after.keys())]
    more = MOST in {len(gone), len(come)}
    return Changes(tuple(each for each in found if _told(each)), more)


def stood(day: date, zone: ZoneInfo) -> Q:
    """Rows that are true on a day, and known at its end where the jurisdiction lies."""
    return known_at(datetime.combine(day + timedelta(days=1), time(), zone) - timedelta(microseconds=1)) & true_on(day)


def _some(rows: QuerySet[AuthorisationFacts]) -> list[AuthorisationFacts]:
    return list(rows[:MOST])


def _told(change: Change) -> bool:
    """A row that was written anew with the same words is no change."""
    if change.before is None or change.after is None:
        return True
    return _said(change.before) != _said(change.after)


def _said(line: Line) -> Mapping[str, object]:
    names = ("instrument", "cls", "status", "licensed_w", "ends_on", "party", "holder")
    return {name: getattr(line, name) for name in names}
