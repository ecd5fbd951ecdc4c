"""Looks at each distinct value once, and remembers the good ones from batch to batch."""

from collections.abc import Callable

import polars as pl

_REMEMBERED = 500_000
_FEW = 100


class Distinct:
    """Judges texts by a test of single values, as identifiers are."""

    def __init__(self, are_good: Callable[[pl.Series], pl.Series]) -> None:
        self._are_good = are_good
        self._good = pl.Series([[]], dtype=pl.List(pl.String))

    @classmethod
    def of(cls, is_good: Callable[[str], bool]) -> "Distinct":
        """From a test of one value."""
        return cls(lambda values: pl.Series([is_good(value) for value in values], dtype=pl.Boolean))

    def bad(self, values: pl.Series) -> pl.Series:
        """The mask of bad values; null stays null."""
        # Batches are judged at the same time: the one name is read once and rebound once, so no lock is needed.
        good = self._good
        known = values.is_in(good)
        unknown = len(values) - known.null_count() - (known.sum() or 0)
        if not unknown:
            return ~known
        asked = self._distinct(values, known) if unknown <= _FEW else values.unique().drop_nulls()
        right = asked.filter(self._are_good(asked))
        if not len(right):
            return ~known
        good = pl.concat([good.explode().drop_nulls(), right]).unique().implode()
        if good.list.len().item() <= _REMEMBERED:
            self._good = good
        return ~values.is_in(good)

    @staticmethod
    def _distinct(values: pl.Series, known: pl.Series) -> pl.Series:
        at = (~known).fill_null(value=False) if known.null_count() else ~known
        return pl.Series(list(set(values.filter(at))), dtype=pl.String)
