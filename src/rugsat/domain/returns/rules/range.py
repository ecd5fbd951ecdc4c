"""Numbers within bounds."""

import operator
from functools import reduce

import polars as pl

from rugsat.domain.returns.judge import Judge
from rugsat.domain.returns.setting import Setting
from rugsat.domain.returns.sheet import Sheet
from rugsat.law.returns.definition import Rule

_OUTSIDE = {"above": operator.le, "at_least": operator.lt, "below": operator.ge, "at_most": operator.gt}


def judge(rule: Rule, _setting: Setting) -> Judge:
    """Above, at least, below, at most: whichever bounds are set."""
    bounds = [(name, rule.options[name]) for name in _OUTSIDE if name in rule.options]

    def bad(sheet: Sheet) -> pl.Series:
        values = sheet.values[rule.on]
        outside = [_OUTSIDE[name](values, pl.Series([bound]).cast(values.dtype)) for name, bound in bounds]
        beyond: pl.Series = reduce(operator.or_, outside)
        return beyond

    words = " and ".join(f"{name.replace('_', ' ')} {bound}" for name, bound in bounds)
    return Judge(rule=rule, shown=(rule.on,), expected=f"a number {words}", bad=bad)
