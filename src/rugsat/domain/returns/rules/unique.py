"""Rows that no other row may be like; over a whole file, with eight bytes of memory for each row."""

from collections.abc import Iterator

import numpy as np
import polars as pl
from numpy.typing import NDArray

from rugsat.domain.returns.fault import ROW, no_faults
from rugsat.domain.returns.judge import Judge
from rugsat.domain.returns.setting import Setting
from rugsat.domain.returns.sheet import Sheet
from rugsat.law.returns.definition import Rule

_SEED = 17
_AT_ONCE = 2_000_000

Hashes = tuple[NDArray[np.uint64], NDArray[np.int64] | int]
"""Hashes of keys, and the rows they stand in; a number is the first of consecutive rows."""


def judge(rule: Rule, _setting: Setting) -> Judge:
    """No two rows have the same values in the columns; seen only once the whole file was read."""
    expected = f"{' and '.join(rule.columns)} that no other row has"
    return Judge(rule=rule, shown=rule.columns, expected=expected, bad=_none_yet)


def _none_yet(sheet: Sheet) -> pl.Series:
    """A batch alone cannot tell."""
    return pl.repeat(value=False, n=sheet.texts.height, dtype=pl.Boolean, eager=True)


def key_hashes(rule: Rule, sheet: Sheet) -> Hashes:
    """A hash for the key of each row that has one."""
    keys = sheet.frame(rule.columns)
    rows = sheet.rows
    if any(series.null_count() for series in keys):
        complete = keys.select(pl.all_horizontal(pl.all().is_not_null())).to_series()
        keys, rows = keys.filter(complete), rows.filter(complete)
    hashes = keys.to_series().hash(_SEED) if keys.width == 1 else keys.hash_rows(_SEED)
    first, last = (rows[0], rows[-1]) if len(rows) else (0, -1)
    together = last - first + 1 == len(rows)
    return hashes.to_numpy(), first if together else rows.to_numpy()


class Uniqueness:
    """Gathers the hashes of a whole file; equal hashes only say which rows are to be compared."""

    def __init__(self, rule: Rule) -> None:
        self.rule = rule
        self._hashes: list[Hashes] = []

    def add(self, hashes: Hashes) -> None:
        """Take the hashes of a batch."""
        self._hashes.append(hashes)

    def candidates(self) -> Iterator[NDArray[np.int64]]:
        """Ascending rows that may be alike, in groups that fit the memory; rows that are alike are in one group."""
        if not self._hashes:
            return
        ordered = pl.concat([pl.Series(hashes, dtype=pl.UInt64) for hashes, _ in self._hashes]).sort().to_numpy()
        twice = np.unique(ordered[1:][ordered[1:] == ordered[:-1]])
        del ordered
        groups = len(twice) * 2 // _AT_ONCE + 1
        for group in range(groups):
            wanted = pl.Series(twice[twice % groups == group] if groups > 1 else twice, dtype=pl.UInt64)
            if len(wanted):
                yield np.sort(np.concatenate(list(self._rows_with(wanted))))

    def faults(self, keys: pl.DataFrame, shown: pl.Series) -> pl.DataFrame:
        """The faults among candidates, from their keys (columns of the rule and row) and their texts."""
        names = list(self.rule.columns)
        alike = keys.with_columns(shown.alias("value ")).sort(ROW)
        alike = alike.with_columns(pl.col(ROW).min().over(names).alias("first ")).filter(pl.col(ROW) > pl.col("first "))
        if not alike.height:
            return no_faults()
        return alike.select(
            ROW,
            pl.lit("+".join(names)).alias("field"),
            pl.col("value ").cast(pl.String).alias("value"),
            pl.lit(self.rule.id).alias("rule"),
            pl.format(f"{' and '.join(names)} that no other row has: row {{}} has the same", "first ").alias(
                "expected"
            ),
        )

    def _rows_with(self, wanted: pl.Series) -> Iterator[NDArray[np.int64]]:
        for hashes, rows in self._hashes:
            at = pl.Series(hashes, dtype=pl.UInt64).is_in(wanted.implode()).arg_true().to_numpy()
            yield at.astype(np.int64) + rows if isinstance(rows, int) else rows[at]
