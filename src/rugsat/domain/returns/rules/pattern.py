"""Texts of a form that a regular expression describes."""

from rugsat.domain.returns.judge import Judge
from rugsat.domain.returns.setting import Setting
from rugsat.law.returns.definition import Rule


def judge(rule: Rule, _setting: Setting) -> Judge:
    """The whole value matches."""
    regex = f"^(?:{rule.options['regex']})$"
    return Judge(
        rule=rule,
        shown=(rule.on,),
        expected=f"text like {rule.options['like']}",
        bad=lambda sheet: ~sheet.values[rule.on].str.contains(regex),
    )
