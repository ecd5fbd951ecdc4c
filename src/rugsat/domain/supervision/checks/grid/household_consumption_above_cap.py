"""Does a household draw more energy in a month than a household may?"""

from datetime import date

import narwhals as nw

from rugsat.domain.supervision.check import check
from rugsat.domain.supervision.limits import limits, while_held
from rugsat.domain.supervision.metered import days_read
from rugsat.domain.supervision.violations import violations
from rugsat.evidence.frames.as_of import as_periods
from rugsat.evidence.frames.dated_join import dated_anti_join, dated_join
from rugsat.evidence.frames.frame import Frame
from rugsat.evidence.frames.sums import count, total
from rugsat.kernel.period import FOREVER


def readings_of_unknown_connections(metered: Frame, points: Frame, law: Frame, on: date) -> Frame:
    """days of connections of which no report says what they are"""
    known = _reported(points).select("connection", "since", "until")
    days = days_read(metered).select("connection", "legal_day")
    # Nearly all are known, from one report, all the time: they go first, by one join on the connection alone.
    first = days.group_by("legal_day").agg(count("_rows")).select(nw.col("legal_day").min().alias("_first"))
    always = (
        known.with_columns(_everyone=nw.lit(1))
        .join(first.with_columns(_everyone=nw.lit(1)), on=["_everyone"], how="inner")
        .filter((nw.col("since") <= nw.col("_first")) & (nw.col("until") == nw.lit(FOREVER)))
        .select("connection")
    )
    others = days.join(always, on=["connection"], how="anti")
    return dated_anti_join(others, known, on=["connection"], identity=["connection", "legal_day"])


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
    cap = limits(law, "household.consumption_cap", by=["zone"], base=True, name="cap_wh")
    capped = dated_join(days_read(metered), while_held(_at_home(points), cap, by="zone"), on=["connection"])
    months = capped.with_columns(month=nw.col("legal_day").dt.truncate("1mo").cast(nw.Date))
    parts = months.group_by("connection", "month", "zone", "cap_wh").agg(
        total("energy_wh"), nw.col("legal_day").max().alias("last_day")
    )
    monthly = parts.with_columns(
        energy_wh=nw.col("energy_wh").sum().over("connection", "month").cast(nw.Int64),
        highest_wh=nw.col("cap_wh").max().over("connection", "month"),
        last_day=nw.col("last_day").max().over("connection", "month"),
    )
    above = monthly.filter((nw.col("energy_wh") > nw.col("highest_wh")) & (nw.col("cap_wh") == nw.col("highest_wh")))
    # The zone whose cap was applied; of two with the same cap the first by name.
    above = above.group_by("connection", "month", "energy_wh", "cap_wh", "last_day").agg(nw.col("zone").min())
    return violations(
        above,
        subject=("connection", "connection"),
        days=("month", "last_day"),
        observed="energy_wh",
        limit="cap_wh",
        unit="Wh",
        by=["zone"],
    )


def _at_home(points: Frame) -> Frame:
    households = _reported(points).filter(nw.col("tariff_class") == "household")
    return households.select("connection", nw.col("region").alias("zone"), "since", "until")


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
