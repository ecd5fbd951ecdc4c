"""Values of a row that must ascend."""

from functools import reduce
from operator import or_

import polars as pl

from rugsat.domain.returns.judge import Judge
from rugsat.domain.returns.setting import Setting
from rugsat.domain.returns.sheet import Sheet
from rugsat.law.returns.definition import Rule


def judge(rule: Rule, _setting: Setting) -> Judge:
    """Each value is at least the one before it; an empty one is passed over."""

    def bad(sheet: Sheet) -> pl.Series:
        falls, last = [], sheet.values[rule.columns[0]]
        for name in rule.columns[1:]:
            values = sheet.values[name]
            falls.append((values < last).fill_null(value=False))
            last = values.zip_with(values.is_not_null(), last)
        return reduce(or_, falls)

    return Judge(rule=rule, shown=rule.columns, expected=f"{' ≤ '.join(rule.columns)}", bad=bad)
