"""Days and moments of the period that the return is filed for."""

from rugsat.domain.returns.judge import Judge
from rugsat.domain.returns.setting import Setting
from rugsat.domain.returns.sheet import within
from rugsat.law.returns.definition import Rule


def judge(rule: Rule, setting: Setting) -> Judge:
    """From the first day of the period up to, and without, the first day after it, in local time."""
    return Judge(
        rule=rule,
        shown=(rule.on,),
        expected=f"within {setting.period.code}, in local time",
        bad=lambda sheet: ~within(setting, sheet.values[rule.on], rule.on),
    )
