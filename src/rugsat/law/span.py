"""A span of time counted on the calendar: where it ends when it is stopped and resumed, and how it was counted."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from rugsat.law.calendar import Calendar

_A_DAY = timedelta(days=1)
_MOST_KEPT = 10_000


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
    return _moved(span, counted_until(span, calendar), calendar)


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
    held: tuple[Stretch, ...] | None = calendar.counted.get((span, until))
    if held is None:
        held = _stretches(span, calendar, until)
        if len(calendar.counted) >= _MOST_KEPT:
            calendar.counted.clear()
        # Many clocks start on the same day and run as long, and every page counts them up to the same one.
        calendar.counted[span, until] = held
    return held


def _stretches(span: Span, calendar: Calendar, until: date) -> tuple[Stretch, ...]:
    ends = counted_until(span, calendar)
    found = _joined(span, (ends, _moved(span, ends, calendar)), until)
    return tuple(
        Stretch(first, end, how, _count(first - _A_DAY, end, span.unit, calendar)) for first, end, how in found
    )


def _moved(span: Span, ends: date | None, calendar: Calendar) -> date | None:
    """The last day of a span whose count is full on a day."""
    if ends is None or span.unit == "working_day" or not (span.moves and calendar.moves_due_days):
        return ends
    return calendar.working_day_from(ends)


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


def _joined(span: Span, ends: tuple[date | None, date | None], until: date) -> Iterator[tuple[date, date, Counting]]:
    """Stretches of days that were counted alike: their first and last day; looked at where that can change alone."""
    first, end = span.since + _A_DAY, until + _A_DAY
    edges = [each + _A_DAY for each in ends if each]
    edges += [day + _A_DAY for stop in span.stops for day in (stop.since, stop.until) if day]
    cuts = [first, *sorted({day for day in edges if first < day < end}), end] if first < end else []
    held: tuple[date, Counting] | None = None
    for day in cuts[:-1]:
        counting = _counting(span, ends, day)
        if held is None:
            held = (day, counting)
        elif held[1] is not counting:
            yield held[0], day - _A_DAY, held[1]
            held = (day, counting)
    if held is not None:
        yield held[0], until, held[1]


def _counting(span: Span, ends: tuple[date | None, date | None], day: date) -> Counting:
    full, last = ends
    if last is not None and day > last:
        return Counting.LATE
    if full is not None and day > full:
        return Counting.MOVED
    return Counting.STOPPED if any(day in stop for stop in span.stops) else Counting.COUNTED
