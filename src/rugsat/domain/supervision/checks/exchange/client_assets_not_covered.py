"""Does an exchange hold what it owes its clients?"""

from datetime import date
from decimal import ROUND_CEILING, Context, Decimal

import narwhals as nw
import polars as pl

from rugsat.domain.supervision.check import check
from rugsat.domain.supervision.limits import limits, on_day
from rugsat.domain.supervision.violations import RAW
from rugsat.domain.supervision.weighed import EXACT, exact_sum, portions, weighed, within_column
from rugsat.evidence.frames.distinct import distinct
from rugsat.evidence.frames.frame import Frame
from rugsat.kernel.numbers import SCALE, plain

_KEY = ["exchange", "legal_day", "dti"]
_DAY = ["exchange", "legal_day"]
_IN_FAVOUR = Context(prec=EXACT.prec, rounding=ROUND_CEILING)
_QUANTUM = Decimal(1).scaleb(-SCALE)
_WHOLE = Decimal(100)


def judge(sides: pl.DataFrame, law: pl.DataFrame, on: date) -> pl.DataFrame:
    """Keep the assets and days of which a hundred times what is held is less than the share times what is owed."""
    found = []
    for (exchange, day, dti), rows in sides.sort(*_KEY).group_by(*_KEY, maintain_order=True):
        assert isinstance(day, date)
        owed = exact_sum(rows.filter(pl.col("side") == "owed")["quantity"])
        held, share = exact_sum(rows.filter(pl.col("side") == "held")["quantity"]), rows["limit"][0]
        hundredfold = EXACT.multiply(held, _WHOLE)
        if hundredfold >= EXACT.multiply(share, owed):
            continue
        covered = within_column(_IN_FAVOUR.divide(hundredfold, share).quantize(_QUANTUM, context=_IN_FAVOUR))
        note = f"owed {plain(owed)}, held {plain(held)}; {plain(share)} percent must be held"
        subject = f"exchange:{exchange}/asset:{dti}"
        found.append(weighed(subject, (day, day), within_column(owed), covered, str(dti), note))
    return pl.DataFrame(found, schema=RAW, orient="row")


def balances_without_wallet_report(owed: Frame, wallets: Frame, law: Frame, on: date) -> Frame:
    """assets and days of which an exchange filed balances of clients and no wallets"""
    return distinct(owed, _KEY).join(_reported(wallets), on=_DAY, how="anti")


@check(
    reads=("owed_assets", "wallets_and_reserves"),
    rests_on=("exchange.reserve_share",),
    judge=judge,
    left_out=(balances_without_wallet_report,),
)
def client_assets_not_covered(owed: Frame, wallets: Frame, law: Frame, on: date) -> Frame:
    """An exchange owed its clients more of an asset at the end of a day than it held for them.

    What is owed is the sum of the balances of all clients that are above zero: what one client owes the exchange
    covers no other. What is held is what the exchange's wallets that belong to clients hold of the asset, hot, cold or
    with a third party, by the same DTI. The comparison is exact and knows no tolerance: rounding dust is for the
    exchange to cover. Only days are judged for which the exchange filed both; an asset that no wallet line names on
    such a day is not covered. A balance that was filed twice counts once, with the lower quantity, and a wallet once,
    with the higher.
    """
    both = owed.join(_reported(wallets), on=_DAY, how="semi")
    of_clients = wallets.filter(nw.col("belongs_to") == "clients")
    each = of_clients.group_by(*_KEY, "wallet").agg(nw.col("quantity").max())
    held = portions(each, "quantity", by=_KEY, identity="wallet")
    sides = [
        both.with_columns(side=nw.lit("owed")).select(*_KEY, "quantity", "side"),
        held.with_columns(side=nw.lit("held")).select(*_KEY, "quantity", "side"),
    ]
    return on_day(nw.concat(sides, how="vertical"), limits(law, "exchange.reserve_share"))


def _reported(wallets: Frame) -> Frame:
    """Days for which an exchange reported its wallets, whoever owns what lies on them."""
    return wallets.select(*_DAY).unique(_DAY)
