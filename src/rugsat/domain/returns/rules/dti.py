"""Digital token identifiers, ISO 24165."""

from rugsat.domain.returns.distinct import Distinct
from rugsat.domain.returns.judge import Judge
from rugsat.domain.returns.setting import Setting
from rugsat.kernel.identifiers.dti import is_dti
from rugsat.law.returns.definition import Rule


def judge(rule: Rule, _setting: Setting) -> Judge:
    """Nine characters, the last a check character."""
    seen = Distinct.of(is_dti)
    return Judge(
        rule=rule,
        shown=(rule.on,),
        expected="a digital token identifier (ISO 24165) with a right check character",
        bad=lambda sheet: seen.bad(sheet.values[rule.on]),
    )
