"""A period of days or moments [since, until), open to the right where until is None."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from rugsat.kernel.errors import RugsatError

FOREVER = date(9999, 12, 31)
"""The day that stands for "no end" in a column, where a null would break a comparison."""

_CODE = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?|-Q[1-4])?")


class BackwardPeriodError(RugsatError, ValueError):
    """Days of which the last comes before the first."""


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """Days from `since` up to, and without, `until`; `until=None` has no end."""

    since: date
    until: date | None = None

    def __post_init__(self) -> None:
        if self.until is not None and self.until <= self.since:
            message = f"a period must end after it begins: {self.since} to {self.until}; look at both days again"
            raise BackwardPeriodError(message)

    @property
    def end(self) -> date:
        """The first day that no longer belongs to the period, FOREVER where it has no end."""
        return FOREVER if self.until is None else self.until

    def __contains__(self, on: date) -> bool:
        return self.since <= on < self.end

    def overlaps(self, other: "Period") -> bool:
        """Tell whether the two periods share a day."""
        return self.since < other.end and other.since < self.end

    def __str__(self) -> str:
        return f"{self.since} to {self.until - timedelta(days=1) if self.until else 'open'}"


@dataclass(frozen=True, slots=True, order=True)
class ReportingPeriod:
    """What a return is filed for: a day, a month, a quarter or a year, written 2026-01-31, 2026-01, 2026-Q1 or 2026."""

    code: str
    since: date
    until: date

    @classmethod
    def parse(cls, code: str) -> "ReportingPeriod":
        """Read the written form; ValueError says which forms there are."""
        try:
            return cls(code, *_bounds(code))
        except ValueError as error:
            message = f"'{code}' is not a reporting period: write 2026-01-31, 2026-01, 2026-Q1 or 2026"
            raise ValueError(message) from error

    @property
    def days(self) -> Period:
        """The days of the period."""
        return Period(self.since, self.until)

    @property
    def every(self) -> str:
        """How often such a period comes: day, month, quarter or year."""
        return {4: "year", 7: "quarter" if "Q" in self.code else "month", 10: "day"}[len(self.code)]


def _bounds(code: str) -> tuple[date, date]:
    # One period has one code, else it could be filed twice; Python also reads 2026-W05-6, 2026-+1 and Arabic digits.
    if not _CODE.fullmatch(code):
        raise ValueError(code)
    if len(code) == 10:
        day = date.fromisoformat(code)
        return day, day + timedelta(days=1)
    year = int(code[:4])
    if len(code) == 4:
        return date(year, 1, 1), date(year + 1, 1, 1)
    if code[5] == "Q":
        quarter = int(code[6])
        return date(year, 3 * quarter - 2, 1), _month_after(year, 3 * quarter)
    month = int(code[5:])
    return date(year, month, 1), _month_after(year, month)


def _month_after(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1)
