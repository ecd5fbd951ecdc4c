"""Amounts in the reporting currency: amount times the rate of the legal day, scale 18, rounded half to even."""

from decimal import Decimal

import polars as pl

from rugsat.domain.returns.sheet import Sheet
from rugsat.kernel.numbers import PRECISION, SCALE
from rugsat.law.returns.definition import Derivation

_EXACT = pl.Decimal(PRECISION, SCALE)
_FITS = 9e19


def derive(derivation: Derivation, sheet: Sheet) -> pl.Series:
    """Empty where there is no rate of that day, or where the product does not fit 20 digits before the point."""
    amounts = sheet.values[derivation.options["amount"]].cast(_EXACT)
    currencies, setting = sheet.values[derivation.options["currency"]], sheet.setting
    asked = pl.DataFrame({"amount": amounts, "currency": currencies, "legal_day": sheet.legal_day})
    if setting.rates is None:
        asked = asked.with_columns(pl.lit(None, _EXACT).alias("rate"))
    else:
        rates = setting.rates.select("currency", "legal_day", pl.col("rate").cast(_EXACT))
        asked = asked.join(rates, on=["currency", "legal_day"], how="left", maintain_order="left", validate="m:1")
    one = pl.lit(Decimal(1), _EXACT)
    is_reporting = (pl.col("currency") == setting.reporting_currency) & pl.lit(bool(setting.reporting_currency))
    asked = asked.with_columns(pl.when(is_reporting).then(one).otherwise(pl.col("rate")).alias("rate"))
    # Polars keeps the scale and rounds half to even, but one product that does not fit would stop them all.
    size = pl.col("amount").cast(pl.Float64).abs() * pl.col("rate").cast(pl.Float64).abs()
    amount = pl.when(size < _FITS).then(pl.col("amount"))
    return asked.select((amount * pl.col("rate")).cast(_EXACT).alias("converted")).to_series()
