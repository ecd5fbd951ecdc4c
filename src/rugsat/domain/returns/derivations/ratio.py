"""One number by another: exact, 18 places, rounded down."""

from decimal import ROUND_FLOOR, Context, Decimal

import polars as pl

from rugsat.domain.returns.sheet import Sheet
from rugsat.kernel.numbers import LARGEST, PRECISION, SCALE
from rugsat.law.returns.definition import Derivation

# 38 digits by the smallest number that is filed have 56 digits before the point; with 18 behind it all fit.
_EXACT = Context(prec=3 * PRECISION, rounding=ROUND_FLOOR)
_QUANTUM = Decimal(1).scaleb(-SCALE)


def derive(derivation: Derivation, sheet: Sheet) -> pl.Series:
    """Numerator ÷ denominator; empty where an input is, where the denominator is not above zero, or nothing fits."""
    numerators, denominators = (sheet.values[derivation.options[name]] for name in ("numerator", "denominator"))
    ratios = [_ratio(above, below) for above, below in zip(numerators, denominators, strict=True)]
    return pl.Series("ratio", ratios, dtype=pl.Decimal(PRECISION, SCALE))


def _ratio(above: Decimal | int | None, below: Decimal | int | None) -> Decimal | None:
    if above is None or below is None or below <= 0:
        return None
    # Rounded down twice is rounded down once, so the longer quotient does no harm.
    ratio = _EXACT.divide(Decimal(above), Decimal(below)).quantize(_QUANTUM, context=_EXACT)
    return ratio if abs(ratio) < LARGEST else None
