"""Does an authorised miner draw more power than it may?"""

from datetime import date

import narwhals as nw

from rugsat.domain.supervision.check import check
from rugsat.domain.supervision.limits import limits, on_day
from rugsat.domain.supervision.violations import violations
from rugsat.evidence.frames.dated_join import dated_join
from rugsat.evidence.frames.frame import Frame
from rugsat.evidence.frames.sums import total

_PPM = 1_000_000


@check(
    reads=("meter_readings", "register.connections", "register.sites", "register.authorisations"),
    rests_on=("mining.capacity_tolerance",),
)
def power_above_licensed_capacity(
    readings: Frame, connections: Frame, sites: Frame, authorisations: Frame, law: Frame, on: date
) -> Frame:
    """The sites of an authorisation drew more power in a metering interval than it allows.

    The loads of all connections of all sites of the authorisation are added, interval by interval; connections that
    are metered at different interval lengths are added length by length. The load of an interval is its energy over
    its length. Estimated readings are left out: they prove nothing about a moment. The limit is the licensed power of
    that day plus the tolerance for the class on that day. Intervals that adjoin are one finding.
    """
    metered = readings.filter(~nw.col("estimated")).select(
        "connection", "legal_day", "began_us", "interval_s", "load_w"
    )
    at_site = dated_join(metered, connections.select("connection", "site", "since", "until"), on=["connection"])
    held = dated_join(at_site, sites.select("site", "authorisation", "since", "until"), on=["site"])
    load = held.group_by("authorisation", "legal_day", "began_us", "interval_s").agg(total("load_w"))
    licensed = authorisations.filter((nw.col("status") == "in_force") & ~nw.col("licensed_w").is_null())
    allowed = dated_join(
        load, licensed.select("authorisation", "class", "licensed_w", "since", "until"), on=["authorisation"]
    )
    tolerance = limits(law, "mining.capacity_tolerance", by=["class"], base=True, name="tolerance_ppm")
    judged = on_day(allowed, tolerance, by=["class"])
    above = judged.filter(nw.col("load_w") * _PPM > nw.col("licensed_w") * (nw.col("tolerance_ppm") + _PPM))
    timed = above.with_columns(ended_us=nw.col("began_us") + nw.col("interval_s") * 1_000_000)
    return violations(
        timed,
        subject=("authorisation", "authorisation"),
        moments=("began_us", "ended_us"),
        observed="load_w",
        limit="licensed_w",
        unit="W",
        by=["class"],
    )
