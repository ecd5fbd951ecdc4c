"""Does a miner draw power on a tariff on which nobody may mine?"""

from datetime import date

import narwhals as nw

from rugsat.domain.supervision.check import check
from rugsat.domain.supervision.licensed import licensed
from rugsat.domain.supervision.metered import days_read
from rugsat.domain.supervision.violations import violations
from rugsat.evidence.frames.as_of import as_periods
from rugsat.evidence.frames.dated_join import dated_join
from rugsat.evidence.frames.frame import Frame
from rugsat.kernel.period import FOREVER

_DAY = ["connection", "legal_day"]


@check(
    reads=(
        "metered_days",
        "connection_points",
        "provider_attestations",
        "register.connections",
        "register.sites",
        "register.authorisations",
    ),
    may_be_empty=("connection_points", "provider_attestations"),
    history=("connection_points", "provider_attestations"),
    rests_on=("household.forbidden_tariffs",),
)
def licensed_load_on_subsidised_tariff(
    metered: Frame,
    points: Frame,
    attestations: Frame,
    connections: Frame,
    sites: Frame,
    authorisations: Frame,
    law: Frame,
    on: date,
) -> Frame:
    """A connection that feeds an authorised site drew metered energy on a day on a tariff on which nobody may mine.

    The tariff is that of the latest report of the connection, or of the provider's attestation where that is later.
    Where the next one names another tariff, or contradicts itself, the day of the change in between is not known: then
    the tariff is held to be so on the day of the report alone; likewise where there is no later one and the report is
    older than the authorisation of the site, because a tariff may be changed as mining begins. Where reports of one day
    contradict each other, nothing is known until the next. The connection must feed a site of an authorisation, in
    force or suspended, on that day; estimated readings are left out, and an interval that was filed twice counts once.
    Days that adjoin are one finding.
    """
    feeding = licensed(connections, sites, authorisations)
    tariffs = _tariffs(_of(points, feeding, "legal_day"), _of(attestations, feeding, "attested"))
    drawn = days_read(metered).filter(nw.col("energy_wh") > 0)
    begun = feeding.group_by("connection").agg(nw.col("since").min().alias("begun"))
    at_site = dated_join(drawn, feeding.select("connection", "since", "until"), on=["connection"])
    once = at_site.unique([*_DAY, "energy_wh"]).join(begun, on=["connection"], how="inner")
    billed = dated_join(once, tariffs, on=["connection"])
    lasting = nw.col("confirmed") | (nw.col("last") & (nw.col("told") >= nw.col("begun")))
    known = billed.filter(lasting | (nw.col("legal_day") == nw.col("told")))
    forbidden = law.filter((nw.col("parameter") == "household.forbidden_tariffs") & ~nw.col("item").is_null()).select(
        nw.col("item").alias("tariff_class"), "since", "until"
    )
    named = dated_join(known, forbidden, on=["tariff_class"]).with_columns(
        note=nw.concat_str([nw.lit("billed by the tariff "), nw.col("tariff_class")])
    )
    return violations(
        named, subject=("connection", "connection"), observed="energy_wh", limit=0, unit="Wh", note="note"
    )


def _of(reports: Frame, feeding: Frame, day: str) -> Frame:
    """What reports of a day say of the tariffs of connections that feed authorised sites."""
    wanted = reports.join(feeding.select("connection").unique(["connection"]), on=["connection"], how="semi")
    told = wanted.select("connection", nw.col(day).alias("told"), "tariff_class")
    return told.group_by("connection", "told").agg(
        nw.col("tariff_class").min(), nw.col("tariff_class").max().alias("other_class")
    )


def _tariffs(points: Frame, attestations: Frame) -> Frame:
    """The tariff from one report to the next; whether the next confirms it, and whether there is none."""
    later = attestations.join(points.select("connection", "told"), on=["connection", "told"], how="anti")
    reports = nw.concat([points, later], how="vertical")
    held = as_periods(reports, by=["connection"], began="told", last=FOREVER)
    order = ["told"]
    following = held.with_columns(
        _next=nw.col("tariff_class").shift(-1).over("connection", order_by=order),
        _next_other=nw.col("other_class").shift(-1).over("connection", order_by=order),
    )
    same = (nw.col("_next") == nw.col("tariff_class")) & (nw.col("_next_other") == nw.col("tariff_class"))
    none = nw.col("_next").is_null()
    judged = following.with_columns(last=none, confirmed=same & ~none)
    one = judged.filter(nw.col("tariff_class") == nw.col("other_class"))
    return one.select("connection", "tariff_class", "told", "last", "confirmed", "since", "until")
