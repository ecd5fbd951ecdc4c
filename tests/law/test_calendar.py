from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rugsat.law.calendar import DayOutsideCalendarError
from rugsat.law.due import due_day
from rugsat.law.pack import RulePack
from rugsat.law.returns.definition import Due

DAYS = st.dates(date(2026, 1, 15), date(2027, 10, 31))


def test_rest_days_holidays_and_moved_days_are_told_apart_with_their_source(exampleland: RulePack) -> None:
    calendar = exampleland.rulebook.calendar
    told = {day: calendar.status(day) for day in (date(2026, 3, day) for day in (13, 14, 15, 21, 23, 24))}
    reasons = [(status.working, status.reason) for status in told.values()]
    assert reasons == [
        (True, "working day"),
        (True, "working day (moved)"),
        (False, "rest day (sunday)"),
        (False, "holiday (Nowruz)"),
        (False, "rest day (moved)"),
        (True, "working day"),
    ]
    citation = told[date(2026, 3, 14)].citation
    assert citation is not None
    assert citation.act == "Decree 1"


def test_an_estimated_day_says_so(exampleland: RulePack) -> None:
    assert exampleland.rulebook.calendar.status(date(2026, 5, 27)).estimated
    assert not exampleland.rulebook.calendar.status(date(2026, 3, 21)).estimated


@pytest.mark.parametrize("day", [date(2025, 12, 31), date(2028, 1, 1)])
def test_a_day_outside_the_years_of_the_calendar_is_refused(exampleland: RulePack, day: date) -> None:
    with pytest.raises(
        DayOutsideCalendarError, match=rf"{day} is outside the legal calendar of xa, which has 2026, 2027"
    ):
        exampleland.rulebook.calendar.is_working_day(day)


def test_counting_runs_into_an_unknown_year_only_with_an_error(exampleland: RulePack) -> None:
    with pytest.raises(DayOutsideCalendarError, match=r"add calendar/2028\.yaml"):
        exampleland.rulebook.calendar.next_working_day(date(2027, 12, 31))


def test_the_next_working_day_passes_over_holidays_and_moved_rest_days(exampleland: RulePack) -> None:
    calendar = exampleland.rulebook.calendar
    assert calendar.next_working_day(date(2026, 3, 20)) == date(2026, 3, 24)
    assert calendar.working_day_from(date(2026, 3, 21)) == date(2026, 3, 24)
    assert calendar.working_day_from(date(2026, 3, 20)) == date(2026, 3, 20)
    assert calendar.next_working_day(date(2026, 3, 13)) == date(2026, 3, 14)


@settings(deadline=None)
@given(DAYS, st.integers(0, 25))
def test_adding_working_days_counts_exactly_so_many(exampleland: RulePack, day: date, count: int) -> None:
    calendar = exampleland.rulebook.calendar
    later = calendar.add_working_days(day, count)
    passed = [day + timedelta(days=step) for step in range(1, (later - day).days + 1)]
    assert sum(calendar.is_working_day(each) for each in passed) == count
    assert count == 0 or calendar.is_working_day(later)
    assert calendar.working_days(day + timedelta(days=1), later + timedelta(days=1)) == count


@settings(deadline=None)
@given(DAYS, st.integers(1, 25))
def test_what_is_added_from_a_working_day_can_be_taken_off_again(exampleland: RulePack, day: date, count: int) -> None:
    calendar = exampleland.rulebook.calendar
    start = calendar.next_working_day(day)
    assert calendar.add_working_days(calendar.add_working_days(start, count), -count) == start


@pytest.mark.parametrize(
    ("period_end", "due", "expected"),
    [
        (date(2026, 3, 31), Due(10, "day"), date(2026, 4, 10)),
        (date(2026, 3, 11), Due(10, "day"), date(2026, 3, 24)),  # the 21st is Nowruz, the 23rd is moved
        (date(2026, 3, 20), Due(1, "working_day"), date(2026, 3, 24)),
        (date(2026, 3, 12), Due(2, "working_day"), date(2026, 3, 14)),  # a Saturday on which people work
        (date(2026, 1, 31), Due(1, "month"), date(2026, 3, 2)),  # the 28th of February is a Saturday
        (date(2026, 2, 28), Due(2, "month"), date(2026, 4, 30)),
        (date(2026, 12, 31), Due(6, "month"), date(2027, 6, 30)),
        (date(2026, 3, 31), Due(20, "day_of_next_month"), date(2026, 4, 20)),
        (date(2026, 1, 31), Due(31, "day_of_next_month"), date(2026, 3, 2)),
        (date(2026, 12, 31), Due(20, "day_of_next_month"), date(2027, 1, 20)),
        (date(2026, 6, 10), Due(0, "day"), date(2026, 6, 10)),
    ],
)
def test_a_due_day_falls_where_the_rule_says(exampleland: RulePack, period_end: date, due: Due, expected: date) -> None:
    assert due_day(period_end=period_end, due=due, calendar=exampleland.rulebook.calendar) == expected


def test_a_due_day_stays_where_the_jurisdiction_does_not_move_it(changed: Callable[..., RulePack]) -> None:
    pack = changed("jurisdiction.yaml", old="rule: next_working_day", new="rule: same_day")
    due = Due(10, "day")
    assert due_day(period_end=date(2026, 3, 11), due=due, calendar=pack.rulebook.calendar) == date(2026, 3, 21)
