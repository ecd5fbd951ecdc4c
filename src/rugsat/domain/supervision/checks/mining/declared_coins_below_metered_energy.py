"""Does a miner declare fewer coins than its metered energy gives?"""

from datetime import date
from decimal import Decimal

import narwhals as nw
import polars as pl

from rugsat.domain.supervision.check import check
from rugsat.domain.supervision.coin_months import CoinMonth, Named, unlikely
from rugsat.domain.supervision.declarations import ALGORITHMS, MOST_COINS, SEVERAL, declared_months, mined_assets
from rugsat.domain.supervision.metered import authorised, days_read, legal_days
from rugsat.domain.supervision.series import periods_of, with_series
from rugsat.domain.supervision.violations import RAW
from rugsat.domain.supervision.yields import Yield, yield_of
from rugsat.evidence.frames.dated_join import dated_join, on_days
from rugsat.evidence.frames.distinct import distinct
from rugsat.evidence.frames.frame import Frame
from rugsat.evidence.frames.sums import count, total
from rugsat.kernel.numbers import rounded

_PPM = 1_000_000
_RATES = ("efficiency_uncertainty", "overhead_allowance", "coins_false_alarm_rate")
_PAID_PER_SHARE = frozenset({"pps", "fpps"})
_REASONS = "expected {expected} at {efficiency} J/TH; by chance 1 in {odds}; {scheme}"


def judge(days: pl.DataFrame, law: pl.DataFrame, on: date) -> pl.DataFrame:
    """Weigh each authorisation's months: keep those less likely than the rate of false alarms that the law allows."""
    kept = []
    for (authorisation,), rows in days.sort("authorisation", "month").group_by("authorisation", maintain_order=True):
        months = [_month(of_month, law) for _, of_month in rows.group_by("month", maintain_order=True)]
        known = [month for month in months if month is not None]
        if known:
            rates = _rates(law, known[-1].first)
            found = unlikely(
                known, efficiency_sd=rates["efficiency_uncertainty"], alarm=rates["coins_false_alarm_rate"]
            )
            kept += [_violation(str(authorisation), each) for each in found]
    return pl.DataFrame(kept, schema=RAW, orient="row")


def _month(kinds: pl.DataFrame, law: pl.DataFrame) -> CoinMonth | None:
    kinds = kinds.sort("legal_day", "nominal_w", "nominal_th_s")
    first = kinds.row(0, named=True)
    rates = _rates(law, first["month"])
    if len(rates) < len(_RATES):
        return None
    of_days = kinds.group_by("legal_day", maintain_order=True)
    days = [yield_of(of_day.to_dicts(), rates["overhead_allowance"]) for _, of_day in of_days]
    expected = sum(day.coins for day in days)
    if not 0 < expected < MOST_COINS:
        return None
    blocks, shared = _blocks(days, str(first["pool_scheme"]))
    return CoinMonth(
        first=first["month"],
        last=kinds["legal_day"][-1],
        months=1,
        asset=str(first["asset"]),
        scheme=str(first["pool_scheme"]),
        declared=Decimal(first["coins"]),
        expected=expected,
        blocks=blocks,
        shared=shared,
        joules=sum(day.joules for day in days),
        th=sum(day.th for day in days),
        locator=(first["sender"], first["filing"], first["row"]),
    )


def _violation(authorisation: str, named: Named) -> dict[str, object]:
    months = named.months
    note = _REASONS.format(
        expected=f"{months.expected:.8f}",
        efficiency=f"{months.joules / months.th:.1f}",
        odds=f"{1 / max(named.chance, 1e-15):.3g}",
        scheme=months.scheme,
    )
    sender, filing, row = months.locator
    return {
        "subject": f"authorisation:{authorisation}",
        "first_day": months.first,
        "last_day": months.last,
        "observed": months.declared,
        "limit": rounded(Decimal(repr(months.expected)), 8),
        "unit": months.asset,
        "class": "*",
        "zone": "*",
        "sender": sender,
        "filing": filing,
        "row": row,
        "note": note if months.months == 1 else f"{note}; {months.months} months together",
        "began_us": None,
        "ended_us": None,
    }


def _blocks(days: list[Yield], scheme: str) -> tuple[float | None, bool]:
    """Blocks that luck plays on, None where it plays none; and whether they are shared with a pool."""
    if scheme in _PAID_PER_SHARE:
        return None, True
    pools = [max(day.blocks, day.pool_blocks) for day in days if day.pool_blocks is not None]
    if scheme == "pplns" and len(pools) == len(days):
        return sum(pools), True
    return sum(day.blocks for day in days), False


def _rates(law: pl.DataFrame, on: date) -> dict[str, float]:
    held = law.filter((pl.col("since") <= on) & (on < pl.col("until")) & pl.col("value_base").is_not_null())
    stated = dict(held.select("parameter", "value_base").rows())
    return {name: stated[f"mining.{name}"] / _PPM for name in _RATES if f"mining.{name}" in stated}


def months_of_several_assets(_readings: Frame, monthly: Frame, *_others: object) -> Frame:
    """months of authorisations that mined several assets, so that the energy of each is not known"""
    return mined_assets(monthly).filter(nw.col("mined") > 1)


def months_of_other_algorithms(_readings: Frame, monthly: Frame, *_others: object) -> Frame:
    """declarations of assets whose algorithm counts its difficulty in another way"""
    return monthly.filter(~nw.col("algorithm").is_in(ALGORITHMS)).select("authorisation", "month", "asset")


def days_without_machines(
    metered: Frame, _monthly: Frame, connections: Frame, sites: Frame, devices: Frame, *_others: object
) -> Frame:
    """days on which an authorisation drew energy and had no machine registered"""
    legal = legal_days(metered)
    energy = _daily_energy(metered, connections, sites, legal).filter(nw.col("energy_wh") > 0)
    fleet = distinct(_daily_fleet(legal, sites, devices), ["authorisation", "legal_day"])
    return energy.join(fleet, on=["authorisation", "legal_day"], how="anti")


@check(
    reads=(
        "metered_days",
        "mining_monthly",
        "register.connections",
        "register.sites",
        "register.devices",
        "reference_series",
    ),
    rests_on=("mining.efficiency_uncertainty", "mining.overhead_allowance", "mining.coins_false_alarm_rate"),
    history=("reference_series",),
    judge=judge,
    left_out=(months_of_several_assets, months_of_other_algorithms, days_without_machines),
)
def declared_coins_below_metered_energy(
    metered: Frame,
    monthly: Frame,
    connections: Frame,
    sites: Frame,
    devices: Frame,
    series: Frame,
    law: Frame,
    on: date,
) -> Frame:
    """A miner declared so few coins for a month that chance and wear do not explain it.

    The energy of all connections of the authorisation, less the overhead that the law allows for cooling and losses,
    turned into hashes by the machines registered on each day, gives blocks at that day's difficulty and coins at that
    day's reward. Where the energy is less than the whole fleet would draw, the least efficient machines are taken to
    have run first, so that idle new machines accuse nobody. Two things make an honest miner fall short: machines less
    efficient than nominal (normal, with the uncertainty that the law states) and bad luck. Luck plays no part where the
    pool pays per share (PPS, FPPS); in PPLNS it is that of the pool's blocks, where its share of the network is known
    on every day, else that of the miner's own. A month is named where so few coins would come to an honest miner less
    often than the rate of false alarms that the law allows. From the second month of one scheme on, half of that rate
    is the month's and half that of all months so far together, less those already named: over months luck evens out,
    so that a little withheld every month is found at last, and the finding says in how many months.

    Only months that are over are judged, only those in which one asset was mined (of several at once, the energy of
    each is not known), and only assets whose difficulty counts 2^32 hashes. Declarations of one asset that came in
    parts are added. A day on which a connection has no reading, or a series no value, adds nothing to the expectation.
    """
    over = declared_months(monthly).filter(nw.col("month") < nw.lit(on.replace(day=1)))
    legal = legal_days(metered)
    energy = _daily_energy(metered, connections, sites, legal)
    daily = energy.join(_daily_fleet(legal, sites, devices), on=["authorisation", "legal_day"], how="inner")
    known = daily.with_columns(month=nw.col("legal_day").dt.truncate("1mo").cast(nw.Date)).join(
        over, on=["authorisation", "month"], how="inner"
    )
    values = on_days(periods_of(series), legal)
    # A pool that pays per share (PPS) keeps the fees of the blocks; others pass them on. Of several, the least.
    without_fees = nw.col("pool_scheme").is_in(["pps", SEVERAL])
    known = known.with_columns(
        paid=nw.when(without_fees).then(nw.lit("block_subsidy.")).otherwise(nw.lit("block_reward."))
    )
    known = with_series(known, values, prefix=nw.col("paid"), of="asset", name="reward").drop("paid")
    known = with_series(known, values, prefix=nw.lit("difficulty."), of="asset", name="difficulty")
    possible = known.filter((nw.col("difficulty") > 0) & (nw.col("reward") > 0))
    pool = nw.when(nw.col("pool").is_null()).then(nw.lit("")).otherwise(nw.col("pool"))
    shared = possible.with_columns(_pool=pool)
    network = with_series(
        shared, values, prefix=nw.lit("network_blocks."), of="asset", name="network_blocks", how="left"
    )
    return with_series(
        network, values, prefix=nw.lit("pool_share_ppm."), of="_pool", name="pool_share_ppm", how="left"
    ).drop("_pool")


def _daily_energy(metered: Frame, connections: Frame, sites: Frame, days: Frame) -> Frame:
    held = authorised(days_read(metered), connections, sites, days=days)
    return held.group_by("authorisation", "legal_day").agg(total("energy_wh"))


def _daily_fleet(days: Frame, sites: Frame, devices: Frame) -> Frame:
    """How many machines of each kind an authorisation had on each day."""
    at_site = on_days(sites.select("site", "authorisation", "since", "until"), days)
    hashing = devices.filter((nw.col("nominal_w") > 0) & (nw.col("nominal_th_s") > 0))
    kinds = hashing.group_by("site", "since", "until", "nominal_w", "nominal_th_s").agg(count("machines"))
    running = dated_join(at_site, kinds, on=["site"])
    return running.group_by("authorisation", "legal_day", "nominal_w", "nominal_th_s").agg(total("machines"))
