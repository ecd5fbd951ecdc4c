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
    said = {"field": field, "rule": rule, "expected": expected}
    at = bad.to_numpy().nonzero()[0] if not bad.null_count() else bad.fill_null(value=False).to_numpy().nonzero()[0]
    texts = {name: pl.Series(name, [text], pl.String).new_from_index(0, len(at)) for name, text in said.items()}
    # Built from columns: a query for each rule would cost more than the rule.
    columns = {ROW: rows[at].cast(pl.Int64), "value": values[at].cast(pl.String), **texts}
    return pl.DataFrame([columns[name].alias(name) for name in FAULTS])
