"""Gaps and islands: rows that adjoin, counted as one stretch."""

from collections.abc import Sequence

import narwhals as nw

from rugsat.evidence.frames.frame import Frame


def islands(frame: Frame, *, by: Sequence[str], began: str, ended: str, name: str = "island") -> Frame:
    """Rows with the number, from 1, of the stretch of adjoining rows that they belong to within their group.

    A row opens a new stretch where it begins after the end of every row before it; `ended` is exclusive, so rows that
    touch adjoin. Both are integers. Rows may overlap, but no two of a group have the same beginning and end.
    """
    order = [began, ended]
    reach = nw.col(ended).cum_max().over(*by, order_by=order)
    reached = frame.with_columns(reach.alias("_reach"))
    before = nw.col("_reach").shift(1).over(*by, order_by=order)
    opened = reached.with_columns(before.alias("_before"))
    opens = nw.when(nw.col("_before").is_null() | (nw.col(began) > nw.col("_before"))).then(nw.lit(1)).otherwise(0)
    flagged = opened.with_columns(opens.alias("_opens"))
    number = nw.col("_opens").cum_sum().over(*by, order_by=order).cast(nw.Int64)
    return flagged.with_columns(number.alias(name)).drop("_reach", "_before", "_opens")
