"""Does a miner declare another energy than its meters counted?"""

from datetime import date

import narwhals as nw
import polars as pl

from rugsat.domain.supervision.check import check
from rugsat.domain.supervision.declared_energy import Books, Month, too_little, too_much
from rugsat.domain.supervision.licensed import fed
from rugsat.domain.supervision.metered import legal_days, shared
from rugsat.domain.supervision.stacked import Dtype, stacked
from rugsat.domain.supervision.violations import RAW
from rugsat.domain.supervision.weighed import weighed
from rugsat.evidence.frames.dated_join import dated_join
from rugsat.evidence.frames.frame import Frame
from rugsat.evidence.frames.sums import total

_HELD = ("authorisation", "connection")
_METERED = ("energy_wh", "upper_wh", "metered_s", "covered_s", "best_wh")
_COLUMNS: dict[str, Dtype] = {
    **dict.fromkeys([*_HELD, "asset", "source", "sender", "filing"], nw.String),
    **dict.fromkeys(["month", "since", "until", "contract_since"], nw.Date),
    **dict.fromkeys(["row", "separate", *_METERED], nw.Int64),
}
_DAY_S = 86_400


def judge(rows: pl.DataFrame, law: pl.DataFrame, on: date) -> pl.DataFrame:
    """Keep the declared months that are outside what was metered and the highest tolerance of the month."""
    books = Books.of(rows.sort(*rows.columns, nulls_last=True).iter_rows(named=True))
    limits = law.select("since", "until", "value_base").drop_nulls().rows()
    kept = []
    for authorisation, first in sorted(books.declared):
        month = Month(books, authorisation, first)
        held = [value for since, until, value in limits if since <= month.last and first < until]
        tolerance = max(held, default=None)
        if tolerance is None or month.is_shared:
            continue
        if too_little(month, tolerance):
            kept.append(_violation(month, month.declared_at_most_wh, month.at_least_wh, tolerance))
        elif too_much(month, tolerance):
            kept.append(_violation(month, month.declared_at_least_wh, month.at_most_wh or 0, tolerance))
    return pl.DataFrame(kept, schema=RAW, orient="row")


def _violation(month: Month, declared: int, metered: int, tolerance: int) -> dict[str, object]:
    note = f"declared {'less' if declared < metered else 'more'} than metered; tolerance {tolerance} ppm"
    row = weighed(f"authorisation:{month.authorisation}", (month.first, month.last), declared, metered, "Wh", note)
    alone = month.declared[0] if len(month.declared) == 1 else {}
    return {**row, **{name: alone.get(name) for name in ("sender", "filing", "row")}}


def days_of_shared_connections(metered: Frame, _monthly: Frame, connections: Frame, sites: Frame, *_o: object) -> Frame:
    """days of connections that feed several authorisations at once"""
    return shared(connections, sites, days=legal_days(metered))


@check(
    reads=("metered_days", "mining_monthly", "register.connections", "register.sites", "provider_attestations"),
    may_be_empty=("provider_attestations",),
    history=("provider_attestations",),
    rests_on=("mining.energy_declaration_tolerance",),
    judge=judge,
    left_out=(days_of_shared_connections,),
)
def declared_energy_differs_from_metered(
    metered: Frame, monthly: Frame, connections: Frame, sites: Frame, attestations: Frame, law: Frame, on: date
) -> Frame:
    """A miner declared less or more energy for a month than its meters counted, beyond the tolerance.

    The declared energy of all assets is compared with that of all connections of the authorisation's sites, day by day
    as the register holds them, each interval counted once. Too little is less than what was read, estimates left out,
    less the tolerance. Too much is more than the readings with what may have been drawn where nothing was read (the
    estimate, or the mean load of the connection's best day), and the tolerance; it is judged only where a connection
    was held on every day of the month, and of each at most a tenth of the time is neither read nor estimated.

    Only months that are over are judged. Left out are months with a connection that fed several authorisations; too
    little where a provider attests that more than the mining load hangs on a meter, or a contract that begins within
    the month; too much where one attests power of the miner's own, or a connection for the authorisation that the
    register does not hold. Where the tolerance changed within the month, the highest is applied; of lines that may have
    been filed twice, what favours the miner.
    """
    over = monthly.filter(nw.col("month") < nw.lit(on.replace(day=1)))
    held = fed(connections, sites).select(*_HELD, "since", "until").unique([*_HELD, "since", "until"])
    said = attestations.with_columns(separate=_one_where(nw.col("separate_meter")))
    told = said.with_columns(since=nw.col("attested"), until=nw.col("contract_until"))
    kinds = {
        "held": (held, (*_HELD, "since", "until")),
        "attested": (told, (*_HELD, "since", "until", "source", "separate", "contract_since")),
        "declared": (over, ("authorisation", "month", "asset", "energy_wh", "sender", "filing", "row")),
        "metered": (_metered(metered, held), (*_HELD, "month", *_METERED)),
    }
    return stacked(kinds, _COLUMNS)


def _metered(metered: Frame, held: Frame) -> Frame:
    """What the meters of each connection and month say of the days on which the authorisation held it."""
    of_days = dated_join(metered, held, on=["connection"])
    full = nw.when(nw.col("metered_s") >= _DAY_S).then(nw.col("energy_wh"))
    said = of_days.with_columns(
        month=nw.col("legal_day").dt.truncate("1mo").cast(nw.Date),
        upper_wh=nw.col("energy_upper_wh"),
        metered_s=_at_most_a_day("metered_s"),
        covered_s=_at_most_a_day("covered_s"),
        best_wh=full.otherwise(nw.lit(None, dtype=nw.Int64)),
    )
    # A connection that feeds two sites of one authorisation comes twice.
    once = said.group_by(*_HELD, "month", "legal_day").agg(*(nw.col(name).max() for name in _METERED))
    sums = [total(name) for name in _METERED if name != "best_wh"]
    return once.group_by(*_HELD, "month").agg(*sums, nw.col("best_wh").max())


def _at_most_a_day(column: str) -> nw.Expr:
    return nw.when(nw.col(column) > _DAY_S).then(nw.lit(_DAY_S)).otherwise(nw.col(column)).cast(nw.Int64)


def _one_where(condition: nw.Expr) -> nw.Expr:
    return nw.when(condition).then(nw.lit(1)).otherwise(nw.lit(0)).cast(nw.Int64)
