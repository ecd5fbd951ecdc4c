"""Two columns that must not have the same value."""

import polars as pl

from rugsat.domain.returns.judge import Judge
from rugsat.domain.returns.setting import Setting
from rugsat.domain.returns.sheet import Sheet
from rugsat.law.returns.definition import Rule


def judge(rule: Rule, _setting: Setting) -> Judge:
    """The two values differ, where both are there."""
    one, other = rule.columns

    def bad(sheet: Sheet) -> pl.Series:
        return sheet.values[one] == sheet.values[other]

    return Judge(rule=rule, shown=rule.columns, expected=f"{one} and {other} that differ", bad=bad)
