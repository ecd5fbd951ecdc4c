"""The last value known at a moment or a day."""

from collections.abc import Sequence
from datetime import date

import narwhals as nw

from rugsat.evidence.frames.frame import Frame
from rugsat.evidence.frames.order import numbered


def as_of(facts: Frame, series: Frame, *, on: Sequence[str], at: str, since: str) -> Frame:
    """Facts joined to the row of `series` with the same `on` and the last `since` not after `at`.

    A group of the series has no two rows of one `since`. Facts before the first row of their group go. The columns
    `at` and `since` are of one type. Engines disagree on as-of joins, so this counts: how many rows of the series
    lie at or before a fact is the number of the row that holds for it.
    """
    steps = numbered(series, by=on, order_by=[since], name="_step")
    points = facts.select(*on, nw.col(at).alias("_at")).unique([*on, "_at"])
    marks = points.with_columns(_is_step=nw.lit(0))
    starts = series.select(*on, nw.col(since).alias("_at")).with_columns(_is_step=nw.lit(1))
    both = nw.concat([marks, starts], how="vertical")
    # A step of the same moment counts for the fact, so it is taken first: hence the order by its negative.
    both = both.with_columns(_first=-nw.col("_is_step"))
    counted = both.with_columns(
        nw.col("_is_step").cum_sum().over(*on, order_by=["_at", "_first"]).cast(nw.Int64).alias("_step")
    )
    reached = counted.filter((nw.col("_is_step") == 0) & (nw.col("_step") > 0)).select(*on, "_at", "_step")
    found = reached.join(steps, on=[*on, "_step"], how="inner").drop("_step")
    return facts.join(found.rename({"_at": at}), on=[*on, at], how="inner")


def as_periods(series: Frame, *, by: Sequence[str], began: str, last: date) -> Frame:
    """A series of values that hold until the next one, as rows with since and until; `last` ends the last one."""
    following = nw.col(began).shift(-1).over(*by, order_by=[began])
    until = nw.when(following.is_null()).then(nw.lit(last)).otherwise(following)
    return series.with_columns(nw.col(began).alias("since"), until.alias("until"))
