"""Counts of the register, kept for some minutes, because they look at every row."""

from datetime import date

from django.core.cache import cache

from rugsat.store.queries.public.counts import Counts, counts

_KEPT_S = 300


def counted(on: date) -> Counts:
    """The counts of a day, at most five minutes old."""
    key = f"register-counts-{on}"
    kept: Counts | None = cache.get(key)
    if kept is None:
        kept = counts(on=on)
        cache.set(key, kept, _KEPT_S)
    return kept
