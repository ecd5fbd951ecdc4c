"""A product that must be what another column says, exactly within a tolerance."""

from collections.abc import Sequence
from decimal import Context, Decimal

import polars as pl

from rugsat.domain.returns.judge import Judge
from rugsat.domain.returns.setting import Setting
from rugsat.domain.returns.sheet import Sheet
from rugsat.law.returns.definition import Rule

_EXACT = Context(prec=400)
# A double is wrong by at most half of 2^-52 at each of the few steps; this is more than all of them together.
_DOUBT = 2.0**-48


def judge(rule: Rule, _setting: Setting) -> Judge:
    """The product of the columns differs from `equals` by at most `within`."""
    factors, equals, within = rule.columns, rule.options["equals"], Decimal(rule.options["within"])

    def bad(sheet: Sheet) -> pl.Series:
        return _differing(sheet, factors, equals, within)

    expected = f"{' × '.join(factors)}, within {within}"
    return Judge(rule=rule, shown=(equals,), expected=expected, bad=bad)


def _differing(sheet: Sheet, factors: Sequence[str], equals: str, within: Decimal) -> pl.Series:
    """Doubles decide where they are far from the tolerance; where they might err, exact numbers do."""
    product = sheet.values.double(factors[0])
    for factor in factors[1:]:
        product = product * sheet.values.double(factor)
    result = sheet.values.double(equals)
    beyond = (product - result).abs() - float(within)
    doubt = (product.abs() + result.abs() + float(within)) * _DOUBT
    bad = beyond > 0
    unsure = beyond.abs() <= doubt
    if not unsure.any():
        return bad
    at = unsure.arg_true()
    columns = [sheet.values.exact(name, at) for name in (*factors, equals)]
    exact = [_exactly(row[:-1], row[-1], within) for row in zip(*columns, strict=True)]
    return bad.scatter(at, pl.Series(exact, dtype=pl.Boolean))


def _exactly(factors: Sequence[Decimal | int], equals: Decimal | int, within: Decimal) -> bool:
    product = Decimal(1)
    for factor in factors:
        product = _EXACT.multiply(product, Decimal(factor))
    return abs(_EXACT.subtract(product, Decimal(equals))) > within
