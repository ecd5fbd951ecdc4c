"""A judge of one rule: it looks at a sheet and says which rows are bad."""

from collections.abc import Callable
from dataclasses import dataclass

import polars as pl

from rugsat.domain.returns.fault import faults_where
from rugsat.domain.returns.sheet import Sheet
from rugsat.law.returns.definition import Rule


@dataclass(frozen=True, slots=True, kw_only=True)
class Judge:
    """What a rule of a definition needs to be judged; null in the mask of `bad` is not bad."""

    rule: Rule
    shown: tuple[str, ...]
    """Columns that a fault names and shows."""
    expected: str
    bad: Callable[[Sheet], pl.Series] | None
    """None where the rule cannot be checked here."""
    why_not: str = ""

    def faults(self, sheet: Sheet) -> pl.DataFrame | None:
        """The faults of the rule in a sheet, None where there are none."""
        if self.bad is None or not (bad := self.bad(sheet)).any():
            return None
        return faults_where(
            bad,
            rows=sheet.rows,
            values=sheet.shown(self.shown),
            field="+".join(self.shown),
            rule=self.rule.id,
            expected=self.expected,
        )


def not_checked(rule: Rule, expected: str, why_not: str) -> Judge:
    """The judge of a rule that cannot be checked here."""
    return Judge(rule=rule, shown=rule.columns, expected=expected, bad=None, why_not=why_not)
