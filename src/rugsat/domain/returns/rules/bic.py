"""Business identifier codes, ISO 9362."""

from rugsat.domain.returns.distinct import Distinct
from rugsat.domain.returns.judge import Judge
from rugsat.domain.returns.setting import Setting
from rugsat.kernel.identifiers.bic import is_bic
from rugsat.law.returns.definition import Rule


def judge(rule: Rule, _setting: Setting) -> Judge:
    """Eight or eleven characters with an assigned country."""
    seen = Distinct.of(is_bic)
    return Judge(
        rule=rule,
        shown=(rule.on,),
        expected="a business identifier code (ISO 9362)",
        bad=lambda sheet: seen.bad(sheet.values[rule.on]),
    )
