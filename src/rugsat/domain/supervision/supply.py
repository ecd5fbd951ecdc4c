"""Who provides power at a connection: by the register, by the readings, by the providers' own attestations."""

import narwhals as nw

from rugsat.domain.supervision.licensed import binding
from rugsat.evidence.frames.dated_join import dated_join
from rugsat.evidence.frames.frame import Frame
from rugsat.evidence.frames.overlap import overlapping
from rugsat.kernel.period import FOREVER

_DAY = ["connection", "legal_day"]
_CONTRACT = ["connection", "sender", "party", "authorisation", "contract"]
_SUPPLY = ["connection", "authorisation", "provider", "attested", "since", "until", "last"]


def supplies(held: Frame, attestations: Frame, authorisations: Frame) -> Frame:
    """Who provides at which connection, to which authorisation: by the register, by the meter, by contract.

    The meter's supply has no provider yet: it is whoever reads it on a day. A contract is as its provider attested it
    last; it counts where it names both the authorisation and its holder, and until and with its last day. `attested`
    is 1 for contracts, else 0.
    """
    registered = held.with_columns(attested=nw.lit(0).cast(nw.Int64), last=nw.lit(FOREVER)).select(*_SUPPLY)
    read = registered.with_columns(provider=nw.lit(None, dtype=nw.String)).select(*_SUPPLY)
    latest = attestations.group_by(*_CONTRACT).agg(nw.col("attested").max())
    said = attestations.join(latest, on=[*_CONTRACT, "attested"], how="inner").with_columns(
        ends=nw.when(nw.col("contract_until").is_null()).then(nw.lit(FOREVER)).otherwise(nw.col("contract_until"))
    )
    contracts = said.group_by(*_CONTRACT).agg(nw.col("contract_since").max(), nw.col("ends").min())
    dated = contracts.select(
        *("connection", "authorisation", "party", nw.col("sender").alias("provider")),
        *(nw.col("contract_since").alias("since"), nw.lit(FOREVER).alias("until"), nw.col("ends").alias("last")),
    )
    bound = overlapping(dated, binding(authorisations), on=["authorisation", "party"])
    attested = bound.with_columns(attested=nw.lit(1).cast(nw.Int64)).select(*_SUPPLY)
    return nw.concat([registered, read, attested], how="vertical")


def supplies_on_their_day(energy: Frame, supplied: Frame) -> Frame:
    """Energy of connections and days with each supply that holds on the day."""
    day = nw.col("legal_day")
    joined = energy.join(supplied, on=["connection"], how="inner")
    return joined.filter((nw.col("since") <= day) & (day < nw.col("until")) & (day <= nw.col("last")))


def held_alone(drawn: Frame) -> Frame:
    """Attested supplies only where the register holds the connection for nobody; and one authorisation a day."""
    first = drawn.with_columns(_first=nw.col("attested").min().over(*_DAY)).filter(
        nw.col("attested") == nw.col("_first")
    )
    lowest, highest = nw.col("authorisation").min().over(*_DAY), nw.col("authorisation").max().over(*_DAY)
    return first.with_columns(_lowest=lowest, _highest=highest).filter(nw.col("_lowest") == nw.col("_highest"))


def readers(metered: Frame, parties: Frame) -> Frame:
    """The energy provider that alone files the readings of a connection and day, from metered_days."""
    one = metered.filter((nw.col("first_sender") == nw.col("last_sender")) & (nw.col("metered_s") > 0))
    providers = parties.filter(nw.col("kind") == "energy_provider").select("party", "since", "until")
    named = one.select(*_DAY, nw.col("first_sender").alias("party"))
    return dated_join(named, providers, on=["party"]).select(*_DAY, nw.col("party").alias("reader"))
