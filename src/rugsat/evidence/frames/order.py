"""Numbering rows within a group, in a stated order that leaves no tie."""

from collections.abc import Sequence

import narwhals as nw

from rugsat.evidence.frames.frame import Frame


def numbered(frame: Frame, *, by: Sequence[str], order_by: Sequence[str], name: str = "number") -> Frame:
    """Rows with their place, from 1, within their group; `order_by` must tell any two rows of a group apart."""
    ones = frame.with_columns(_one=nw.lit(1))
    place = nw.col("_one").cum_sum().over(*by, order_by=list(order_by)).cast(nw.Int64)
    return ones.with_columns(place.alias(name)).drop("_one")


def first_of_each(frame: Frame, *, by: Sequence[str], order_by: Sequence[str]) -> Frame:
    """The first row of each group in a stated order that leaves no tie."""
    return numbered(frame, by=by, order_by=order_by, name="_place").filter(nw.col("_place") == 1).drop("_place")
