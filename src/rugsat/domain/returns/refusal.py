"""What was refused while a column was read."""

from dataclasses import dataclass

import polars as pl


@dataclass(frozen=True, slots=True)
class Refusal:
    """The mask of bad texts, the rule they break and what was expected."""

    bad: pl.Series
    rule: str
    expected: str
