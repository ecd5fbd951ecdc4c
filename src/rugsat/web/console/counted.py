"""Counts over all licensees, kept for some minutes, because they look at every row."""

from collections.abc import Callable
from datetime import date
from typing import TypeVar

from django.core.cache import cache

from rugsat.store.kept_law import law_in_force
from rugsat.store.queries.returns_calendar import DueCount, counts, dues, month_of

Thing = TypeVar("Thing")
_KEPT_S = 300


def kept(key: str, made: Callable[[], Thing]) -> Thing:
    """What was counted at most five minutes ago, else counted now."""
    held: Thing | None = cache.get(key)
    if held is None:
        held = made()
        cache.set(key, held, _KEPT_S)
    return held


def due_counts(month: date, return_name: str = "") -> list[DueCount]:
    """What is due in the month of a day, with how many owe it and how many have filed."""
    law, (first, last) = law_in_force(), month_of(month)
    key = f"console-returns-{first}-{return_name}-{law.digest[:16]}"
    return kept(key, lambda: counts(dues(law, since=first, until=last, return_name=return_name)))
