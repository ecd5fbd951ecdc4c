"""The thread of a request: who may say what next, and the deadline that follows from what was said."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rugsat.domain.requests.deadline import (
    TermState,
    deadline_of,
    possible,
    refuse_early_escalation,
    refuse_extension,
    remind_from,
)
from rugsat.domain.requests.terms import Terms
from rugsat.domain.requests.thread import (
    RequestState,
    RequestVerb,
    Side,
    ThreadRefusedError,
    Uttered,
    allowed,
    next_standing,
    standing_of,
)
from rugsat.law.pack import load_jurisdiction
from rugsat.law.resolve import NotSet, Resolved
from rugsat.law.service import Dispatch, Service

MONDAY = date(2026, 3, 2)
ASKED = datetime(2026, 3, 2, 5, tzinfo=UTC)
GROUND = "the records are many"
V, S = RequestVerb, Side


@pytest.fixture(scope="module")
def terms() -> Terms:
    return Terms(load_jurisdiction("tm", demonstration=["demonstration"]), MONDAY)


@pytest.fixture(scope="module")
def unset() -> Terms:
    return Terms(load_jurisdiction("tm"), MONDAY)


def thread(terms: Terms, *said: tuple[RequestVerb, date] | tuple[RequestVerb, date, int]) -> tuple[Uttered, ...]:
    """A thread in which the question and every further one are sent electronically."""
    found = []
    for number, (verb, day, *more) in enumerate(((V.ASK, MONDAY), *said), 1):
        sent = terms.served(Dispatch(day, "electronic")) if verb in {V.ASK, V.ASK_FURTHER} else None
        found.append(Uttered(number, verb, day, sent, more[0] if more else 0))
    return tuple(found)


def test_the_last_day_is_the_term_of_the_law_after_the_service_that_the_law_deems(terms: Terms):
    # Sent on Monday 2 March, deemed served on Tuesday 3. Ten working days after it: 4, 5, 6, then over the weekend of
    # Women's Day and the Monday in its place 10, 11, 12, 13, and after a weekend 16, 17, 18.
    found = deadline_of(thread(terms), terms, on=MONDAY + timedelta(days=1))
    assert found.since == date(2026, 3, 3)
    assert found.due == date(2026, 3, 18)
    assert found.state is TermState.RUNNING
    assert isinstance(found.term, Resolved)
    assert "deemed served" in found.why


def test_before_it_is_served_nothing_runs(terms: Terms):
    found = deadline_of(thread(terms), terms, on=MONDAY)
    assert (found.state, found.due, remind_from(found, terms)) == (TermState.AWAITS_SERVICE, None, None)


def test_proof_of_service_moves_the_last_day(terms: Terms):
    late = Uttered(1, V.ASK, MONDAY, Service(date(2026, 3, 9), "proof"))
    found = deadline_of((late,), terms, on=date(2026, 3, 10))
    assert found.due == terms.pack.rulebook.calendar.add_working_days(date(2026, 3, 9), 10)


@given(extra=st.integers(0, 10), ahead=st.integers(0, 300))
def test_the_last_day_agrees_with_days_counted_one_by_one(terms: Terms, extra: int, ahead: int):
    served = MONDAY + timedelta(days=ahead)
    asked = Uttered(1, V.ASK, MONDAY, Service(served, "proof"))
    said = (asked, Uttered(2, V.EXTEND, served, days=extra)) if extra else (asked,)
    found = deadline_of(said, terms, on=served)
    day, left = served, 10 + extra
    while left:
        day += timedelta(days=1)
        left -= terms.pack.rulebook.calendar.status(day).working
    assert found.due == day


def test_what_no_law_sets_has_no_last_day_and_is_never_overdue(unset: Terms):
    asked = Uttered(1, V.ASK, MONDAY, Service(MONDAY, "proof"))
    found = deadline_of((asked,), unset, on=date(2026, 12, 1))
    assert (found.state, found.due) == (TermState.ASLEEP, None)
    assert isinstance(found.term, NotSet)
    assert found.why == "requests.answer_term is not set: found in no source"
    with pytest.raises(ThreadRefusedError, match="is not overdue"):
        refuse_early_escalation(found)
    with pytest.raises(ThreadRefusedError, match="let an act set it"):
        refuse_extension((asked,), unset, days=5, ground=GROUND, on=MONDAY)


def test_an_answer_in_part_does_not_keep_the_deadline_and_a_full_one_does(terms: Terms):
    partly = thread(terms, (V.ANSWER_IN_PART, date(2026, 3, 5)))
    assert deadline_of(partly, terms, on=date(2026, 6, 1)).state is TermState.OVERDUE
    kept = deadline_of(thread(terms, (V.ANSWER, date(2026, 3, 5))), terms, on=date(2026, 6, 1))
    assert (kept.state, kept.closed_on, kept.is_open) == (TermState.KEPT, date(2026, 3, 5), False)
    late = deadline_of(thread(terms, (V.ANSWER, date(2026, 5, 5))), terms, on=date(2026, 6, 1))
    assert late.state is TermState.LATE


def test_the_last_day_itself_is_in_time_and_the_next_is_not(terms: Terms):
    due = deadline_of(thread(terms), terms, on=date(2026, 3, 10)).due
    assert due is not None
    for day, state in ((due, TermState.KEPT), (due + timedelta(days=1), TermState.LATE)):
        assert deadline_of(thread(terms, (V.ANSWER, day)), terms, on=day).state is state
    assert deadline_of(thread(terms), terms, on=due).state is TermState.RUNNING
    assert deadline_of(thread(terms), terms, on=due + timedelta(days=1)).state is TermState.OVERDUE


def test_a_further_question_has_a_deadline_of_its_own(terms: Terms):
    said = thread(terms, (V.ANSWER, date(2026, 3, 5)), (V.ASK_FURTHER, date(2026, 4, 1)))
    found = deadline_of(said, terms, on=date(2026, 4, 3))
    assert (found.started_by, found.since, found.extended_by) == (3, date(2026, 4, 2), 0)


def test_it_is_put_off_on_a_ground_of_the_law_and_within_what_the_law_allows(terms: Terms):
    said, on = thread(terms), date(2026, 3, 10)
    refuse_extension(said, terms, days=10, ground=GROUND, on=on)
    with pytest.raises(ThreadRefusedError, match="name one of the records lie with somebody else"):
        refuse_extension(said, terms, days=5, ground="no reason", on=on)
    for days in (0, -1, 11):
        with pytest.raises(ThreadRefusedError, match="1 to 10 days more"):
            refuse_extension(said, terms, days=days, ground=GROUND, on=on)
    once = thread(terms, (V.EXTEND, on, 6))
    with pytest.raises(ThreadRefusedError, match="1 to 4 days more"):
        refuse_extension(once, terms, days=5, ground=GROUND, on=on)
    with pytest.raises(ThreadRefusedError, match="which is the most"):
        refuse_extension(thread(terms, (V.EXTEND, on, 10)), terms, days=1, ground=GROUND, on=on)


def test_it_is_not_put_off_to_a_day_that_is_over(terms: Terms):
    with pytest.raises(ThreadRefusedError, match="put it off by more"):
        refuse_extension(thread(terms), terms, days=1, ground=GROUND, on=date(2026, 3, 25))
    refuse_extension(thread(terms), terms, days=10, ground=GROUND, on=date(2026, 3, 25))


def test_a_firm_is_reminded_once_for_each_deadline(terms: Terms):
    found = deadline_of(thread(terms), terms, on=date(2026, 3, 10))
    calendar = terms.pack.rulebook.calendar
    assert found.due is not None
    assert remind_from(found, terms) == calendar.add_working_days(found.due, -3)
    reminded = thread(terms, (V.REMIND, date(2026, 3, 16)))
    assert deadline_of(reminded, terms, on=date(2026, 3, 17)).reminded
    again = thread(terms, (V.REMIND, date(2026, 3, 16)), (V.EXTEND, date(2026, 3, 16), 5))
    assert not deadline_of(again, terms, on=date(2026, 3, 17)).reminded


def test_the_state_follows_from_what_was_said(terms: Terms):
    day = date(2026, 3, 9)
    for said, state in (
        ((), RequestState.ASKED),
        ((V.EXTEND,), RequestState.ASKED),
        ((V.ANSWER_IN_PART,), RequestState.ANSWERED_IN_PART),
        ((V.ANSWER_IN_PART, V.ANSWER), RequestState.ANSWERED),
        ((V.ANSWER, V.ANSWER), RequestState.ANSWERED),
        ((V.ANSWER, V.ASK_FURTHER), RequestState.ASKED),
        ((V.ANSWER_IN_PART, V.ACCEPT), RequestState.ACCEPTED),
        ((V.WITHDRAW,), RequestState.WITHDRAWN),
    ):
        assert standing_of(thread(terms, *((verb, day) for verb in said))).state is state


def test_nobody_says_what_is_not_his_to_say(terms: Terms):
    said = thread(terms)
    assert set(allowed(said, S.FIRM)) == {V.ANSWER, V.ANSWER_IN_PART}
    assert set(allowed(said, S.OFFICER)) == {V.EXTEND, V.REMIND, V.ESCALATE, V.HAND_OVER, V.WITHDRAW}
    assert set(allowed(said, S.REGISTER)) == {V.REMIND}
    with pytest.raises(ThreadRefusedError, match="it is for the firm: what can be done is extend"):
        next_standing(said, V.ANSWER, S.OFFICER)
    with pytest.raises(ThreadRefusedError, match="asked once"):
        next_standing(said, V.ASK, S.OFFICER)


def test_what_is_offered_is_what_the_day_and_the_law_allow(terms: Terms, unset: Terms):
    def offered(said: tuple[Uttered, ...], day: date, law: Terms = terms) -> set[RequestVerb]:
        return set(possible(said, law, S.OFFICER, on=day))

    said = thread(terms)
    assert offered(said, date(2026, 3, 10)) == {V.EXTEND, V.HAND_OVER, V.WITHDRAW}
    assert offered(said, date(2026, 3, 13)) == {V.EXTEND, V.REMIND, V.HAND_OVER, V.WITHDRAW}
    assert V.ESCALATE not in offered(said, date(2026, 3, 18))
    assert V.ESCALATE in offered(said, date(2026, 3, 19))
    reminded = thread(terms, (V.REMIND, date(2026, 3, 13)))
    assert V.REMIND not in offered(reminded, date(2026, 3, 19))
    assert V.EXTEND not in offered(thread(terms, (V.EXTEND, date(2026, 3, 10), 10)), date(2026, 3, 19))
    asleep = (Uttered(1, V.ASK, MONDAY, Service(MONDAY, "proof")),)
    assert offered(asleep, date(2026, 12, 1), unset) == {V.HAND_OVER, V.WITHDRAW}


def test_what_is_closed_is_closed(terms: Terms):
    for end in (V.ACCEPT, V.WITHDRAW):
        said = thread(terms, (V.ANSWER, MONDAY), (end, MONDAY))
        assert not standing_of(said).is_open
        for side in Side:
            assert allowed(said, side) == ()
        with pytest.raises(ThreadRefusedError, match="nothing is to be done"):
            next_standing(said, V.ANSWER, S.FIRM)


def test_what_lies_before_a_director_is_put_off_or_withdrawn_by_a_director_alone(terms: Terms):
    said = thread(terms, (V.ESCALATE, date(2026, 6, 1)))
    assert standing_of(said).escalated
    for verb in (V.EXTEND, V.WITHDRAW):
        with pytest.raises(ThreadRefusedError, match="before a director"):
            next_standing(said, verb, S.OFFICER)
        assert not next_standing(said, verb, S.DIRECTOR).escalated
    with pytest.raises(ThreadRefusedError, match="before a director already"):
        next_standing(said, V.ESCALATE, S.DIRECTOR)
    # The firm answers as before, and the matter stays before the director until an officer has looked at the answer.
    assert next_standing(said, V.ANSWER, S.FIRM).escalated
    answered = (*said, Uttered(3, V.ANSWER, date(2026, 6, 2)))
    assert not next_standing(answered, V.ACCEPT, S.OFFICER).escalated


def test_an_act_after_the_hour_counts_on_the_next_working_day(terms: Terms):
    assert terms.day_of(datetime(2026, 3, 2, 12, 59, tzinfo=UTC)) == MONDAY
    assert terms.day_of(datetime(2026, 3, 2, 13, 0, tzinfo=UTC)) == date(2026, 3, 3)
