"""Values of a closed list."""

import polars as pl

from rugsat.domain.returns.judge import Judge
from rugsat.domain.returns.setting import Setting
from rugsat.law.returns.definition import Rule


def judge(rule: Rule, _setting: Setting) -> Judge:
    """One of the listed values, exactly as it is listed."""
    values = list(rule.options["values"])
    listed = pl.Series([values])
    return Judge(
        rule=rule,
        shown=(rule.on,),
        expected=f"one of {', '.join(str(value) for value in values)}",
        bad=lambda sheet: ~sheet.values[rule.on].is_in(listed),
    )
