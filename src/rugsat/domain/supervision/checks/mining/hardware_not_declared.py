"""Do more machines run than a miner has declared?"""

from datetime import date

import narwhals as nw
import polars as pl

from rugsat.domain.supervision.check import check
from rugsat.domain.supervision.stacked import Dtype, stacked
from rugsat.domain.supervision.undeclared_machines import weigh_machines
from rugsat.evidence.frames.dated_join import dated_anti_join
from rugsat.evidence.frames.frame import Frame
from rugsat.evidence.frames.overlap import overlapping
from rugsat.evidence.frames.sums import count, exact_total

_LOCATOR = ("sender", "filing", "row")
_COLUMNS: dict[str, Dtype] = {
    **dict.fromkeys(["authorisation", "site", "serial", "asset", "pool", "worker", "sender", "filing"], nw.String),
    **dict.fromkeys(["month", "since", "until"], nw.Date),
    **dict.fromkeys(["machines", "twice", "row"], nw.Int64),
    **dict.fromkeys(["nominal_th_s", "shares_th"], nw.Decimal(38, 18)),
}
_STREAM = ("authorisation", "asset", "pool", "worker")
_HIGHEST_TH = 10**14
"""More work than this, which is that of all the world on a day, counts as this, so that no sum overflows."""
_NUMBER = nw.Decimal(38, 18)


def judge(rows: pl.DataFrame, law: pl.DataFrame, on: date) -> pl.DataFrame:
    """Weigh all evidence of each authorisation and month: one violation of what shows most machines."""
    return weigh_machines(rows, law)


@check(
    reads=("mining_hardware", "mining_monthly", "pool_payouts", "register.devices", "register.sites"),
    may_be_empty=("mining_hardware", "mining_monthly", "pool_payouts", "register.devices"),
    valued=(("pool_payouts", "shares_th"),),
    rests_on=("mining.device_declaration_required", "mining.hash_rate_tolerance"),
    judge=judge,
)
def hardware_not_declared(
    hardware: Frame, monthly: Frame, payouts: Frame, devices: Frame, sites: Frame, law: Frame, on: date
) -> Frame:
    """More machines ran under an authorisation in a month than its sites have declared.

    Three kinds of evidence are weighed, and what shows most is named: machines reported as running whose serial number
    the register does not hold at that site on that day, small and capital letters alike; machines that the monthly
    return says ran, of several assets the highest number; and work that pools paid for, above what all declared
    machines can do at their makers' hash rate and the tolerance. Declared is the highest number on any day of the
    month, so that a move or a replacement accuses nobody. A machine that was reported at two sites on one day is the
    matter of another check, and counts as declared.

    Work paid early in a month may have been done before it. So it is counted with the days since the last payout of the
    same pool and worker before the month; where none is known, the first payout only begins the count. One day more is
    allowed, and the highest hash rate of this month and the one before. Of several assets, which may be mined at once,
    the one that takes most machines counts; a payout that was filed twice counts once. Only months that are over are
    judged, of authorisations that the register knows a site of.
    """
    # What stands in the register from since to until, one line for machines that are alike.
    alike = devices.group_by("site", "since", "until", "nominal_th_s").agg(count("machines"))
    places = sites.select("site", "authorisation", "since", "until")
    fleet = overlapping(alike, places, on=["site"])
    held, shown = ("authorisation", "since", "until"), ("authorisation", "month", *_LOCATOR)
    running = _over(hardware.filter(nw.col("status") == "running"), on)
    undeclared = _undeclared(running, devices)
    spelled = devices.join(undeclared.select("site").unique(["site"]), on=["site"], how="semi")
    kinds = {
        "fleet": (fleet, (*held, "machines", "nominal_th_s")),
        "sites": (places, held),
        "declared": (spelled, ("site", "serial", "since", "until")),
        "running": (undeclared, (*shown, "site", "serial", "since", "twice")),
        "monthly": (_over(monthly, on), (*shown, "machines")),
        "paid": (_over(_paid(payouts), on), (*_STREAM, "month", "since", "shares_th")),
    }
    return stacked(kinds, _COLUMNS)


def _over(evidence: Frame, on: date) -> Frame:
    """Evidence of months that are over, with its month."""
    dated = evidence.with_columns(month=nw.col("legal_day").dt.truncate("1mo").cast(nw.Date))
    return dated.filter(nw.col("month") < nw.lit(on.replace(day=1)))


def _undeclared(running: Frame, devices: Frame) -> Frame:
    """Running machines that the register does not hold there; `twice` is 1 where one ran at two sites at once."""
    line = ["serial", "site", "legal_day"]
    declared = devices.select("serial", "site", "since", "until")
    unknown = dated_anti_join(running, declared, on=["serial", "site"], identity=line)
    sites = running.join(unknown.select("serial").unique(["serial"]), on=["serial"], how="semi")
    days = sites.group_by("serial", "month", "legal_day").agg(
        nw.col("site").min().alias("_first"), nw.col("site").max().alias("_last")
    )
    both = nw.when(nw.col("_first") < nw.col("_last")).then(nw.lit(1)).otherwise(nw.lit(0)).cast(nw.Int64)
    months = days.with_columns(twice=both).group_by("serial", "month").agg(nw.col("twice").max())
    return unknown.with_columns(since=nw.col("legal_day")).join(months, on=["serial", "month"], how="inner")


def _paid(payouts: Frame) -> Frame:
    """Work that was paid for on each day, each payout once."""
    shares = nw.col("shares_th")
    capped = nw.when(shares > _HIGHEST_TH).then(nw.lit(_HIGHEST_TH).cast(_NUMBER)).otherwise(shares).cast(_NUMBER)
    told = payouts.filter(~shares.is_null()).with_columns(shares_th=capped)
    once = told.group_by("authorisation", "asset", "pool", "payout").agg(
        shares.min(), nw.col("worker").min(), nw.col("legal_day").min()
    )
    daily = once.group_by(*_STREAM, "legal_day").agg(exact_total("shares_th"))
    return daily.with_columns(since=nw.col("legal_day"))
