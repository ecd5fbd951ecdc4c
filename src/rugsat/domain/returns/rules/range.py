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
        values = sheet.values.double(rule.on)
        beyond: pl.Series = reduce(operator.or_, (_OUTSIDE[name](values, float(bound)) for name, bound in bounds))
        # Rounding keeps the order, so a double can only deceive where it equals the bound's.
        doubtful = reduce(operator.or_, (values == float(bound) for _, bound in bounds))
        if not doubtful.any():
            return beyond
        at = doubtful.arg_true()
        exact = sheet.values.exact(rule.on, at)
        outside = [_OUTSIDE[name](exact, pl.Series([bound]).cast(exact.dtype)) for name, bound in bounds]
        return beyond.scatter(at, reduce(operator.or_, outside))

    words = " and ".join(f"{name.replace('_', ' ')} {bound}" for name, bound in bounds)
    return Judge(rule=rule, shown=(rule.on,), expected=f"a number {words}", bad=bad)
