"""Sums that are of one type on every engine."""

import narwhals as nw


def total(column: str) -> nw.Expr:
    """Sum of an integer column as a 64-bit integer; DuckDB alone would widen it to 128 bits."""
    return nw.col(column).sum().cast(nw.Int64).alias(column)


def exact_total(column: str) -> nw.Expr:
    """Sum of an exact decimal column, with 38 digits and 18 behind the point on every engine."""
    return nw.col(column).sum().cast(nw.Decimal(38, 18)).alias(column)


def count(name: str) -> nw.Expr:
    """Number of rows as a 64-bit integer."""
    return nw.len().cast(nw.Int64).alias(name)
