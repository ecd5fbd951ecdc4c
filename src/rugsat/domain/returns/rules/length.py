"""Texts of so many characters."""

import polars as pl

from rugsat.domain.returns.judge import Judge
from rugsat.domain.returns.setting import Setting
from rugsat.domain.returns.sheet import Sheet
from rugsat.law.returns.definition import Rule


def judge(rule: Rule, _setting: Setting) -> Judge:
    """At least and at most so many characters, where a bound is set."""
    least, most = rule.options.get("at_least"), rule.options.get("at_most")

    def bad(sheet: Sheet) -> pl.Series:
        characters = sheet.values[rule.on].str.len_chars()
        short = characters < (least or 0)
        return short if most is None else short | (characters > most)

    bounds = [f"{word} {bound}" for word, bound in (("at least", least), ("at most", most)) if bound is not None]
    return Judge(rule=rule, shown=(rule.on,), expected=f"{' and '.join(bounds)} characters", bad=bad)
