"""Whether two ways of asking give the same violations, to the last digit."""

import polars as pl

SAID = ["subject", "began_us", "ended_us", "first_day", "last_day", "observed", "limit", "unit", "class", "zone"]
"""What is compared: everything but the locator and the note, which are for the reader."""


def difference(ours: pl.DataFrame, theirs: pl.DataFrame) -> pl.DataFrame:
    """Violations that only one of the two gives, with how often each gives them."""
    counted = [
        frame.group_by(SAID).len(name).with_columns(pl.col(name).cast(pl.Int64))
        for frame, name in ((ours, "ours"), (theirs, "theirs"))
    ]
    both = counted[0].join(counted[1], on=SAID, how="full", coalesce=True, nulls_equal=True)
    return both.filter(pl.col("ours").fill_null(0) != pl.col("theirs").fill_null(0)).sort(SAID)
