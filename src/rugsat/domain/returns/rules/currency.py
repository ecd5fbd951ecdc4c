"""Currency codes, ISO 4217."""

from rugsat.domain.returns.distinct import Distinct
from rugsat.domain.returns.judge import Judge
from rugsat.domain.returns.setting import Setting
from rugsat.kernel.identifiers.currency import is_currency
from rugsat.law.returns.definition import Rule


def judge(rule: Rule, _setting: Setting) -> Judge:
    """Three capitals of a currency in use."""
    seen = Distinct.of(is_currency)
    return Judge(
        rule=rule,
        shown=(rule.on,),
        expected="a currency code of three capitals that is in use (ISO 4217)",
        bad=lambda sheet: seen.bad(sheet.values[rule.on]),
    )
