"""Rows of the public register as they stood on two days, side by side."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Generic, TypeVar
from zoneinfo import ZoneInfo

from django.db.models import Q

from rugsat.store.bitemporal import known_at, true_on

MOST = 500
"""Rows of each side that are compared at most; between days that are further apart a snapshot tells more."""
_Row = TypeVar("_Row")


@dataclass(frozen=True, slots=True)
class Change(Generic[_Row]):
    """What has a number, on the two days; None on the side on which the register did not show it."""

    number: str
    before: _Row | None
    after: _Row | None


@dataclass(frozen=True, slots=True)
class Changes(Generic[_Row]):
    """What changed; `more` says that there is more than is told."""

    changes: tuple[Change[_Row], ...]
    more: bool


def stood(day: date, zone: ZoneInfo) -> Q:
    """Rows that are true on a day, and known at its end where the jurisdiction lies."""
    return known_at(datetime.combine(day + timedelta(days=1), time(), zone) - timedelta(microseconds=1)) & true_on(day)


def compared(
    before: Mapping[str, _Row], after: Mapping[str, _Row], said: Callable[[_Row], object]
) -> tuple[Change[_Row], ...]:
    """The rows of two days by their numbers; one that was written anew and says the same is no change."""
    found = (Change(number, before.get(number), after.get(number)) for number in sorted(before.keys() | after.keys()))
    return tuple(each for each in found if _differs(each, said))


def _differs(change: Change[_Row], said: Callable[[_Row], object]) -> bool:
    if change.before is None or change.after is None:
        return True
    return said(change.before) != said(change.after)
