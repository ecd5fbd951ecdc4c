"""Values that a register holds for the sender itself on the legal day of the row: nobody files for another."""

from collections.abc import Mapping

import polars as pl

from rugsat.domain.returns.held import held_on_the_day
from rugsat.domain.returns.judge import Judge, not_checked
from rugsat.domain.returns.setting import Setting
from rugsat.law.returns.definition import Rule

_PARTY = "party"


def judge(rule: Rule, setting: Setting) -> Judge:
    """An entry of the sender with the value is in force on that day; not checked where there is no register."""
    name, column = rule.options["register"], rule.options["column"]
    expected = f"a {column} of the sender's own that the register of {name.replace('_', ' ')} holds on that day"
    if not _is_known(setting.registers, name, setting.sender):
        return not_checked(rule, expected, f"there is no register of {name.replace('_', ' ')} here")
    register = setting.registers[name]
    return held_on_the_day(rule, setting, register.filter(pl.col(_PARTY) == setting.sender), expected)


def _is_known(registers: Mapping[str, pl.DataFrame], name: str, sender: str) -> bool:
    return name in registers and bool(sender)
