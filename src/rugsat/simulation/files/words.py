"""Values as they are written in text files: moments with their offset, exact decimals, true and false."""

import polars as pl


def as_words(rows: pl.DataFrame) -> pl.DataFrame:
    """Every column as text; a value that is not there stays away."""
    return rows.select(_words(rows[name]).alias(name) for name in rows.columns)


def _words(column: pl.Series) -> pl.Series:
    dtype = column.dtype
    if dtype == pl.Boolean:
        return column.cast(pl.String)
    if isinstance(dtype, pl.Datetime):
        return column.dt.strftime("%Y-%m-%dT%H:%M:%S%.3fZ")
    if dtype == pl.Date:
        return column.dt.strftime("%Y-%m-%d")
    if dtype.is_float():
        message = f"column '{column.name}' is binary floating point; money, coins and energy are written exactly"
        raise TypeError(message)
    text = column.cast(pl.String)
    if isinstance(dtype, pl.Decimal):
        return text.str.replace(r"(\.\d*?)0+$", "$1").str.replace(r"\.$", "")
    return text
