"""When a return is due: days, working days or months after its period, on the legal calendar."""

from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from typing import Protocol

from rugsat.law.calendar import Calendar


class DueRule(Protocol):
    """A count and its unit: day, working_day, month or day_of_next_month (see law/returns/definition.py)."""

    @property
    def count(self) -> int:
        """How many, or the number of the day in the next month."""
        ...

    @property
    def unit(self) -> str:
        """What is counted."""
        ...


def due_day(*, period_end: date, due: DueRule, calendar: Calendar) -> date:
    """The last day on which a return for a period is in time; `period_end` is the last day of that period.

    A due day that is no working day moves to the next one where the jurisdiction says so. Raises
    DayOutsideCalendarError where the calendar does not have the year.
    """
    if due.unit == "working_day":
        return calendar.add_working_days(period_end, due.count)
    day = _COUNTS[due.unit](period_end, due.count)
    return calendar.working_day_from(day) if calendar.moves_due_days else day


def _days_after(day: date, count: int) -> date:
    return day + timedelta(days=count)


def _months_after(day: date, count: int) -> date:
    """So many months later; the last day of a month gives the last day of a month."""
    year, month = _month_later(day, count)
    last = monthrange(year, month)[1]
    ends_month = day.day == monthrange(day.year, day.month)[1]
    return date(year, month, last if ends_month else min(day.day, last))


def _day_of_next_month(day: date, count: int) -> date:
    year, month = _month_later(day, 1)
    return date(year, month, min(count, monthrange(year, month)[1]))


def _month_later(day: date, count: int) -> tuple[int, int]:
    years, month = divmod(day.month - 1 + count, 12)
    return day.year + years, month + 1


_COUNTS: dict[str, Callable[[date, int], date]] = {
    "day": _days_after,
    "month": _months_after,
    "day_of_next_month": _day_of_next_month,
}
