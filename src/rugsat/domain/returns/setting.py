"""What a return is judged in: its definition, the period it is filed for, and the facts of other places."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import polars as pl

from rugsat.kernel.period import ReportingPeriod
from rugsat.law.returns.definition import ReturnDefinition


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """Everything that the judgement of a row depends on besides the row."""

    definition: ReturnDefinition
    period: ReportingPeriod
    sender: str = ""
    """Who files, as the register names it; empty where that does not matter."""
    registers: Mapping[str, pl.DataFrame] = field(default_factory=dict)
    """Register by name: its columns, with `since` and `until` (days; null is open) where an entry has its time."""
    rates: pl.DataFrame | None = None
    """Rates to the reporting currency: currency, legal_day, rate (Decimal(38, 18))."""
    reporting_currency: str = ""
    """The currency whose rate is always one; empty where there is none."""
    person_tokens: Callable[[pl.Series], pl.DataFrame] | None = None
    """Turns sealed identifiers into `token` and, where one cannot be opened, `expected`; None where there is no key."""
