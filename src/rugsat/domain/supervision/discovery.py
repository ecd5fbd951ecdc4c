"""Finding all checks: a file under checks/<family>/ is a check, and there is no list to edit."""

import importlib
import pkgutil
from functools import cache

from rugsat.domain.supervision import checks
from rugsat.domain.supervision.check import Check
from rugsat.kernel.errors import RugsatError


class NoSuchCheckError(RugsatError):
    """A check that there is not."""


@cache
def all_checks() -> tuple[Check, ...]:
    """Every check, in order of name."""
    modules = pkgutil.walk_packages(checks.__path__, prefix=f"{checks.__name__}.")
    found = [_check_in(module.name) for module in modules if not module.ispkg]
    return tuple(sorted(found, key=lambda each: each.name))


def check_named(name: str) -> Check:
    """The check of that name; NoSuchCheckError names those there are."""
    for each in all_checks():
        if each.name == name:
            return each
    known = ", ".join(each.name for each in all_checks())
    message = f"there is no check '{name}'; there are {known}"
    raise NoSuchCheckError(message)


def _check_in(module_name: str) -> Check:
    statement = module_name.rpartition(".")[2]
    found = getattr(importlib.import_module(module_name), statement, None)
    if not isinstance(found, Check):
        message = f"{module_name} must define a check named {statement}, as its file is"
        raise TypeError(message)
    return found
