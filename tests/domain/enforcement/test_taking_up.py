"""What a run says of findings, as a table and for any runs one after the other."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from rugsat.domain.enforcement.taking_up import Asked, Event, Held, Status, take_up

DAY = date(2026, 3, 10)
ASKED = Asked(frozenset({"check"}), date(2026, 3, 1), date(2026, 3, 31))


def held(name: str = "f", status: Status = Status.OPEN, **more: object) -> Held:
    return Held(
        **{"finding": name, "check": "check", "status": status, "first_day": DAY, "last_day": DAY, "digest": "1"} | more
    )


def events(asked: Asked, found: dict[str, str], *office: Held) -> list[tuple[Event, Status]]:
    return [(each.event, each.status) for each in take_up(asked, found, office)]


def test_what_the_office_does_not_know_is_first_seen():
    assert events(ASKED, {"f": "1"}) == [(Event.FIRST_SEEN, Status.OPEN)]


def test_what_says_the_same_is_still_true_and_what_says_something_else_has_changed():
    assert events(ASKED, {"f": "1"}, held()) == [(Event.STILL_TRUE, Status.OPEN)]
    assert events(ASKED, {"f": "2"}, held()) == [(Event.CHANGED, Status.OPEN)]


def test_what_is_not_found_any_more_is_gone_and_may_come_back():
    assert events(ASKED, {}, held()) == [(Event.GONE, Status.GONE)]
    assert events(ASKED, {"f": "1"}, held(status=Status.GONE)) == [(Event.BACK, Status.OPEN)]


def test_a_check_that_slept_takes_nothing_away():
    assert events(Asked(frozenset(), None, date(2026, 3, 31)), {}, held()) == []


def test_what_began_before_the_first_day_or_ended_after_the_last_is_not_gone():
    assert events(ASKED, {}, held(first_day=date(2026, 2, 28))) == []
    assert events(ASKED, {}, held(last_day=date(2026, 4, 1))) == []


def test_a_dismissed_finding_stays_dismissed_whatever_is_found():
    for found in ({}, {"f": "1"}, {"f": "2"}):
        assert all(status is Status.DISMISSED for _, status in events(ASKED, found, held(status=Status.DISMISSED)))


RUNS = st.lists(st.dictionaries(st.sampled_from("abc"), st.sampled_from("12")), max_size=6)


@given(runs=RUNS, dismissed=st.sets(st.sampled_from("abc")))
def test_after_any_runs_what_is_open_is_what_the_last_one_found_and_nobody_dismissed(runs, dismissed):
    office: dict[str, Held] = {}
    for found in runs:
        for each in take_up(ASKED, found, office.values()):
            office[each.finding] = held(each.finding, each.status, digest=found.get(each.finding, "1"))
        for name in dismissed & set(office):
            office[name] = held(name, Status.DISMISSED)
    last = runs[-1] if runs else {}
    assert {each.finding for each in office.values() if each.status is Status.OPEN} == set(last) - dismissed
