"""Does a household draw more energy in a month than a household may?"""

from datetime import date

import narwhals as nw

from rugsat.domain.supervision.check import check
from rugsat.domain.supervision.limits import limits, on_day
from rugsat.domain.supervision.violations import violations
from rugsat.evidence.frames.as_of import as_periods
from rugsat.evidence.frames.dated_join import dated_join
from rugsat.evidence.frames.frame import Frame
from rugsat.evidence.frames.order import first_of_each
from rugsat.evidence.frames.sums import total
from rugsat.kernel.period import FOREVER


@check(
    reads=("meter_readings", "connection_points"),
    history=("connection_points",),
    rests_on=("household.consumption_cap",),
)
def household_consumption_above_cap(readings: Frame, points: Frame, law: Frame, on: date) -> Frame:
    """A connection on the household tariff drew more energy in a calendar month than the cap for its zone.

    The month is the local calendar month, up to the day of the run. What a connection is comes from the provider's
    latest report before each day. Estimated readings are left out. Where the cap changed within the month, the
    highest cap of the month is applied, so that nobody is named by a change.
    """
    reports = first_of_each(
        points.select("connection", "legal_day", "tariff_class", "region", "filing", "row"),
        by=["connection", "legal_day"],
        order_by=["filing", "row"],
    )
    known = as_periods(reports, by=["connection"], began="legal_day", last=FOREVER)
    households = known.filter(nw.col("tariff_class") == "household").select("connection", "region", "since", "until")
    daily = readings.filter(~nw.col("estimated")).group_by("connection", "legal_day").agg(total("energy_wh"))
    at_home = dated_join(daily, households, on=["connection"]).rename({"region": "zone"})
    cap = limits(law, "household.consumption_cap", by=["zone"], base=True, name="cap_wh")
    capped = on_day(at_home, cap, by=["zone"]).with_columns(month=nw.col("legal_day").dt.truncate("1mo").cast(nw.Date))
    monthly = capped.group_by("connection", "month").agg(
        total("energy_wh"),
        nw.col("cap_wh").max(),
        nw.col("zone").max(),
        nw.col("legal_day").max().alias("last_day"),
    )
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
