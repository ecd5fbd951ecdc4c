"""Does a household draw more energy in a month than a household may?"""

from datetime import date

import narwhals as nw

from rugsat.domain.supervision.check import check
from rugsat.domain.supervision.limits import limits, on_day
from rugsat.domain.supervision.metered import days_read
from rugsat.domain.supervision.violations import violations
from rugsat.evidence.frames.as_of import as_periods
from rugsat.evidence.frames.dated_join import dated_anti_join, dated_join
from rugsat.evidence.frames.frame import Frame
from rugsat.evidence.frames.sums import total
from rugsat.kernel.period import FOREVER


def readings_of_unknown_connections(metered: Frame, points: Frame, law: Frame, on: date) -> Frame:
    """days of connections of which no report says what they are"""
    days = days_read(metered).select("connection", "legal_day")
    return dated_anti_join(
        days,
        _reported(points).select("connection", "since", "until"),
        on=["connection"],
        identity=["connection", "legal_day"],
    )


@check(
    reads=("metered_days", "connection_points"),
    history=("connection_points",),
    rests_on=("household.consumption_cap",),
    left_out=(readings_of_unknown_connections,),
)
def household_consumption_above_cap(metered: Frame, points: Frame, law: Frame, on: date) -> Frame:
    """A connection on the household tariff drew more energy in a calendar month than the cap for its zone.

    The month is the local calendar month, up to the day of the run. What a connection is comes from the latest report
    up to each day; where reports of one day contradict each other, nothing is known until the next. Estimated readings
    are left out, and an interval that was filed twice counts once. Where the cap changed within the month, or the
    connection its zone, the highest cap of the month is applied, so that nobody is named by a change.
    """
    at_home = _at_home(metered, points)
    cap = limits(law, "household.consumption_cap", by=["zone"], base=True, name="cap_wh")
    capped = on_day(at_home, cap, by=["zone"]).with_columns(month=nw.col("legal_day").dt.truncate("1mo").cast(nw.Date))
    monthly = capped.group_by("connection", "month").agg(
        total("energy_wh"),
        nw.col("cap_wh").max(),
        nw.col("legal_day").max().alias("last_day"),
    )
    # The zone whose cap was applied; of two with the same cap the first by name.
    applied = capped.select("connection", "month", "cap_wh", "zone").group_by("connection", "month", "cap_wh")
    monthly = monthly.join(applied.agg(nw.col("zone").min()), on=["connection", "month", "cap_wh"], how="inner")
    above = monthly.filter(nw.col("energy_wh") > nw.col("cap_wh"))
    return violations(
        above,
        subject=("connection", "connection"),
        days=("month", "last_day"),
        observed="energy_wh",
        limit="cap_wh",
        unit="Wh",
        by=["zone"],
    )


def _at_home(metered: Frame, points: Frame) -> Frame:
    households = _reported(points).filter(nw.col("tariff_class") == "household")
    zoned = households.select("connection", nw.col("region").alias("zone"), "since", "until")
    return dated_join(days_read(metered), zoned, on=["connection"])


def _reported(points: Frame) -> Frame:
    """What is known of each connection from one report to the next; a day with contradictions tells nothing."""
    reports = points.group_by("connection", "legal_day").agg(
        nw.col("tariff_class").min(),
        nw.col("region").min(),
        nw.col("tariff_class").max().alias("other_class"),
        nw.col("region").max().alias("other_region"),
    )
    periods = as_periods(reports, by=["connection"], began="legal_day", last=FOREVER).drop("legal_day")
    return periods.filter(
        (nw.col("tariff_class") == nw.col("other_class")) & (nw.col("region") == nw.col("other_region"))
    )
