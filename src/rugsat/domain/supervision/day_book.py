"""What a day book is: what the filings of one legal day come to, kept so that no run reads the month's rows again."""

import inspect
from collections.abc import Callable
from dataclasses import dataclass

from rugsat.evidence.frames.distinct import distinct
from rugsat.evidence.frames.frame import Frame

Derive = Callable[..., Frame]
"""(frames in the order of `reads`, then the list of `among`) to the rows of the book."""


@dataclass(frozen=True, slots=True)
class DayBook:
    """A dataset that follows from the filings of a legal day alone; checks read it like any other."""

    name: str
    reads: tuple[str, ...]
    """A return, first; or day books made of the same return, then the return."""
    among: tuple[str, str] | None
    """(table of the register, column): the book holds what concerns those that it names, whenever it names them."""
    derive: Derive

    @property
    def docstring(self) -> str:
        """What it says, and how it is counted."""
        return inspect.cleandoc(self.derive.__doc__ or "")

    @property
    def source(self) -> str:
        """The code that decides what it says, for its digest."""
        module = inspect.getmodule(self.derive)
        assert module is not None, "a day book is a function of a module"
        return inspect.getsource(module)

    def of(self, frame: Callable[[str], Frame]) -> Frame:
        """The book from its sources, each given by name."""
        sources = [frame(name) for name in self.reads]
        return self.derive(*sources, named(frame, self.among)) if self.among else self.derive(*sources)


def named(frame: Callable[[str], Frame], among: tuple[str, str]) -> Frame:
    """The list of those that a table of the register names."""
    table, column = among
    return distinct(frame(table), [column])


def day_book(*, reads: tuple[str, ...], among: tuple[str, str] | None = None) -> Callable[[Derive], DayBook]:
    """Make a day book of a function, named as it is."""

    def make(derive: Derive) -> DayBook:
        return DayBook(name=derive.__name__, reads=reads, among=among, derive=derive)

    return make
