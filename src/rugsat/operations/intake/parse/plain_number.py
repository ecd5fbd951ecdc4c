"""Numbers that other syntaxes write in their own ways, as the plain digits that a return is judged on."""

from decimal import Context, Decimal, InvalidOperation

_LARGEST_EXPONENT = 60
_EXACT = Context(prec=400, traps=[InvalidOperation])


def without_exponent(text: str) -> str:
    """Write out the exponent of a number, exactly: 1.5E-3 is 0.0015; a huge one and no number stay as they are."""
    if "e" not in text and "E" not in text:
        return text
    try:
        value = _EXACT.create_decimal(text)
    except InvalidOperation:
        return text
    if not value.is_finite() or abs(value.adjusted()) > _LARGEST_EXPONENT or len(text) > _LARGEST_EXPONENT:
        return text
    return f"{value:f}"


def shortest(text: str) -> str:
    """Write a number of a spreadsheet or a double with the fewest plain digits that give the same double back.

    A program that keeps doubles writes 1.1 as 1.1000000000000001; up to 15 digits are as they were typed, more than
    17 no double can have, so both stay as they are written.
    """
    plain = without_exponent(text)
    if len(plain) > 15 and 15 < significant_digits(plain) <= 17:
        plain = without_exponent(repr(float(text)))
    return plain.removesuffix(".0")


def significant_digits(plain: str) -> int:
    """Count the digits of a plain number between its first and its last digit other than 0."""
    try:
        return len(Decimal(plain).normalize(_EXACT).as_tuple().digits)
    except InvalidOperation:
        return 0
