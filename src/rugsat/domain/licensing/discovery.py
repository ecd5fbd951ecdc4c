"""Finding all requirements: a file in their folder is one, and there is no list to edit."""

import importlib
import pkgutil
from functools import cache

from rugsat.domain.licensing import requirements
from rugsat.domain.licensing.requirement import Requirement
from rugsat.kernel.errors import RugsatError


class NoSuchRequirementError(RugsatError):
    """A requirement that there is not."""


@cache
def all_requirements() -> tuple[Requirement, ...]:
    """Every requirement, in order of name."""
    modules = pkgutil.iter_modules(requirements.__path__, prefix=f"{requirements.__name__}.")
    return tuple(sorted((_requirement_in(module.name) for module in modules), key=lambda each: each.name))


def requirement_named(name: str) -> Requirement:
    """The requirement of that name; NoSuchRequirementError names those there are."""
    for each in all_requirements():
        if each.name == name:
            return each
    known = ", ".join(each.name for each in all_requirements())
    message = f"there is no requirement '{name}'; there are {known}"
    raise NoSuchRequirementError(message)


def _requirement_in(module_name: str) -> Requirement:
    name = module_name.rpartition(".")[2]
    found = getattr(importlib.import_module(module_name), name, None)
    if not isinstance(found, Requirement):
        message = f"{module_name} must define a requirement named {name}, as its file is"
        raise TypeError(message)
    return found
