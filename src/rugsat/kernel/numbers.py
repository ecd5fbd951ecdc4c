"""Exact numbers: one decimal type for money and coins, integers for energy and power, one rounding."""

import re
from decimal import ROUND_HALF_EVEN, Context, Decimal, InvalidOperation

PRECISION = 38
"""Digits of every decimal column."""
SCALE = 18
"""Digits behind the point of every decimal column: a wei is the smallest unit that is filed."""
LARGEST = Decimal(10) ** (PRECISION - SCALE)

_WRITTEN = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?")
"""Python also reads underscores between digits, spaces around them and the digits of other scripts."""
_QUANTUM = Decimal(1).scaleb(-SCALE)
_EXACT = Context(prec=2 * PRECISION, rounding=ROUND_HALF_EVEN)


def exact(text: str) -> Decimal:
    """Read a decimal number exactly as written, plain digits only; ValueError where it does not fit 20 + 18 digits."""
    try:
        value = Decimal(text if _WRITTEN.fullmatch(text) else "")
        quantised = value.quantize(_QUANTUM, context=_EXACT)
    except InvalidOperation:
        message = f"'{text}' is not a decimal number"
        raise ValueError(message) from None
    if quantised != value or abs(value) >= LARGEST:
        message = f"'{text}' does not fit {PRECISION - SCALE} digits before the point and {SCALE} behind it"
        raise ValueError(message)
    return quantised


def rounded(value: Decimal, places: int = SCALE) -> Decimal:
    """Round half to even, the one rounding of the whole system."""
    return value.quantize(Decimal(1).scaleb(-places), context=_EXACT)


def plain(value: Decimal) -> str:
    """Write a decimal without exponent and without trailing zeros."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
