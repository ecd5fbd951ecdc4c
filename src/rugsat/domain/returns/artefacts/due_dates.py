"""The calendar of due dates of a return in a year."""

from collections.abc import Iterator
from datetime import date, timedelta

from rugsat.kernel.period import ReportingPeriod
from rugsat.law.calendar import Calendar, DayOutsideCalendarError
from rugsat.law.due import due_day
from rugsat.law.returns.definition import ReturnDefinition
from rugsat.law.returns.load import in_force

_A_DAY = timedelta(days=1)


def due_dates(definition: ReturnDefinition, year: int, calendar: Calendar) -> list[tuple[ReportingPeriod, date | None]]:
    """Each period that begins in the year while the definition is in force, with its due day.

    None where the due day is not known: neither law nor policy sets it, or it falls into a year whose legal calendar
    does not exist yet. A return that is filed per event has no periods.
    """
    periods = (ReportingPeriod.parse(code) for code in _codes(definition.calendar.every, year))
    return [(period, due_on(definition, period, calendar)) for period in periods if in_force(definition, period.since)]


def due_on(definition: ReturnDefinition, period: ReportingPeriod, calendar: Calendar) -> date | None:
    """The last day on which the return for a period is in time; None where that is not known."""
    if definition.calendar.due is None:
        return None
    try:
        return due_day(period_end=period.until - _A_DAY, due=definition.calendar.due, calendar=calendar)
    except DayOutsideCalendarError:
        return None


def _codes(every: str, year: int) -> Iterator[str]:
    match every:
        case "day":
            first, days = date(year, 1, 1), (date(year + 1, 1, 1) - date(year, 1, 1)).days
            yield from ((first + count * _A_DAY).isoformat() for count in range(days))
        case "month":
            yield from (f"{year:04d}-{month:02d}" for month in range(1, 13))
        case "quarter":
            yield from (f"{year:04d}-Q{quarter}" for quarter in range(1, 5))
        case "year":
            yield f"{year:04d}"
