"""A span of time against a walk over the calendar, one day after the other."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rugsat.law.calendar import Calendar
from rugsat.law.pack import load_jurisdiction
from rugsat.law.span import Counting, Span, Stop, last_day, months_after, stretches

A_DAY = timedelta(days=1)
CALENDARS = {code: load_jurisdiction(code).rulebook.calendar for code in ("tm", "kz", "uz")}
STARTS = st.dates(date(2024, 1, 1), date(2026, 12, 31))


@st.composite
def stops(draw: st.DrawFn, since: date) -> tuple[Stop, ...]:
    """Stops in order that do not overlap; only the last may stand open."""
    found: list[Stop] = []
    day = since + A_DAY * draw(st.integers(-10, 10))
    for _ in range(draw(st.integers(0, 4))):
        begins = day + A_DAY * draw(st.integers(0, 15))
        day = begins + A_DAY * draw(st.integers(0, 20))
        found.append(Stop(begins, day))
    if found and draw(st.booleans()):
        found[-1] = replace(found[-1], until=None)
    return tuple(found)


@st.composite
def spans(draw: st.DrawFn) -> Span:
    since = draw(STARTS)
    unit = draw(st.sampled_from(["day", "working_day", "month", "year"]))
    most = {"day": 90, "working_day": 60, "month": 4, "year": 1}[unit]
    if unit == "year":
        since = min(since, date(2026, 3, 1))
    return Span(since, draw(st.integers(1, most)), unit, draw(stops(since)), moves=draw(st.booleans()))


def stands_still(span: Span, day: date) -> bool:
    return any(stop.since < day and (stop.until is None or day <= stop.until) for stop in span.stops)


def walked(span: Span, calendar: Calendar) -> date | None:
    """The last day, found by going from day to day and asking of each whether it counts."""
    day, held = span.since, 0
    wanted = (months_after(span.since, span.count * (12 if span.unit == "year" else 1)) - span.since).days
    if span.unit in {"day", "working_day"}:
        wanted = span.count
    while held < wanted:
        day += A_DAY
        if (day - span.since).days > 500:
            return None
        if stands_still(span, day):
            continue
        if span.unit != "working_day" or calendar.is_working_day(day):
            held += 1
    if span.unit != "working_day" and span.moves and calendar.moves_due_days:
        while not calendar.is_working_day(day):
            day += A_DAY
    return day


@settings(deadline=None, max_examples=400)
@given(spans(), st.sampled_from(sorted(CALENDARS)))
def test_the_last_day_of_a_span_is_that_of_a_walk_day_by_day(span: Span, code: str) -> None:
    calendar = CALENDARS[code]
    assert last_day(span, calendar) == walked(span, calendar)


@settings(deadline=None, max_examples=300)
@given(spans(), st.sampled_from(sorted(CALENDARS)), st.integers(0, 200))
def test_every_day_of_a_span_stands_in_one_stretch_and_is_what_a_walk_says(span: Span, code: str, days: int) -> None:
    calendar, until = CALENDARS[code], span.since + A_DAY * days
    last = walked(span, calendar)
    found = stretches(span, calendar, until=until)
    told = {
        each.since + A_DAY * place: each.counting
        for each in found
        for place in range((each.last - each.since).days + 1)
    }
    assert list(told) == [span.since + A_DAY * (place + 1) for place in range(days)]
    for day, counting in told.items():
        if last is not None and day > last:
            assert counting is Counting.LATE
        elif counting is not Counting.MOVED:
            assert counting is (Counting.STOPPED if stands_still(span, day) else Counting.COUNTED)
    if last is not None and span.unit in {"day", "working_day"} and until >= last:
        assert sum(each.days for each in found if each.counting is Counting.COUNTED) == span.count


@settings(deadline=None, max_examples=200)
@given(STARTS, st.integers(1, 40), st.integers(0, 39), st.integers(0, 30), st.sampled_from(sorted(CALENDARS)))
def test_a_stop_moves_the_last_day_by_exactly_what_stood_still(
    since: date, count: int, before: int, still: int, code: str
) -> None:
    calendar = CALENDARS[code]
    stopped = calendar.add_working_days(since, min(before, count - 1))
    resumed = stopped + A_DAY * still
    plain = Span(since, count, "working_day")
    lost = sum(calendar.is_working_day(stopped + A_DAY * (place + 1)) for place in range(still))
    due = last_day(replace(plain, stops=(Stop(stopped, resumed),)), calendar)
    assert due == calendar.add_working_days(last_day(plain, calendar) or since, lost)


@pytest.mark.parametrize(
    ("day", "count", "later"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2026, 2, 28), 1, date(2026, 3, 28)),
        (date(2026, 4, 21), 1, date(2026, 5, 21)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
    ],
)
def test_a_month_ends_on_the_day_of_the_same_number_or_the_last_one(day: date, count: int, later: date) -> None:
    assert months_after(day, count) == later


def test_a_span_that_stays_on_rest_days_needs_no_calendar_of_its_last_year() -> None:
    term = Span(date(2026, 4, 1), 5, "year", moves=False)
    assert last_day(term, CALENDARS["tm"]) == date(2031, 4, 1)


@pytest.mark.parametrize(("count", "unit"), [(5, "day"), (5, "working_day"), (1, "month"), (1, "year")])
def test_a_stop_on_the_last_day_comes_too_late_to_move_it(count: int, unit: str) -> None:
    calendar, plain = CALENDARS["tm"], Span(date(2025, 4, 9), count, unit)
    last = last_day(plain, calendar)
    assert last is not None
    assert last_day(replace(plain, stops=(Stop(last, None),)), calendar) == last
    assert last_day(replace(plain, stops=(Stop(last, last + 5 * A_DAY),)), calendar) == last
    assert last_day(replace(plain, stops=(Stop(last - A_DAY, None),)), calendar) is None
