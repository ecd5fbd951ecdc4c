"""What meters say of a connection, counted once however often it was filed, and whose connection it is."""

import narwhals as nw

from rugsat.evidence.frames.dated_join import dated_join, on_days
from rugsat.evidence.frames.frame import Frame
from rugsat.evidence.frames.sums import count, total

_DAY = ["connection", "legal_day"]
_INTERVAL = [*_DAY, "began_us", "interval_s"]


def daily_energy(readings: Frame) -> Frame:
    """Energy of each connection and local day, as connection, legal_day, energy_wh; estimated readings are left out.

    A day that came with several filings, or at several lengths of interval, is counted interval by interval: of an
    interval that was filed twice the lower reading, and of several lengths the one with the most energy, because
    intervals of two lengths may overlap. So energy is never counted twice, and what is unsure only makes it less.
    """
    metered = readings.filter(~nw.col("estimated"))
    filed = metered.group_by(*_DAY, "filing", "interval_s").agg(total("energy_wh"))
    days = filed.group_by(*_DAY).agg(count("filed"), nw.col("energy_wh").max())
    once = days.filter(nw.col("filed") == 1).select(*_DAY, "energy_wh")
    several = days.filter(nw.col("filed") > 1).select(*_DAY)
    read = metered.join(several, on=_DAY, how="semi").group_by(*_INTERVAL).agg(nw.col("energy_wh").min())
    lengths = read.group_by(*_DAY, "interval_s").agg(total("energy_wh"))
    again = lengths.group_by(*_DAY).agg(nw.col("energy_wh").max()).select(*_DAY, "energy_wh")
    return nw.concat([once, again], how="vertical")


def days_read(days: Frame) -> Frame:
    """Energy of the days on which something was read, as connection, legal_day, energy_wh, from metered_days."""
    return days.filter(nw.col("metered_s") > 0).select(*_DAY, "energy_wh")


def legal_days(rows: Frame) -> Frame:
    """The local days of which there are rows; what is true on a day is joined to these, not to the rows."""
    # Adding up is many times faster than keeping one row of each day.
    return rows.group_by("legal_day").agg(count("_rows")).select("legal_day")


def authorised(facts: Frame, connections: Frame, sites: Frame, *, days: Frame) -> Frame:
    """Facts of connections that feed sites of one authorisation on their day, each once, with that authorisation.

    A connection that feeds two authorisations on one day is left out: which of them drew the energy is not known.
    """
    alone = _holders(connections, sites, days).filter(nw.col("holders") == 1).drop("holders")
    return facts.join(alone, on=_DAY, how="inner")


def shared(connections: Frame, sites: Frame, *, days: Frame) -> Frame:
    """Connections and days that are left out because they feed several authorisations."""
    return _holders(connections, sites, days).filter(nw.col("holders") > 1)


def _holders(connections: Frame, sites: Frame, days: Frame) -> Frame:
    at_site = on_days(connections.select("connection", "site", "since", "until"), days)
    held = dated_join(at_site, sites.select("site", "authorisation", "since", "until"), on=["site"])
    each = held.select(*_DAY, "authorisation").unique([*_DAY, "authorisation"])
    return each.group_by(*_DAY).agg(count("holders"), nw.col("authorisation").min())
