"""What a check is: a statement that can be true of a subject, asked of the evidence under the law of the day."""

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import polars as pl

from rugsat.evidence.frames.frame import Frame

Ask = Callable[..., Frame]
"""(frames in the order of `reads`, law, on) to violations, or to candidates where the check has a judge."""
Judge = Callable[[pl.DataFrame, pl.DataFrame, date], pl.DataFrame]
"""(candidates, law, on) to violations: what is left of them when they are weighed one by one."""


class Lifecycle(StrEnum):
    """How far a check may be relied on."""

    EXPERIMENTAL = "experimental"
    """Its findings open no case by themselves."""
    STABLE = "stable"
    DEPRECATED = "deprecated"


@dataclass(frozen=True, slots=True)
class Check:
    """A check with all that a run, a page or a person needs to know of it."""

    name: str
    family: str
    reads: tuple[str, ...]
    """Datasets: a return, filings, or a table of the register."""
    may_be_empty: tuple[str, ...]
    """Those of them that may have no rows; without rows in any other, the check sleeps."""
    rests_on: tuple[str, ...]
    """Parameters of the law; where one is not set, the check sleeps."""
    history: tuple[str, ...]
    """Datasets that say how things stand, read from their beginning even where a run looks at few days."""
    valued: tuple[tuple[str, str], ...]
    """(dataset, column): rows that have no value there could not be judged, and the run says how many."""
    in_reporting_currency: tuple[str, ...]
    """Parameters that must be in the reporting currency; in another, the check sleeps."""
    lifecycle: Lifecycle
    ask: Ask
    judge: Judge | None
    left_out: tuple[Ask, ...] = ()
    """Each gives the rows that could not be judged for one reason, which is its docstring; the run counts them."""

    @property
    def docstring(self) -> str:
        """The published text."""
        return inspect.cleandoc(self.ask.__doc__ or "")

    @property
    def title(self) -> str:
        """The statement, in one sentence."""
        return self.docstring.split("\n\n", 1)[0].replace("\n", " ")

    @property
    def source(self) -> str:
        """The code that decides, for its digest."""
        module = inspect.getmodule(self.ask)
        assert module is not None, "a check is a function of a module"
        return inspect.getsource(module)


def check(  # noqa: PLR0913 - the attributes of a check, each optional one with its default
    *,
    reads: tuple[str, ...],
    rests_on: tuple[str, ...],
    lifecycle: str = "stable",
    may_be_empty: tuple[str, ...] = (),
    history: tuple[str, ...] = (),
    valued: tuple[tuple[str, str], ...] = (),
    in_reporting_currency: tuple[str, ...] = (),
    judge: Judge | None = None,
    left_out: tuple[Ask, ...] = (),
) -> Callable[[Ask], Check]:
    """Make a check of a function; its name is the statement, its docstring what the public reads."""

    def make(ask: Ask) -> Check:
        return Check(
            name=ask.__name__,
            family=ask.__module__.split(".")[-2],
            reads=reads,
            may_be_empty=may_be_empty,
            rests_on=rests_on,
            history=history,
            valued=valued,
            in_reporting_currency=in_reporting_currency,
            lifecycle=Lifecycle(lifecycle),
            ask=ask,
            judge=judge,
            left_out=left_out,
        )

    return make
