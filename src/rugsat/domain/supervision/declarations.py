"""What miners declare: which asset of a month was mined, and how many coins of it, parts added."""

import narwhals as nw

from rugsat.evidence.frames.frame import Frame
from rugsat.evidence.frames.sums import count, exact_total, total

ALGORITHMS = ["sha256d", "scrypt", "x11"]
"""Those whose difficulty counts 2^32 hashes; others define it differently."""
MOST_COINS = 10**15
"""More coins than this count as this many, so that no mad value overflows a sum or a column."""
SEVERAL = "several schemes"
"""The payout scheme of a month that was declared with more than one."""
_NUMBER = nw.Decimal(38, 18)


def mined_assets(monthly: Frame) -> Frame:
    """How many assets of a month brought coins or took energy; of a month in which none did, the first by name."""
    marked = monthly.with_columns(
        mined=nw.when((nw.col("coins") > 0) | (nw.col("energy_wh") > 0)).then(nw.lit(1)).otherwise(nw.lit(0))
    )
    assets = marked.group_by("authorisation", "month", "asset").agg(nw.col("mined").max())
    return assets.group_by("authorisation", "month").agg(total("mined"), nw.col("asset").min().alias("first"))


def declared_months(monthly: Frame) -> Frame:
    """What was declared of months in which one asset was mined, or none: one row each, parts added."""
    coins = nw.when(nw.col("coins") > MOST_COINS).then(nw.lit(MOST_COINS).cast(_NUMBER)).otherwise(nw.col("coins"))
    months = monthly.join(mined_assets(monthly), on=["authorisation", "month"], how="inner").filter(
        nw.col("algorithm").is_in(ALGORITHMS)
        & (nw.col("mined") < 2)
        & (
            (nw.col("coins") > 0)
            | (nw.col("energy_wh") > 0)
            | ((nw.col("mined") == 0) & (nw.col("asset") == nw.col("first")))
        )
    )
    added = (
        months.with_columns(coins=coins.cast(_NUMBER))
        .group_by("authorisation", "month", "asset")
        .agg(
            exact_total("coins"),
            count("parts"),
            *(nw.col(name).min() for name in ("pool_scheme", "pool", "sender", "filing", "row")),
            nw.col("pool_scheme").max().alias("last_scheme"),
            nw.col("pool").max().alias("last_pool"),
        )
    )
    one_pool, one = nw.col("pool") == nw.col("last_pool"), nw.col("parts") == 1
    one_scheme = nw.col("pool_scheme") == nw.col("last_scheme")
    nothing = nw.lit(None, dtype=nw.String)
    return added.select(
        *("authorisation", "month", "asset", "coins"),
        nw.when(one_scheme).then(nw.col("pool_scheme")).otherwise(nw.lit(SEVERAL)).alias("pool_scheme"),
        nw.when(one_pool).then(nw.col("pool")).otherwise(nothing).alias("pool"),
        nw.when(one).then(nw.col("sender")).otherwise(nothing).alias("sender"),
        nw.when(one).then(nw.col("filing")).otherwise(nothing).alias("filing"),
        nw.when(one).then(nw.col("row")).otherwise(nw.lit(None, dtype=nw.Int64)).alias("row"),
    )
