"""Energy of each connection and day, counted once however often it was filed."""

import narwhals as nw

from rugsat.domain.supervision.day_book import day_book
from rugsat.evidence.frames.frame import Frame
from rugsat.evidence.frames.sums import total

_DAY = ["connection", "legal_day"]
_SAID = ["energy_wh", "energy_upper_wh", "metered_s", "covered_s"]
_SENDERS = ["first_sender", "last_sender"]


@day_book(reads=("meter_sums", "meter_readings"))
def metered_days(sums: Frame, readings: Frame) -> Frame:
    """Energy of each connection and legal day, from below and from above, and how much of the day was metered.

    energy_wh leaves estimated readings out; of an interval that was filed twice it counts the lower reading, and of
    several lengths of interval the one with the most energy, because intervals of two lengths may overlap. So it is
    never too much. energy_upper_wh takes estimated readings in, of an interval that was filed twice the higher one,
    and adds the lengths; so it is never too little. metered_s and covered_s are the seconds that read intervals, and
    all intervals, cover, each counted once, of several lengths the one that covers more.
    """
    alone = (nw.col("first_filing") == nw.col("last_filing")) & (nw.col("shortest_s") == nw.col("longest_s"))
    once = sums.filter(alone).select(*_DAY, *_SAID, *_SENDERS)
    several = sums.filter(~alone).select(*_DAY, *_SENDERS)
    again = _by_interval(readings.join(several.select(*_DAY), on=_DAY, how="semi"))
    counted = again.join(several, on=_DAY, how="inner").select(*_DAY, *_SAID, *_SENDERS)
    return nw.concat([once, counted], how="vertical")


def _by_interval(readings: Frame) -> Frame:
    read = nw.when(~nw.col("estimated")).then(nw.col("energy_wh"))
    intervals = (
        readings.with_columns(_read=read.otherwise(nw.lit(None, dtype=nw.Int64)))
        .group_by(*_DAY, "began_us", "interval_s")
        .agg(nw.col("_read").min().alias("_read"), nw.col("energy_wh").max())
    )
    unread, nothing = nw.col("_read").is_null(), nw.lit(0).cast(nw.Int64)
    once = intervals.select(
        *_DAY,
        "interval_s",
        nw.when(unread).then(nothing).otherwise(nw.col("_read")).alias("energy_wh"),
        nw.col("energy_wh").alias("energy_upper_wh"),
        nw.when(unread).then(nothing).otherwise(nw.col("interval_s")).alias("metered_s"),
        nw.col("interval_s").alias("covered_s"),
    )
    lengths = once.group_by(*_DAY, "interval_s").agg(*[total(name) for name in _SAID])
    return lengths.group_by(*_DAY).agg(
        nw.col("energy_wh").max(), total("energy_upper_wh"), nw.col("metered_s").max(), nw.col("covered_s").max()
    )
