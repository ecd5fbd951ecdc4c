"""Columns that must be filled where another has one of some values."""

from functools import reduce
from operator import or_

import polars as pl

from rugsat.domain.returns.judge import Judge
from rugsat.domain.returns.setting import Setting
from rugsat.domain.returns.sheet import Sheet
from rugsat.law.returns.definition import Rule


def judge(rule: Rule, _setting: Setting) -> Judge:
    """None of the columns is empty where `column` is one of `is`."""
    column, when = rule.options["column"], [str(value) for value in rule.options["is"]]

    def bad(sheet: Sheet) -> pl.Series:
        empty = reduce(or_, (sheet.texts[name].is_null() for name in rule.columns))
        in_question: pl.Series = empty & sheet.texts[column].is_in(when)
        return in_question

    expected = f"a value in {' and '.join(rule.columns)} where {column} is {' or '.join(when)}"
    return Judge(rule=rule, shown=rule.columns, expected=expected, bad=bad)
