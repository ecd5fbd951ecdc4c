"""Joining two dated tables for the days on which both are true."""

from collections.abc import Sequence

import narwhals as nw

from rugsat.evidence.frames.frame import Frame


def overlapping(left: Frame, right: Frame, *, on: Sequence[str]) -> Frame:
    """Rows of two dated tables with the same `on`, each with the days, since and until, on which both are true."""
    held = right.rename({"since": "_since", "until": "_until"})
    joined = left.join(held, on=list(on), how="inner")
    both = joined.with_columns(
        since=nw.when(nw.col("_since") > nw.col("since")).then(nw.col("_since")).otherwise(nw.col("since")),
        until=nw.when(nw.col("_until") < nw.col("until")).then(nw.col("_until")).otherwise(nw.col("until")),
    )
    return both.filter(nw.col("since") < nw.col("until")).drop("_since", "_until")
