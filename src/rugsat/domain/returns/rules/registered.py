"""Values that a register holds on the legal day of the row."""

from rugsat.domain.returns.held import held_on_the_day
from rugsat.domain.returns.judge import Judge, not_checked
from rugsat.domain.returns.setting import Setting
from rugsat.law.returns.definition import Rule


def judge(rule: Rule, setting: Setting) -> Judge:
    """An entry with the value is in force on that day; not checked where there is no register."""
    register, column = rule.options["register"], rule.options["column"]
    expected = f"a {column} that the register of {register.replace('_', ' ')} holds on that day"
    if register not in setting.registers:
        return not_checked(rule, expected, f"there is no register of {register.replace('_', ' ')} here")
    return held_on_the_day(rule, setting, setting.registers[register], expected)
