"""Rows that are closed and never overwritten, held against a book kept day by day."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rugsat.kernel.period import Period
from rugsat.store.bitemporal import ClockRunsBackwardsError, Said, as_of, write
from rugsat.store.licensing.models import Connection, Device

pytestmark = pytest.mark.django_db
FIRST = date(2026, 1, 1)
NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
DAYS = 12

ACTS = st.lists(
    st.tuples(
        st.integers(0, DAYS - 1),
        st.one_of(st.none(), st.integers(1, DAYS)),
        st.sampled_from("ab"),
        st.one_of(st.none(), st.sampled_from("xyz")),
    ),
    max_size=7,
)


def day(number: int) -> date:
    return FIRST + timedelta(days=number)


def period_of(begin: int, length: int | None) -> Period:
    return Period(day(begin), None if length is None else day(begin + length))


@given(acts=ACTS)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_was_known_at_every_moment_of_every_day_is_what_a_book_by_days_says(acts):
    Connection.objects.all().delete()
    books: list[dict[tuple[str, date], str]] = [{}]
    for number, (begin, length, name, provider) in enumerate(acts, 1):
        period = period_of(begin, length)
        values = None if provider is None else {"provider": provider}
        at = NOON + timedelta(hours=number)
        write(Connection, [Said({"connection": name, "site": "s"}, values)], period=period, at=at, act=str(number))
        book = dict(books[-1])
        for each in (day(k) for k in range(2 * DAYS)):
            if each in period:
                book.pop((name, each), None)
                if provider:
                    book[name, each] = provider
        books.append(book)
    for number, book in enumerate(books):
        known = NOON + timedelta(hours=number, minutes=30)
        for each in (day(k) for k in range(2 * DAYS)):
            rows = as_of(Connection, on=each, known=known)
            held = [(row.connection, row.provider) for row in rows]
            assert sorted(held) == sorted((name, who) for (name, on), who in book.items() if on == each)


def test_a_row_that_an_act_leaves_in_part_keeps_the_act_that_it_came_from():
    write(
        Connection, [Said({"connection": "c", "site": "s"}, {"provider": "p"})], period=Period(FIRST), at=NOON, act="1"
    )
    later = NOON + timedelta(hours=1)
    write(Connection, [Said({"connection": "c", "site": "s"}, None)], period=Period(day(5)), at=later, act="2")
    [row] = as_of(Connection)
    assert (row.since, row.until, row.act) == (FIRST, day(5), "1")
    [before] = as_of(Connection, known=NOON)
    assert before.until is None


def test_an_act_cannot_be_known_before_what_it_changes():
    said = [Said({"connection": "c", "site": "s"}, {"provider": "p"})]
    write(Connection, said, period=Period(FIRST), at=NOON, act="1")
    with pytest.raises(ClockRunsBackwardsError, match="set the clock right"):
        write(Connection, said, period=Period(FIRST), at=NOON - timedelta(seconds=1), act="2")


def machines(count: int, watts: int) -> list[Said]:
    more = {"site": "s", "model": "m", "nominal_w": watts, "nominal_th_s": "100.5"}
    return [Said({"serial": f"S{number}"}, more) for number in range(count)]


def test_questions_are_asked_for_many_rows_at_once():
    counted = []
    for count in (2, 400):
        at = NOON + timedelta(hours=count)
        write(Device, machines(count, 1), period=Period(FIRST), at=at, act="1")
        with CaptureQueriesContext(connection) as questions:
            write(Device, machines(count, 2), period=Period(day(3)), at=at + timedelta(hours=1), act="2")
        counted.append(len(questions))
    few, many = counted
    # SQLite takes a thousand values in one question, so some ninety machines go in at once.
    assert many - few <= 400 // 50


def test_one_act_cannot_say_two_things_of_the_same_machine():
    with pytest.raises(ValueError, match="two things of the same serial"):
        write(Device, machines(1, 1) + machines(1, 2), period=Period(FIRST), at=NOON, act="1")
