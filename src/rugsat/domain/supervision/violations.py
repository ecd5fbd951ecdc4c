"""Violation rows: what every check gives, in one form."""

from collections.abc import Sequence

import narwhals as nw
import polars as pl

from rugsat.evidence.frames.frame import Frame

RAW: dict[str, pl.DataType] = {
    "subject": pl.String(),
    "began_us": pl.Int64(),
    "ended_us": pl.Int64(),
    "first_day": pl.Date(),
    "last_day": pl.Date(),
    "observed": pl.Decimal(38, 18),
    "limit": pl.Decimal(38, 18),
    "unit": pl.String(),
    "class": pl.String(),
    "zone": pl.String(),
    "sender": pl.String(),
    "filing": pl.String(),
    "row": pl.Int64(),
    "note": pl.String(),
}
"""Columns that a check gives. A check that counts in days leaves began_us and ended_us empty; the run fills them in."""

IN_REPORTING_CURRENCY = "reporting currency"
"""The unit of a check whose values are in the reporting currency; the run names the currency in its place."""

_NUMBER = nw.Decimal(38, 18)


def violations(  # noqa: PLR0913 - one argument for each column of the contract
    frame: Frame,
    *,
    subject: tuple[str, str],
    observed: str,
    limit: str | int,
    unit: str,
    moments: tuple[str, str] | None = None,
    days: tuple[str, str] = ("legal_day", "legal_day"),
    by: Sequence[str] = (),
    located: bool = False,
    note: str | None = None,
) -> Frame:
    """Violation rows of a frame whose every row is one.

    `subject` is kind and column; `moments` the columns of beginning and end in microseconds UTC, `days` those of first
    and last local day; `limit` a column, or a whole number where the statute leaves none. `by` says which of the
    columns class and zone the law was taken by. With `located`, the frame's own sender, filing and row are the locator.
    `note` is the column that says what a reader needs to weigh it.
    """
    kind, column = subject
    began, ended = (nw.col(name).cast(nw.Int64) for name in moments) if moments else (_no(nw.Int64), _no(nw.Int64))
    allowed = nw.col(limit) if isinstance(limit, str) else nw.lit(limit)
    return frame.select(
        nw.concat_str([nw.lit(f"{kind}:"), nw.col(column)]).alias("subject"),
        began.alias("began_us"),
        ended.alias("ended_us"),
        nw.col(days[0]).cast(nw.Date).alias("first_day"),
        nw.col(days[1]).cast(nw.Date).alias("last_day"),
        nw.col(observed).cast(_NUMBER).alias("observed"),
        allowed.cast(_NUMBER).alias("limit"),
        nw.lit(unit).alias("unit"),
        (nw.col("class") if "class" in by else nw.lit("*")).alias("class"),
        (nw.col("zone") if "zone" in by else nw.lit("*")).alias("zone"),
        (nw.col("sender") if located else _no(nw.String)).alias("sender"),
        (nw.col("filing") if located else _no(nw.String)).alias("filing"),
        (nw.col("row").cast(nw.Int64) if located else _no(nw.Int64)).alias("row"),
        (nw.col(note) if note else _no(nw.String)).alias("note"),
    )


def _no(dtype: type[nw.Int64 | nw.String]) -> nw.Expr:
    return nw.lit(None, dtype=dtype)
