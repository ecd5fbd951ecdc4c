"""Numbers with so many digits behind the point."""

from rugsat.domain.returns.judge import Judge
from rugsat.domain.returns.setting import Setting
from rugsat.law.returns.definition import Rule


def judge(rule: Rule, _setting: Setting) -> Judge:
    """At most so many digits, counted as they are written."""
    most = rule.options["at_most"]
    too_many = rf"\.[0-9]{{{most + 1}}}"
    return Judge(
        rule=rule,
        shown=(rule.on,),
        expected=f"at most {most} digits behind the point",
        bad=lambda sheet: sheet.texts[rule.on].str.contains(too_many) & sheet.values[rule.on].is_not_null(),
    )
