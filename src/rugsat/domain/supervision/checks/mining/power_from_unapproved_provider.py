"""Does a miner draw power from a provider that is not approved?"""

from datetime import date

import narwhals as nw

from rugsat.domain.supervision.check import check
from rugsat.domain.supervision.licensed import licensed
from rugsat.domain.supervision.limits import in_force
from rugsat.domain.supervision.metered import days_read, legal_days, shared
from rugsat.domain.supervision.supply import held_alone, readers, supplies, supplies_on_their_day
from rugsat.domain.supervision.violations import violations
from rugsat.evidence.frames.frame import Frame
from rugsat.evidence.frames.sums import total

_DAY = ["connection", "legal_day"]


def days_of_shared_connections(
    metered: Frame, attestations: Frame, connections: Frame, sites: Frame, *_others: object
) -> Frame:
    """days of connections that feed several authorisations at once"""
    return shared(connections, sites, days=legal_days(metered))


@check(
    reads=(
        "metered_days",
        "provider_attestations",
        "register.connections",
        "register.sites",
        "register.authorisations",
        "register.parties",
        "register.approved_providers",
    ),
    may_be_empty=("provider_attestations", "register.approved_providers"),
    history=("provider_attestations",),
    rests_on=("energy.approved_provider_required",),
    left_out=(days_of_shared_connections,),
)
def power_from_unapproved_provider(
    metered: Frame,
    attestations: Frame,
    connections: Frame,
    sites: Frame,
    authorisations: Frame,
    parties: Frame,
    approved: Frame,
    law: Frame,
    on: date,
) -> Frame:
    """An authorised miner drew metered energy on a day from a provider that was not approved on that day.

    Three things tell who provides: the register, for the connections of the authorisation's sites; who alone files the
    readings of such a connection on that day, where the register knows that party as an energy provider; and who
    attests a contract with the holder of the authorisation, at a connection that the register holds for nobody on that
    day. Who is approved is taken from the register as of the day, so that a provider's last approved day is in order.
    Readings that were estimated are left out, and an interval that was filed twice counts once. A day on which several
    parties file readings of a connection tells nothing of who provides. A connection that feeds several authorisations
    is left out; so is an authorisation that has ended, while one that is suspended still binds.
    """
    supplied = supplies(licensed(connections, sites, authorisations), attestations, authorisations)
    of_miners = metered.join(supplied.select("connection").unique(["connection"]), on=["connection"], how="semi")
    energy = days_read(of_miners).filter(nw.col("energy_wh") > 0)
    drawn = held_alone(supplies_on_their_day(energy, supplied))
    named = drawn.join(readers(of_miners, parties), on=_DAY, how="left")
    reader = nw.when(nw.col("attested") == 0).then(nw.col("reader")).otherwise(nw.lit(None, dtype=nw.String))
    provider = nw.when(nw.col("provider").is_null()).then(reader).otherwise(nw.col("provider"))
    unapproved = _unapproved(named.with_columns(provider=provider).filter(~nw.col("provider").is_null()), approved)
    each = unapproved.group_by("authorisation", *_DAY).agg(nw.col("energy_wh").max(), nw.col("provider").min())
    daily = each.group_by("authorisation", "legal_day").agg(total("energy_wh"), nw.col("provider").min())
    forbidden = in_force(daily, law, "energy.approved_provider_required")
    return violations(
        forbidden.with_columns(note=nw.concat_str([nw.lit("drawn from "), nw.col("provider")])),
        subject=("authorisation", "authorisation"),
        observed="energy_wh",
        limit=0,
        unit="Wh",
        note="note",
    )


def _unapproved(claims: Frame, approved: Frame) -> Frame:
    listed = approved.select("provider", nw.col("since").alias("_since"), nw.col("until").alias("_until"))
    holds = (nw.col("_since") <= nw.col("legal_day")) & (nw.col("legal_day") < nw.col("_until"))
    marked = claims.join(listed, on=["provider"], how="left").with_columns(_listed=nw.when(holds).then(1).otherwise(0))
    each = marked.group_by("authorisation", *_DAY, "provider").agg(nw.col("energy_wh").max(), nw.col("_listed").max())
    return each.filter(nw.col("_listed") == 0)
