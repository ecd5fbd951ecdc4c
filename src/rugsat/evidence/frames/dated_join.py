"""Joining a fact of a day to what was true on that day."""

from collections.abc import Sequence

import narwhals as nw

from rugsat.evidence.frames.distinct import distinct
from rugsat.evidence.frames.frame import Frame


def dated_join(facts: Frame, dated: Frame, *, on: Sequence[str], day: str = "legal_day") -> Frame:
    """Facts joined to the rows of `dated` with the same `on` and with since <= day < until; facts without one go.

    `dated` has the columns since and until, both dates and never empty; they do not come along.
    A fact that meets two rows comes twice: overlapping validity is the register's to forbid.
    """
    held = dated.rename({"since": "_since", "until": "_until"})
    joined = facts.join(held, on=list(on), how="inner")
    return joined.filter((nw.col("_since") <= nw.col(day)) & (nw.col(day) < nw.col("_until"))).drop("_since", "_until")


def on_days(dated: Frame, days: Frame, *, day: str = "legal_day") -> Frame:
    """What was true on each day of a short list of days: a row for each that holds, without since and until."""
    # Engines differ on joins without equality, so each day is joined to all by a constant.
    everyone = nw.lit(1).alias("_everyone")
    joined = dated_join(days.with_columns(everyone), dated.with_columns(everyone), on=["_everyone"], day=day)
    return joined.drop("_everyone")


def dated_anti_join(
    facts: Frame, dated: Frame, *, on: Sequence[str], identity: Sequence[str], day: str = "legal_day"
) -> Frame:
    """Facts for which `dated` has no row with the same `on` that is true on their day; `identity` names a fact."""
    keys = distinct(dated, [*on, "since", "until"])
    met = dated_join(facts.select(list(dict.fromkeys([*identity, *on, day]))), keys, on=on, day=day)
    return facts.join(distinct(met, identity), on=list(identity), how="anti")
