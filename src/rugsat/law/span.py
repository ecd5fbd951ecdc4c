"""A span of time counted on the calendar: where it ends when it is stopped and resumed, and how it was counted."""

from calendar import monthrange
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from rugsat.law.calendar import Calendar

_A_DAY = timedelta(days=1)


class Counting(StrEnum):
    """What a stretch of days was for the clock."""

    COUNTED = "counted"
    STOPPED = "stopped"
    MOVED = "moved"
    """From a last day that is no working day to the working day it moves to."""
    LATE = "late"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days of one kind, the last one included, and how many of them count in the unit of the clock."""

    since: date
    last: date
    counting: Counting
    days: int


@dataclass(frozen=True, slots=True)
class Stop:
    """A clock that stands still: the days after `since` do not count, up to and with `until`, None while it stands."""

    since: date
    until: date | None

    def __contains__(self, day: date) -> bool:
        return self.since < day and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Span:
    """A length counted from the day after `since`, with its stops in order."""

    since: date
    count: int
    unit: str
    stops: tuple[Stop, ...] = ()
    moves: bool = True
    """Whether a last day that is no working day moves, where the jurisdiction says that due days do."""


def last_day(span: Span, calendar: Calendar) -> date | None:
    """The last day of a span, None where it is stopped before that and not resumed."""
    ends = counted_until(span, calendar)
    if ends is None or span.unit == "working_day" or not (span.moves and calendar.moves_due_days):
        return ends
    return calendar.working_day_from(ends)


def counted_until(span: Span, calendar: Calendar) -> date | None:
    """The day on which the count is full, before it moves off a day that is no working day."""
    if span.unit in {"month", "year"}:
        return _shifted(span)
    left, day = span.count, span.since
    for stop in _merged(span):
        if stop.since > day:
            held = _count(day, stop.since, span.unit, calendar)
            if held >= left:
                break
            left -= held
        elif left == 0:
            break
        if stop.until is None:
            return None
        day = stop.until
    return calendar.add_working_days(day, left) if span.unit == "working_day" else day + timedelta(days=left)


def stretches(span: Span, calendar: Calendar, *, until: date) -> tuple[Stretch, ...]:
    """How every day after the first one up to and with `until` was counted, stretch by stretch."""
    ends = counted_until(span, calendar)
    last = last_day(span, calendar)
    return tuple(_joined(_days(span, (ends, last), until), span.unit, calendar))


def months_after(day: date, count: int) -> date:
    """The day of the same number so many months later, the last day of that month where it has none."""
    years, month = divmod(day.month - 1 + count, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _shifted(span: Span) -> date | None:
    ends = months_after(span.since, span.count * (12 if span.unit == "year" else 1))
    for stop in _merged(span):
        if stop.since >= ends:
            break
        if stop.until is None:
            return None
        ends += stop.until - max(stop.since, span.since)
    return ends


def _merged(span: Span) -> Iterator[Stop]:
    """The stops that reach beyond the first day; they are in order and do not overlap."""
    return (stop for stop in span.stops if stop.until is None or stop.until > max(stop.since, span.since))


def _count(after: date, until: date, unit: str, calendar: Calendar) -> int:
    """The days after one day up to and with another, in the unit."""
    if unit == "working_day":
        return calendar.working_days(after + _A_DAY, until + _A_DAY)
    return (until - after).days


def _days(span: Span, ends: tuple[date | None, date | None], until: date) -> Iterator[tuple[date, Counting]]:
    full, last = ends
    for place in range((until - span.since).days):
        day = span.since + _A_DAY * (place + 1)
        if last is not None and day > last:
            yield day, Counting.LATE
        elif full is not None and day > full:
            yield day, Counting.MOVED
        elif any(day in stop for stop in span.stops):
            yield day, Counting.STOPPED
        else:
            yield day, Counting.COUNTED


def _joined(days: Iterable[tuple[date, Counting]], unit: str, calendar: Calendar) -> Iterator[Stretch]:
    held: list[date] = []
    before: Counting | None = None
    for day, counting in days:
        if before is not None and counting is not before:
            yield _stretch(held, before, unit, calendar)
            held = []
        held.append(day)
        before = counting
    if before is not None:
        yield _stretch(held, before, unit, calendar)


def _stretch(days: Sequence[date], counting: Counting, unit: str, calendar: Calendar) -> Stretch:
    counted = _count(days[0] - _A_DAY, days[-1], unit, calendar)
    return Stretch(days[0], days[-1], counting, counted)
