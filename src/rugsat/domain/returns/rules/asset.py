"""Assets on chains, CAIP-19."""

from rugsat.domain.returns.distinct import Distinct
from rugsat.domain.returns.judge import Judge
from rugsat.domain.returns.setting import Setting
from rugsat.kernel.identifiers.caip import is_asset
from rugsat.law.returns.definition import Rule


def judge(rule: Rule, _setting: Setting) -> Judge:
    """A chain, the kind of asset and its reference."""
    seen = Distinct.of(is_asset)
    return Judge(
        rule=rule,
        shown=(rule.on,),
        expected="an asset (CAIP-19), as in eip155:1/slip44:60",
        bad=lambda sheet: seen.bad(sheet.values[rule.on]),
    )
