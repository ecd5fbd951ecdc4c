"""Does an authorised miner draw more power than it may?"""

from datetime import date

import narwhals as nw

from rugsat.domain.supervision.check import check
from rugsat.domain.supervision.limits import limits, on_day
from rugsat.domain.supervision.metered import authorised, legal_days, shared
from rugsat.domain.supervision.violations import violations
from rugsat.evidence.frames.dated_join import dated_join
from rugsat.evidence.frames.frame import Frame
from rugsat.evidence.frames.sums import total

_INTERVAL = ("connection", "legal_day", "began_us", "interval_s")
_WINDOW = ("authorisation", "legal_day", "began_us", "interval_s")
_PPM = 1_000_000
_HIGHEST_W = 1_000_000_000_000
"""Loads and licences above it are compared as if they were it, so that a mad reading overflows no engine."""


def loads_of_shared_connections(
    readings: Frame, connections: Frame, sites: Frame, authorisations: Frame, law: Frame, on: date
) -> Frame:
    """days of connections that feed several authorisations at once"""
    return shared(connections, sites, days=legal_days(readings))


@check(
    reads=("registered_readings", "register.connections", "register.sites", "register.authorisations"),
    rests_on=("mining.capacity_tolerance",),
    left_out=(loads_of_shared_connections,),
)
def power_above_licensed_capacity(
    readings: Frame, connections: Frame, sites: Frame, authorisations: Frame, law: Frame, on: date
) -> Frame:
    """The sites of an authorisation drew more power in a metering interval than it allows.

    The loads of all connections of all sites of the authorisation are added, interval by interval. Where connections
    are metered at different lengths, the shorter intervals within a longer one are added to it as their mean, up to an
    hour. The load of an interval is its energy over its length; of an interval that was filed twice the lower counts.
    Estimated readings are left out: they prove nothing about a moment. The limit is the licensed power of that day plus
    the tolerance for the class on that day; an authorisation that is suspended or has ended allows no more than it did.
    A connection that feeds several authorisations is left out. Intervals that adjoin are one finding.
    """
    metered = readings.filter(~nw.col("estimated")).select(*_INTERVAL, "load_w", "energy_wh")
    held = authorised(metered, connections, sites, days=legal_days(readings))
    once = held.group_by("authorisation", *_INTERVAL).agg(nw.col("load_w").min(), nw.col("energy_wh").min())
    load = _loads(once)
    licensed = authorisations.filter(~nw.col("licensed_w").is_null())
    allowed = dated_join(
        load, licensed.select("authorisation", "class", "licensed_w", "since", "until"), on=["authorisation"]
    )
    tolerance = limits(law, "mining.capacity_tolerance", by=["class"], base=True, name="tolerance_ppm")
    judged = on_day(allowed, tolerance, by=["class"]).with_columns(
        drawn_w=_at_most("load_w"), bound_w=_at_most("licensed_w")
    )
    above = judged.filter(nw.col("drawn_w") * _PPM > nw.col("bound_w") * (nw.col("tolerance_ppm") + _PPM))
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


def _at_most(column: str) -> nw.Expr:
    return nw.when(nw.col(column) > _HIGHEST_W).then(nw.lit(_HIGHEST_W)).otherwise(nw.col(column))


def _loads(once: Frame) -> Frame:
    """Load of each authorisation in each interval: on days of one length as metered, on others by energy."""
    days = once.group_by("authorisation", "legal_day").agg(
        nw.col("interval_s").min().alias("shortest_s"), nw.col("interval_s").max().alias("longest_s")
    )
    mixed = days.filter(nw.col("shortest_s") < nw.col("longest_s")).select("authorisation", "legal_day")
    one_length = once.join(mixed, on=["authorisation", "legal_day"], how="anti")
    several = once.join(mixed, on=["authorisation", "legal_day"], how="semi")
    # The mean over a day does not come out in whole watts; there the shorter lengths stand for themselves.
    plain = nw.concat([one_length, several.filter(nw.col("interval_s") > 3600)], how="vertical")
    added = plain.group_by(*_WINDOW).agg(total("load_w"))
    return nw.concat([added, _within(several.filter(nw.col("interval_s") <= 3600))], how="vertical")


def _within(several: Frame) -> Frame:
    """Load of each interval with all that lies within it, connection by connection no second counted twice."""
    ends = several.with_columns(ended_us=nw.col("began_us") + nw.col("interval_s") * 1_000_000)
    windows = ends.select(*_WINDOW, "ended_us").unique([*_WINDOW, "ended_us"])
    inner = ends.select(
        "authorisation",
        "legal_day",
        "connection",
        "energy_wh",
        nw.col("began_us").alias("from_us"),
        nw.col("ended_us").alias("to_us"),
        nw.col("interval_s").alias("length_s"),
    )
    met = windows.join(inner, on=["authorisation", "legal_day"], how="inner").filter(
        (nw.col("from_us") >= nw.col("began_us")) & (nw.col("to_us") <= nw.col("ended_us"))
    )
    lengths = met.group_by(*_WINDOW, "connection", "length_s").agg(total("energy_wh"))
    each = lengths.group_by(*_WINDOW, "connection").agg(nw.col("energy_wh").max())
    energy = each.group_by(*_WINDOW).agg(total("energy_wh"))
    return energy.select(*_WINDOW, _mean_w().cast(nw.Int64).alias("load_w"))


def _mean_w() -> nw.Expr:
    """Energy of an interval as its mean load: as many times as such intervals make an hour, so without a fraction."""
    energy, length = nw.col("energy_wh"), nw.col("interval_s")
    of_half_hours = nw.when(length == 1800).then(nw.col("energy_wh") * 2).otherwise(energy)
    of_quarters = nw.when(length == 900).then(nw.col("energy_wh") * 4).otherwise(of_half_hours)
    return nw.when(length == 300).then(nw.col("energy_wh") * 12).otherwise(of_quarters)
