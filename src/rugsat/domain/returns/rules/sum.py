"""A sum that must be what another column says, within a tolerance."""

from decimal import Decimal

import polars as pl

from rugsat.domain.returns.judge import Judge
from rugsat.domain.returns.setting import Setting
from rugsat.domain.returns.sheet import Sheet
from rugsat.kernel.numbers import SCALE
from rugsat.law.returns.definition import Rule

# One digit more before the point than a value has, for the sum of ten; what does not fit is no sum of them either.
_WIDE = pl.Decimal(38, SCALE)


def judge(rule: Rule, _setting: Setting) -> Judge:
    """The sum of the columns differs from `equals` by at most `within`."""
    parts, equals, within = rule.columns, rule.options["equals"], Decimal(rule.options["within"])

    def bad(sheet: Sheet) -> pl.Series:
        difference = -sheet.values[equals].cast(_WIDE)
        for part in parts:
            difference = difference + sheet.values[part].cast(_WIDE)
        return difference.abs() > within

    expected = f"{' + '.join(parts)}, within {within}"
    return Judge(rule=rule, shown=(equals,), expected=expected, bad=bad)
