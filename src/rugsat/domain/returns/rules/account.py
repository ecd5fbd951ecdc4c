"""Accounts on chains, CAIP-10."""

from rugsat.domain.returns.distinct import Distinct
from rugsat.domain.returns.judge import Judge
from rugsat.domain.returns.setting import Setting
from rugsat.kernel.identifiers.caip import is_account
from rugsat.law.returns.definition import Rule


def judge(rule: Rule, _setting: Setting) -> Judge:
    """A chain and an address on it."""
    seen = Distinct.of(is_account)
    return Judge(
        rule=rule,
        shown=(rule.on,),
        expected="an account (CAIP-10), as in eip155:1:0xab16a96d359ec26a11e2c2b3d8f8b8942d5bfcdb",
        bad=lambda sheet: seen.bad(sheet.values[rule.on]),
    )
