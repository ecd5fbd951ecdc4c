"""Finding all checks and day books: a file in their folder is one, and there is no list to edit."""

import importlib
import pkgutil
from functools import cache
from types import ModuleType
from typing import TypeVar

from rugsat.domain.supervision import checks, day_books
from rugsat.domain.supervision.check import Check
from rugsat.domain.supervision.day_book import DayBook
from rugsat.kernel.errors import RugsatError

_Thing = TypeVar("_Thing", Check, DayBook)


class NoSuchCheckError(RugsatError):
    """A check that there is not."""


@cache
def all_checks() -> tuple[Check, ...]:
    """Every check, in order of name."""
    return tuple(sorted(_things_in(checks, Check), key=lambda each: each.name))


def check_named(name: str) -> Check:
    """The check of that name; NoSuchCheckError names those there are."""
    for each in all_checks():
        if each.name == name:
            return each
    known = ", ".join(each.name for each in all_checks())
    message = f"there is no check '{name}'; there are {known}"
    raise NoSuchCheckError(message)


@cache
def all_day_books() -> dict[str, DayBook]:
    """Every day book by name, in order of name."""
    return {each.name: each for each in sorted(_things_in(day_books, DayBook), key=lambda each: each.name)}


def raw_dataset(name: str) -> str:
    """The return that a day book is made of, in the end; any other dataset is made of itself."""
    books = all_day_books()
    while name in books:
        name = books[name].reads[-1]
    return name


def _things_in(package: ModuleType, kind: type[_Thing]) -> list[_Thing]:
    modules = pkgutil.walk_packages(package.__path__, prefix=f"{package.__name__}.")
    return [_thing_in(module.name, kind) for module in modules if not module.ispkg]


def _thing_in(module_name: str, kind: type[_Thing]) -> _Thing:
    statement = module_name.rpartition(".")[2]
    found = getattr(importlib.import_module(module_name), statement, None)
    if not isinstance(found, kind):
        message = f"{module_name} must define a {kind.__name__} named {statement}, as its file is"
        raise TypeError(message)
    return found
