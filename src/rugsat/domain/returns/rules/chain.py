"""Chains, CAIP-2."""

from rugsat.domain.returns.distinct import Distinct
from rugsat.domain.returns.judge import Judge
from rugsat.domain.returns.setting import Setting
from rugsat.kernel.identifiers.caip import is_chain
from rugsat.law.returns.definition import Rule


def judge(rule: Rule, _setting: Setting) -> Judge:
    """Namespace and reference of a chain."""
    seen = Distinct.of(is_chain)
    return Judge(
        rule=rule,
        shown=(rule.on,),
        expected="a chain (CAIP-2), as in eip155:1",
        bad=lambda sheet: seen.bad(sheet.values[rule.on]),
    )
