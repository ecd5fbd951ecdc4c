"""Does a miner declare fewer coins than its metered energy gives?"""

from datetime import date
from decimal import Decimal

import narwhals as nw
import polars as pl

from rugsat.domain.supervision.check import check
from rugsat.domain.supervision.luck import chance_of_so_few
from rugsat.domain.supervision.violations import RAW
from rugsat.evidence.frames.as_of import as_periods
from rugsat.evidence.frames.dated_join import dated_join
from rugsat.evidence.frames.frame import Frame
from rugsat.evidence.frames.sums import count, exact_total, total
from rugsat.kernel.numbers import rounded
from rugsat.kernel.period import FOREVER

_JOULES_PER_WH = 3600
_HASHES_PER_DIFFICULTY = 2**32
_HASHES_PER_TH = 10**12
_PPM = 1_000_000
_PAID_PER_SHARE = frozenset({"pps", "fpps"})
_REASONS = "expected {expected} at {efficiency} J/TH; by chance 1 in {odds}; {scheme}"


def judge(days: pl.DataFrame, law: pl.DataFrame, on: date) -> pl.DataFrame:
    """Weigh each site-month: keep those less likely than the rate of false alarms that the law allows."""
    kept = []
    for (authorisation, month), rows in days.group_by(["authorisation", "month"], maintain_order=True):
        assert isinstance(month, date)
        row = _weigh(str(authorisation), month, rows.sort("legal_day"), law)
        if row is not None:
            kept.append(row)
    return pl.DataFrame(kept, schema=RAW, orient="row")


def _weigh(authorisation: str, month: date, days: pl.DataFrame, law: pl.DataFrame) -> dict[str, object] | None:
    rates = {name: _value(law, f"mining.{name}", month) for name in _RATES}
    if any(rate is None for rate in rates.values()):
        return None
    uncertainty, overhead, alarm = (float(rates[name] or 0) / _PPM for name in _RATES)
    first = days.row(0, named=True)
    expected = sum(_coins(day, overhead) for day in days.iter_rows(named=True))
    if expected <= 0:
        return None
    declared = Decimal(first["coins"])
    scheme = str(first["pool_scheme"])
    chance = chance_of_so_few(
        found=float(declared),
        expected=expected,
        blocks=None if scheme in _PAID_PER_SHARE else _blocks(days, overhead, scheme),
        efficiency_sd=uncertainty,
    )
    if chance >= alarm:
        return None
    note = _REASONS.format(
        expected=f"{expected:.8f}",
        efficiency=f"{_j_per_th(first):.1f}",
        odds=f"{1 / max(chance, 1e-15):.3g}",
        scheme=scheme,
    )
    return {
        "subject": f"authorisation:{authorisation}",
        "first_day": month,
        "last_day": days["legal_day"].max(),
        "observed": declared,
        "limit": rounded(Decimal(repr(expected)), 8),
        "unit": first["asset"],
        "class": "*",
        "zone": "*",
        "sender": first["sender"],
        "filing": first["filing"],
        "row": first["row"],
        "note": note,
        "began_us": None,
        "ended_us": None,
    }


_RATES = ("efficiency_uncertainty", "overhead_allowance", "coins_false_alarm_rate")


def _coins(day: dict[str, object], overhead: float) -> float:
    """Coins expected of a day: its blocks times the reward of a block."""
    return _blocks_alone(day, overhead) * float(str(day["reward"]))


def _blocks_alone(day: dict[str, object], overhead: float) -> float:
    joules = int(str(day["energy_wh"])) * _JOULES_PER_WH / (1 + overhead)
    hashes = joules / _j_per_th(day) * _HASHES_PER_TH
    return hashes / (float(str(day["difficulty"])) * _HASHES_PER_DIFFICULTY)


def _j_per_th(day: dict[str, object]) -> float:
    return int(str(day["nominal_w"])) / float(str(day["nominal_th_s"]))


def _blocks(days: pl.DataFrame, overhead: float, scheme: str) -> float:
    """Blocks that luck plays on: the pool's where its share of the network is known, else the miner's own."""
    own = sum(_blocks_alone(day, overhead) for day in days.iter_rows(named=True))
    share_ppm = days["pool_share_ppm"].max()
    if scheme != "pplns" or share_ppm is None:
        return own
    network = sum(float(str(day["network_blocks"])) for day in days.iter_rows(named=True))
    return max(own, network * float(str(share_ppm)) / _PPM)


def _value(law: pl.DataFrame, parameter: str, on: date) -> int | None:
    held = law.filter((pl.col("parameter") == parameter) & (pl.col("since") <= on) & (on < pl.col("until")))
    return held["value_base"][0] if held.height else None


@check(
    reads=(
        "meter_readings",
        "mining_monthly",
        "register.connections",
        "register.sites",
        "register.devices",
        "reference_series",
    ),
    rests_on=("mining.efficiency_uncertainty", "mining.overhead_allowance", "mining.coins_false_alarm_rate"),
    history=("reference_series",),
    judge=judge,
)
def declared_coins_below_metered_energy(
    readings: Frame,
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
    turned into hashes at the efficiency of the machines registered on each day, gives blocks at that day's difficulty
    and coins at that day's reward. Two things make an honest miner fall short: machines less efficient than nominal
    (normal, with the uncertainty that the law states) and bad luck. Luck plays no part where the pool pays per share
    (PPS, FPPS); in PPLNS it is that of the pool's blocks, alone that of the miner's own. A month is named where so
    few coins would come to an honest miner less often than the rate of false alarms that the law allows.

    Only months that are over are judged, and only those in which one asset was declared: of several at once, the
    energy of each is not known. A day on which a connection has no reading adds nothing to the expectation.
    """
    one_asset = monthly.group_by("authorisation", "month").agg(count("assets")).filter(nw.col("assets") == 1)
    declared = monthly.join(one_asset.drop("assets"), on=["authorisation", "month"], how="inner").select(
        "authorisation", "month", "asset", "coins", "pool_scheme", "pool", "sender", "filing", "row"
    )
    over = declared.filter(nw.col("month") < nw.lit(on.replace(day=1)))
    energy = _daily_energy(readings, connections, sites)
    fleet = _daily_fleet(energy, sites, devices)
    daily = energy.join(fleet, on=["authorisation", "legal_day"], how="inner").with_columns(
        month=nw.col("legal_day").dt.truncate("1mo").cast(nw.Date)
    )
    known = daily.join(over, on=["authorisation", "month"], how="inner")
    periods = as_periods(series.select("series", "began", "value"), by=["series"], began="began", last=FOREVER).drop(
        "began"
    )
    # A pool that pays per share (PPS) keeps the fees of the blocks; all others pass them on.
    known = known.with_columns(
        paid=nw.when(nw.col("pool_scheme") == "pps").then(nw.lit("block_subsidy.")).otherwise(nw.lit("block_reward."))
    )
    known = _with_series(known, periods, prefix=nw.col("paid"), name="reward").drop("paid")
    for name in ("difficulty", "network_blocks"):
        known = _with_series(known, periods, prefix=nw.lit(f"{name}."), name=name)
    return _with_pool_share(known, periods)


def _daily_energy(readings: Frame, connections: Frame, sites: Frame) -> Frame:
    metered = readings.filter(~nw.col("estimated")).group_by("connection", "legal_day").agg(total("energy_wh"))
    at_site = dated_join(metered, connections.select("connection", "site", "since", "until"), on=["connection"])
    held = dated_join(at_site, sites.select("site", "authorisation", "since", "until"), on=["site"])
    return held.group_by("authorisation", "legal_day").agg(total("energy_wh"))


def _daily_fleet(energy: Frame, sites: Frame, devices: Frame) -> Frame:
    days = energy.select("authorisation", "legal_day")
    at_site = dated_join(days, sites.select("site", "authorisation", "since", "until"), on=["authorisation"])
    machines = devices.select("serial", "site", "nominal_w", "nominal_th_s", "since", "until")
    running = dated_join(at_site, machines, on=["site"]).filter(nw.col("nominal_w") > 0)
    return running.group_by("authorisation", "legal_day").agg(total("nominal_w"), exact_total("nominal_th_s"))


def _with_series(days: Frame, periods: Frame, *, prefix: nw.Expr, name: str) -> Frame:
    keyed = days.with_columns(series=nw.concat_str([prefix, nw.col("asset")]))
    return dated_join(keyed, periods.rename({"value": name}), on=["series"]).drop("series")


def _with_pool_share(days: Frame, periods: Frame) -> Frame:
    keyed = days.with_columns(
        series=nw.when(nw.col("pool").is_null())
        .then(nw.lit("-"))
        .otherwise(nw.concat_str([nw.lit("pool_share_ppm."), nw.col("pool")]))
    )
    shares = dated_join(
        keyed.select("authorisation", "legal_day", "series"), periods.rename({"value": "pool_share_ppm"}), on=["series"]
    )
    return keyed.join(shares.drop("series"), on=["authorisation", "legal_day"], how="left").drop("series")
