"""Mean power in watts, from watt-hours and seconds, rounded half to even."""

import polars as pl

from rugsat.domain.returns.sheet import Sheet
from rugsat.law.returns.definition import Derivation

_SECONDS_IN_AN_HOUR = 3_600


def derive(derivation: Derivation, sheet: Sheet) -> pl.Series:
    """Energy × 3,600 ÷ seconds; empty where an input is, or where the interval has no length."""
    frame = pl.DataFrame({name: sheet.values[derivation.options[name]] for name in ("energy", "seconds")})
    numerator = pl.col("energy").cast(pl.Int128) * _SECONDS_IN_AN_HOUR
    seconds = pl.when(pl.col("seconds") > 0).then(pl.col("seconds")).cast(pl.Int128)
    whole = numerator // seconds
    twice_rest = (numerator - whole * seconds) * 2
    up = (twice_rest > seconds) | ((twice_rest == seconds) & (whole % 2 != 0))
    return frame.select((whole + up.cast(pl.Int128)).cast(pl.Int64, strict=False).alias("power")).to_series()
