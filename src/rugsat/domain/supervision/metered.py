"""What meters say of a connection, counted once however often it was filed, and whose connection it is."""

import narwhals as nw

from rugsat.evidence.frames.dated_join import dated_join, on_days
from rugsat.evidence.frames.frame import Frame
from rugsat.evidence.frames.sums import count

_DAY = ["connection", "legal_day"]
_INTERVAL = [*_DAY, "began_us", "interval_s"]


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
