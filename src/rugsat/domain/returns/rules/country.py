"""Country codes, ISO 3166-1."""

from rugsat.domain.returns.distinct import Distinct
from rugsat.domain.returns.judge import Judge
from rugsat.domain.returns.setting import Setting
from rugsat.kernel.identifiers.country import is_country
from rugsat.law.returns.definition import Rule


def judge(rule: Rule, _setting: Setting) -> Judge:
    """Two capitals that are assigned to a country."""
    seen = Distinct.of(is_country)
    return Judge(
        rule=rule,
        shown=(rule.on,),
        expected="a country code of two capitals (ISO 3166-1)",
        bad=lambda sheet: seen.bad(sheet.values[rule.on]),
    )
