"""Which connections feed which authorisation, and since when until when, by the register."""

import narwhals as nw

from rugsat.evidence.frames.frame import Frame
from rugsat.evidence.frames.overlap import overlapping

_BINDING = ["in_force", "suspended"]


def binding(authorisations: Frame) -> Frame:
    """Authorisations while they bind their holder, as authorisation, party, since, until.

    A suspended one still does. One that has ended does not: who uses the place then is not known.
    """
    held = authorisations.filter(nw.col("status").is_in(_BINDING))
    return held.select("authorisation", "party", "since", "until")


def fed(connections: Frame, sites: Frame) -> Frame:
    """Connections with the authorisation whose sites they feed: connection, provider, authorisation, since, until."""
    at_site = connections.select("connection", "site", "provider", "since", "until")
    held = overlapping(at_site, sites.select("site", "authorisation", "since", "until"), on=["site"])
    return held.select("connection", "provider", "authorisation", "since", "until")


def licensed(connections: Frame, sites: Frame, authorisations: Frame) -> Frame:
    """The same, for the days on which the authorisation binds its holder."""
    bound = binding(authorisations).drop("party")
    held = overlapping(fed(connections, sites), bound, on=["authorisation"])
    return held.select("connection", "provider", "authorisation", "since", "until")
