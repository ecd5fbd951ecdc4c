"""Reference series as values that hold from a day to the next."""

from typing import Literal

import narwhals as nw

from rugsat.evidence.frames.as_of import as_periods
from rugsat.evidence.frames.frame import Frame
from rugsat.kernel.period import FOREVER


def periods_of(series: Frame) -> Frame:
    """The series as values that hold from a day to the next; a day with two different values tells none until then."""
    stated = series.group_by("series", "began").agg(nw.col("value").min(), nw.col("value").max().alias("other"))
    held = as_periods(stated, by=["series"], began="began", last=FOREVER)
    return held.filter(nw.col("value") == nw.col("other")).select("series", "since", "until", "value")


def with_series(
    days: Frame, values: Frame, *, prefix: nw.Expr, of: str, name: str, how: Literal["inner", "left"] = "inner"
) -> Frame:
    """Days with the value of the series that is named by a prefix and a column; without one they go, unless left.

    `values` has one row for each series and legal day.
    """
    keyed = days.with_columns(series=nw.concat_str([prefix, nw.col(of)]))
    return keyed.join(values.rename({"value": name}), on=["series", "legal_day"], how=how).drop("series")
