"""A fault: one value (or one whole row) of a filed return that breaks one rule."""

from collections.abc import Sequence

import polars as pl

ROW = "row"
"""The column that carries the number of the data row, the first being 1."""

FAULTS = pl.Schema({ROW: pl.Int64, "field": pl.String, "value": pl.String, "rule": pl.String, "expected": pl.String})
"""The columns of every frame of faults."""

Fault = tuple[int, str, str | None, str, str]
"""Row, field, value, rule, expected."""


def no_faults() -> pl.DataFrame:
    """An empty frame of faults."""
    return pl.DataFrame(schema=FAULTS)


def faults_of(found: Sequence[Fault]) -> pl.DataFrame:
    """Make the frame of faults from (row, field, value, rule, expected)."""
    return pl.DataFrame(found, schema=FAULTS, orient="row")


def faults_where(
    bad: pl.Series, *, rows: pl.Series, values: pl.Series, field: str, rule: str, expected: str
) -> pl.DataFrame:
    """Make the frame of faults of one rule from the mask of its bad values; null in the mask is not bad."""
    return pl.DataFrame({ROW: rows.filter(bad), "value": values.filter(bad).cast(pl.String)}).select(
        pl.col(ROW).cast(pl.Int64),
        pl.lit(field).alias("field"),
        "value",
        pl.lit(rule).alias("rule"),
        pl.lit(expected).alias("expected"),
    )
