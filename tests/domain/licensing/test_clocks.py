"""The clocks of a whole case against a walk from day to day: stops, service, cut-off hour, appeals."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rugsat.domain.licensing.case import Recorded
from rugsat.domain.licensing.clock import ClockState, deadlines, legal_day
from rugsat.domain.licensing.procedure import Procedure, procedure_on
from rugsat.domain.licensing.service import service
from rugsat.law.service import Dispatch, UnknownMeansError
from rugsat.law.span import Counting
from tests.domain.licensing.led_case import DEMONSTRATED, SHIPPED, LedCase, granted, submitted, suspended

A_DAY = timedelta(days=1)
PACK = DEMONSTRATED["tm"]
CALENDAR = PACK.rulebook.calendar
ZONE = ZoneInfo("Asia/Ashgabat")
PROCEDURE = procedure_on(PACK, "mining_registration", date(2026, 1, 1))
CUT_OFF, DECISION, ANSWER = time(18), 20, 10
"""What the demonstration sets."""


def walked_day(moment: datetime) -> date:
    """The day that an act counts as of, by going on to the first working day on which the office is still open."""
    day, closed = moment.date(), moment.time() >= CUT_OFF
    while closed or not CALENDAR.is_working_day(day):
        day, closed = day + A_DAY, False
    return day


moments = st.builds(
    lambda day, minute: datetime.combine(day, time(minute // 60, minute % 60), ZONE),
    st.dates(date(2026, 1, 5), date(2026, 10, 1)),
    st.integers(0, 24 * 60 - 1),
)


@settings(deadline=None, max_examples=300)
@given(moments)
def test_the_legal_day_of_an_act_is_that_of_a_walk(moment: datetime) -> None:
    assert legal_day(PROCEDURE, moment, CALENDAR) == walked_day(moment)
    assert legal_day(PROCEDURE, moment.astimezone(ZoneInfo("UTC")), CALENDAR) == walked_day(moment)


def test_without_a_cut_off_hour_an_act_counts_on_its_local_day() -> None:
    procedure = procedure_on(SHIPPED["tm"], "mining_registration", date(2026, 1, 1))
    assert legal_day(procedure, datetime(2026, 3, 7, 23, 59, tzinfo=ZONE), CALENDAR) == date(2026, 3, 7)
    assert legal_day(procedure, datetime(2026, 3, 7, 20, 0, tzinfo=ZoneInfo("UTC")), CALENDAR) == date(2026, 3, 8)


@st.composite
def questioned(draw: st.DrawFn) -> tuple[list[Recorded], date]:
    """An application with some questions and answers at any hour, and a day on which it is looked at."""
    at = draw(moments)
    acts = [Recorded(1, "submit", at, "firm", "applicant")]
    for _ in range(draw(st.integers(0, 4))):
        for verb, by, office in (("ask", "aman", "licensing_officer"), ("answer", "firm", "applicant")):
            at += timedelta(minutes=draw(st.integers(1, 12 * 24 * 60)))
            means = draw(st.sampled_from(["letter", "electronic"]))
            proof = draw(st.none() | st.integers(0, 9)) if verb == "ask" else None
            served_on = None if proof is None else at.date() + A_DAY * proof
            acts.append(Recorded(len(acts) + 1, verb, at, by, office, means=means, served_on=served_on))
    if draw(st.booleans()) and len(acts) > 1:
        acts.pop()
    return acts, acts[-1].at.date() + A_DAY * draw(st.integers(2, 60))


def walked_decision(acts: list[Recorded]) -> date | None:
    """The last day for the decision: twenty working days on which no question was open."""
    day, counted = walked_day(acts[0].at), 0
    answers = {act.number: walked_day(acts[act.number].at) for act in acts if len(acts) > act.number}
    questions = [(walked_day(act.at), answers.get(act.number)) for act in acts if act.verb == "ask"]
    while counted < DECISION:
        day += A_DAY
        if any(asked < day and answered is None for asked, answered in questions):
            return None
        if not any(asked < day <= answered for asked, answered in questions if answered):
            counted += CALENDAR.is_working_day(day)
    return day


def walked_service(act: Recorded) -> date:
    if act.served_on:
        return act.served_on
    day = walked_day(act.at)
    if act.means == "letter":
        return day + 7 * A_DAY
    day += A_DAY
    while not CALENDAR.is_working_day(day):
        day += A_DAY
    return day


@settings(deadline=None, max_examples=400)
@given(questioned())
def test_every_clock_of_an_application_is_that_of_a_walk_day_by_day(case: tuple[list[Recorded], date]) -> None:
    acts, on = case
    decision, *others = [each for each in deadlines(PROCEDURE, acts, CALENDAR, on=on) if each.clock.name != "advice"]
    due = walked_decision(acts)
    assert (decision.since, decision.due) == (walked_day(acts[0].at), due)
    asked = [act for act in acts if act.verb == "ask"]
    if due is None:
        assert decision.state is ClockState.STOPPED
    else:
        assert decision.state is (ClockState.RUNNING if on <= due else ClockState.MISSED)
    assert decision.counted == DECISION or (due is None or on < due)
    assert [each.started_by for each in others] == [act.number for act in asked]
    for deadline, act in zip(others, asked, strict=True):
        began = walked_service(act)
        answered = acts[act.number] if len(acts) > act.number else None
        if began > on:
            assert deadline.due is None
            assert deadline.state is (ClockState.MET if answered else ClockState.AWAITS_SERVICE)
            continue
        last, counted = began, 0
        while counted < ANSWER:
            last += A_DAY
            counted += CALENDAR.is_working_day(last)
        assert (deadline.since, deadline.due) == (began, last)
        end = walked_day(answered.at) if answered else on
        in_time = ClockState.MET if answered else ClockState.RUNNING
        assert deadline.state is (in_time if end <= last else ClockState.MISSED)


@settings(deadline=None, max_examples=200)
@given(questioned())
def test_an_explanation_adds_up(case: tuple[list[Recorded], date]) -> None:
    acts, on = case
    for deadline in deadlines(PROCEDURE, acts, CALENDAR, on=on):
        days = [
            each.since + A_DAY * place
            for each in deadline.stretches
            for place in range((each.last - each.since).days + 1)
        ]
        assert days == sorted(set(days))
        if deadline.since is not None and days:
            assert days[0] == deadline.since + A_DAY
            assert len(days) == (days[-1] - deadline.since).days
        assert deadline.counted == sum(
            CALENDAR.is_working_day(day)
            for each in deadline.stretches
            if each.counting is Counting.COUNTED
            for day in (each.since + A_DAY * place for place in range((each.last - each.since).days + 1))
        )


def test_a_period_from_service_does_not_begin_without_proof_where_nothing_deems_it_served() -> None:
    held = procedure_on(SHIPPED["tm"], "mining_registration", date(2026, 1, 1))
    told = service(Dispatch(date(2026, 3, 2), "letter"), held, CALENDAR)
    assert told.on is None
    assert "no proof of service, and procedure.deemed_service_letter is not set" in told.why
    assert service(Dispatch(date(2026, 3, 2), "letter", date(2026, 3, 5)), held, CALENDAR).on == date(2026, 3, 5)
    with pytest.raises(UnknownMeansError, match="use one of letter, electronic"):
        service(Dispatch(date(2026, 3, 2), "pigeon"), held, CALENDAR)


def test_proof_of_service_goes_before_what_is_deemed() -> None:
    assert service(Dispatch(date(2026, 3, 2), "letter"), PROCEDURE, CALENDAR).on == date(2026, 3, 9)
    assert service(Dispatch(date(2026, 3, 2), "electronic"), PROCEDURE, CALENDAR).on == date(2026, 3, 3)
    assert service(Dispatch(date(2026, 3, 2), "letter", date(2026, 3, 12)), PROCEDURE, CALENDAR).on == date(2026, 3, 12)


def test_an_appeal_stays_the_winding_up_and_its_last_day_moves_by_what_stood_still() -> None:
    case = suspended()
    case.act("2026-06-22 10:00", "countersign", "sona", "supervisor", signs_for="revoke")
    ground = "a grave or repeated breach"
    case.act("2026-06-23 10:00", "revoke", "bahar", "director", ground=ground)
    before = case.clock("wind_up", date(2026, 6, 30))
    assert (before.since, before.due) == (date(2026, 6, 24), date(2026, 9, 22))
    case.act("2026-07-01 10:00", "appeal", "firm", "applicant")
    stayed = case.clock("wind_up", date(2026, 7, 10))
    assert (stayed.state, stayed.due, stayed.counted) == (ClockState.STOPPED, None, 7)
    case.act("2026-07-15 10:00", "uphold", "jeren", "reviewer")
    after = case.clock("wind_up", date(2026, 7, 20))
    assert (after.due, after.stopped_days) == (date(2026, 10, 7), 14)
    assert case.clock("wind_up", date(2026, 10, 8)).state is ClockState.OVER
    assert case.state == "revoked_finally"


def test_a_deadline_whose_length_is_not_set_sleeps_and_says_which() -> None:
    case = submitted(pack=SHIPPED["tm"])
    decision = case.clock("decision", date(2026, 3, 3))
    assert (decision.state, decision.due) == (ClockState.ASLEEP, None)
    assert decision.why == "mining.decision_term is not set: found in no source"


def test_a_term_ends_on_its_own_day_and_a_renewal_starts_it_again() -> None:
    case = LedCase(instrument="exchange_licence")
    case.act("2026-03-02 10:00", "submit", "firm", "applicant")
    case.act("2026-03-10 10:00", "countersign", "aman", "licensing_officer", signs_for="grant")
    case.act("2026-03-11 10:00", "grant", "bahar", "director")
    assert case.clock("term", date(2026, 4, 1)).due == date(2031, 3, 11)
    case.act("2026-05-04 10:00", "renew", "firm", "applicant")
    case.act("2026-05-05 10:00", "countersign", "aman", "licensing_officer", signs_for="grant")
    case.act("2026-05-06 10:00", "grant", "bahar", "director")
    first, second = [each for each in case.deadlines(date(2026, 6, 1)) if each.clock.name == "term"]
    assert (first.state, second.state, second.due) == (ClockState.CANCELLED, ClockState.RUNNING, date(2031, 5, 6))


def test_an_unlimited_permit_of_a_late_decision_says_that_it_was_late() -> None:
    case = submitted()
    case.act("2026-04-03 10:00", "countersign", "aman", "licensing_officer", signs_for="grant")
    case.act("2026-04-06 10:00", "grant", "bahar", "director")
    decision = case.clock("decision", date(2026, 4, 7))
    assert (decision.state, decision.due, decision.closed_on) == (
        ClockState.MISSED,
        date(2026, 4, 2),
        date(2026, 4, 6),
    )
    assert decision.stretches[-1].counting is Counting.LATE
    assert decision.stretches[-1].days == 2


def test_what_nobody_owes_is_over_and_not_late() -> None:
    case = granted()
    case.act("2026-04-01 10:00", "ask", "sona", "supervisor")
    notice = case.clock("notice", date(2026, 6, 1))
    assert notice.state is ClockState.OVER
    assert {each.counting for each in notice.stretches} == {Counting.COUNTED}


def _procedures() -> list[Procedure]:
    return [
        procedure_on(pack, name, date(2026, 5, 4))
        for pack in DEMONSTRATED.values()
        for name in pack.rulebook.instruments
    ]


@pytest.mark.parametrize("procedure", _procedures(), ids=lambda each: each.instrument)
def test_every_clock_of_every_instrument_has_a_length_once_the_demonstration_is_asked_for(procedure: Procedure) -> None:
    for clock in procedure.version.table.clocks.values():
        length = procedure.length(clock)
        assert getattr(length, "value", None) or getattr(length, "count", None), (clock.name, length)
