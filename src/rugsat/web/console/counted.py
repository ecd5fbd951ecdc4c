"""Counts over all licensees. They look at every row, so that they are kept, and made again beside the pages."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from threading import Lock, Thread
from typing import Generic, TypeVar

from django.core.cache import cache
from django.db import connections

from rugsat.store.kept_law import law_in_force
from rugsat.store.queries.returns_calendar import DueCount, counts, dues, month_of
from rugsat.web.layout.moment import now

Thing = TypeVar("Thing")
_FRESH = timedelta(minutes=5)
_KEPT_S = 3600
"""What nobody has asked for so long is counted anew before it is shown."""
_COUNTING_S = 600
_ONE_AT_A_TIME = Lock()
"""Counts made beside the pages of a process wait for each other, so that they take the processor from pages once."""


@dataclass(frozen=True, slots=True)
class Counted(Generic[Thing]):
    """What was counted, and when."""

    what: Thing
    at: datetime


def kept(key: str, made: Callable[[], Thing]) -> Counted[Thing]:
    """What was counted last; once it is five minutes old, the first who asks lets it be counted again meanwhile."""
    held: Counted[Thing] | None = cache.get(key)
    if held is None:
        return _count(key, made)
    if now() - held.at > _FRESH and cache.add(_claim(key), True, _COUNTING_S):
        Thread(target=_count_beside, args=(key, made), daemon=True).start()
    return held


def due_counts(month: date) -> Counted[list[DueCount]]:
    """What is due in the month of a day, with how many owe it and how many have filed."""
    law, (first, last) = law_in_force(), month_of(month)
    wanted = dues(law, since=first, until=last)
    # What is due follows from the law that the key names, so that only numbers are kept.
    held = kept(f"console-owed-{first}-{law.digest[:16]}", lambda: [(each.owed, each.filed) for each in counts(wanted)])
    found = [DueCount(due, owed, filed) for due, (owed, filed) in zip(wanted, held.what, strict=True)]
    return Counted(found, held.at)


def _count(key: str, made: Callable[[], Thing]) -> Counted[Thing]:
    at = now()
    counted = Counted(made(), at)
    cache.set(key, counted, _KEPT_S)
    return counted


def _count_beside(key: str, made: Callable[[], object]) -> None:
    """Count in a thread, with a connection of its own; where that fails, the next who asks tries again."""
    try:
        with _ONE_AT_A_TIME:
            _count(key, made)
    finally:
        cache.delete(_claim(key))
        connections.close_all()


def _claim(key: str) -> str:
    return f"{key}-counting"
