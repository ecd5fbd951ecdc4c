"""Does an exchange keep too little of its clients' assets in cold storage?"""

from datetime import date
from decimal import ROUND_CEILING, Context, Decimal

import narwhals as nw
import polars as pl

from rugsat.domain.supervision.check import check
from rugsat.domain.supervision.limits import limits, on_day
from rugsat.domain.supervision.violations import RAW
from rugsat.domain.supervision.weighed import EXACT, exact_sum, portions, weighed
from rugsat.evidence.frames.frame import Frame

_DAY = ["exchange", "legal_day"]
_IN_FAVOUR = Context(prec=EXACT.prec, rounding=ROUND_CEILING)
_PLACES = Decimal("0.000001")
_WHOLE = Decimal(100)


def judge(kept: pl.DataFrame, law: pl.DataFrame, on: date) -> pl.DataFrame:
    """Keep the days on which a hundred times what is cold is less than the minimum times all."""
    found = []
    for (exchange, day), rows in kept.sort(*_DAY).group_by(*_DAY, maintain_order=True):
        assert isinstance(day, date)
        cold = exact_sum(rows.filter(pl.col("kind") == "cold")["value"])
        both, limit = exact_sum(rows["value"]), rows["limit"][0]
        hundredfold = EXACT.multiply(cold, _WHOLE)
        if hundredfold < EXACT.multiply(limit, both):
            share = _IN_FAVOUR.divide(hundredfold, both).quantize(_PLACES, context=_IN_FAVOUR)
            note = f"cold {cold:.2f} of {both:.2f} that are hot or cold"
            found.append(weighed(f"exchange:{exchange}", (day, day), share, limit, "percent", note))
    return pl.DataFrame(found, schema=RAW, orient="row")


def wallets_at_third_parties(wallets: Frame, law: Frame, on: date) -> Frame:
    """lines of clients' assets that a third party keeps, which the third party has to report itself"""
    return wallets.filter((nw.col("belongs_to") == "clients") & (nw.col("kind") == "third_party"))


def days_with_unvalued_cold_wallets(wallets: Frame, law: Frame, on: date) -> Frame:
    """days of exchanges on which a cold wallet has no value, so that the share is not known"""
    return _unvalued(_once(wallets))


@check(
    reads=("wallets_and_reserves",),
    valued=(("wallets_and_reserves", "value_reporting"),),
    rests_on=("exchange.cold_storage_share",),
    judge=judge,
    left_out=(wallets_at_third_parties, days_with_unvalued_cold_wallets),
)
def cold_storage_share_below_minimum(wallets: Frame, law: Frame, on: date) -> Frame:
    """Of the clients' assets that an exchange keeps itself, too small a part lay in cold storage at the end of a day.

    The part is the value of all cold wallets by that of all cold and hot ones, over all assets, on each day for which
    the exchange reports its wallets, in the reporting currency at the rate of the day. It is compared exactly; what is
    shown is rounded up to six places. What a third party keeps is left out on both sides. A wallet that was filed
    twice counts once: as cold where a line says so, with the value that is better for the exchange. A hot wallet
    without a value adds nothing; where a cold one has none, the day is left out.
    """
    once = _once(wallets)
    cold = once.filter(nw.col("kind") == "cold").select(*_DAY, "wallet", "kind", nw.col("high").alias("value"))
    hot = once.filter((nw.col("kind") == "hot") & (nw.col("other") == "hot") & (nw.col("owner") == "clients")).select(
        *_DAY, "wallet", "kind", nw.col("low").alias("value")
    )
    kept = nw.concat([cold, hot], how="vertical").filter(~nw.col("value").is_null())
    known = portions(kept, "value", by=[*_DAY, "kind"], identity="wallet").join(_unvalued(once), on=_DAY, how="anti")
    return on_day(known, limits(law, "exchange.cold_storage_share"))


def _once(wallets: Frame) -> Frame:
    """Each wallet and asset of a day that a line says to be the clients', with what its lines say of it."""
    once = wallets.group_by(*_DAY, "wallet", "dti").agg(
        nw.col("kind").min(),
        nw.col("kind").max().alias("other"),
        nw.col("belongs_to").min(),
        nw.col("belongs_to").max().alias("owner"),
        nw.col("value_reporting").min().alias("low"),
        nw.col("value_reporting").max().alias("high"),
    )
    # Of the values, the first by name is the one that is better for the exchange: clients, and cold.
    return once.filter(nw.col("belongs_to") == "clients")


def _unvalued(once: Frame) -> Frame:
    return once.filter((nw.col("kind") == "cold") & nw.col("high").is_null()).select(*_DAY).unique(_DAY)
