"""What one pass over a day's readings says of each connection."""

import narwhals as nw

from rugsat.domain.supervision.day_book import day_book
from rugsat.evidence.frames.frame import Frame
from rugsat.evidence.frames.sums import total


@day_book(reads=("meter_readings",))
def meter_sums(readings: Frame) -> Frame:
    """Sums of each connection and day as filed, and whether it came in several filings or lengths of interval.

    Where it did, the sums may count twice; metered_days counts those once.
    """
    nothing = nw.lit(0).cast(nw.Int64)
    estimated = nw.col("estimated")
    marked = readings.with_columns(
        _metered_wh=nw.when(estimated).then(nothing).otherwise(nw.col("energy_wh")),
        _metered_s=nw.when(estimated).then(nothing).otherwise(nw.col("interval_s")),
    )
    return marked.group_by("connection", "legal_day").agg(
        nw.col("_metered_wh").sum().cast(nw.Int64).alias("energy_wh"),
        total("energy_wh").alias("energy_upper_wh"),
        nw.col("_metered_s").sum().cast(nw.Int64).alias("metered_s"),
        total("interval_s").alias("covered_s"),
        nw.col("interval_s").min().alias("shortest_s"),
        nw.col("interval_s").max().alias("longest_s"),
        nw.col("filing").min().alias("first_filing"),
        nw.col("filing").max().alias("last_filing"),
        nw.col("sender").min().alias("first_sender"),
        nw.col("sender").max().alias("last_sender"),
    )
