"""Finds the judges of a return's rules: one module of rules/ for each kind, found by its name."""

import pkgutil
from collections.abc import Callable
from functools import cache
from importlib import import_module

from rugsat.domain.returns import rules
from rugsat.domain.returns.judge import Judge
from rugsat.domain.returns.setting import Setting
from rugsat.kernel.errors import RugsatError
from rugsat.law.returns.definition import Rule


class UnknownRuleError(RugsatError):
    """A rule of a definition that no module judges."""


@cache
def rule_kinds() -> frozenset[str]:
    """The closed set of rule kinds."""
    return frozenset(module.name for module in pkgutil.iter_modules(rules.__path__))


def judges_of(setting: Setting) -> tuple[Judge, ...]:
    """A judge for every rule of the definition, in its order."""
    return tuple(_judge_of(rule.kind)(rule, setting) for rule in setting.definition.all_rules)


def _judge_of(kind: str) -> Callable[[Rule, Setting], Judge]:
    if kind not in rule_kinds():
        known = ", ".join(sorted(rule_kinds()))
        message = f"the rule '{kind}' is judged by nothing: use one of {known}, or add rules/{kind}.py"
        raise UnknownRuleError(message)
    made: Callable[[Rule, Setting], Judge] = import_module(f"{rules.__name__}.{kind}").judge
    return made
