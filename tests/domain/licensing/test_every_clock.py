"""Every clock of every instrument, on any way through its table, against a walk from day to day."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from rugsat.domain.licensing.case import Recorded, state_of, walk
from rugsat.domain.licensing.clock import ClockState, Deadline, deadlines
from rugsat.domain.licensing.procedure import Procedure, procedure_on
from rugsat.law.calendar import Calendar
from rugsat.law.procedure import Clock, Term
from tests.domain.licensing.led_case import DEMONSTRATED

A_DAY = timedelta(days=1)
BEGIN = date(2026, 4, 20)
"""From this day on there is every instrument."""
ALL = [(code, name) for code, pack in DEMONSTRATED.items() for name in pack.rulebook.instruments]


@dataclass
class Told:
    """What a clock is by the walk: the days between which it ran, and those on which it stood still."""

    clock: Clock
    since: date
    on_service: bool
    still: list[list[date | None]] = field(default_factory=list)
    ended: date | None = None
    kept: bool = False


@st.composite
def ways(draw: st.DrawFn) -> tuple[str, Procedure, list[Recorded], date]:
    """Some acts one after the other, each one that the table has, at any hour; and a day to look at them."""
    code, name = draw(st.sampled_from(ALL))
    procedure = procedure_on(DEMONSTRATED[code], name, BEGIN)
    zone, acts = ZoneInfo(procedure.time_zone), list[Recorded]()
    at = datetime.combine(BEGIN, time(10), zone)
    for _ in range(draw(st.integers(1, 16))):
        state = state_of(procedure, acts)
        steps = [step for step in procedure.version.procedure if step.before == state]
        if not steps:
            break
        step = steps[draw(st.integers(0, len(steps) - 1))]
        at += timedelta(minutes=draw(st.integers(0, 20 * 24 * 60)))
        means = draw(st.sampled_from(["letter", "electronic"]))
        proof = draw(st.none() | st.integers(0, 12))
        served = None if proof is None else at.date() + A_DAY * proof
        acts.append(Recorded(len(acts) + 1, step.verb, at, "somebody", step.who[0], served_on=served, means=means))
    return code, procedure, acts, at.date() + A_DAY * draw(st.integers(2, 80))


def next_working(day: date, calendar: Calendar) -> date:
    while not calendar.is_working_day(day):
        day += A_DAY
    return day


def counts_as_of(at: datetime, calendar: Calendar) -> date:
    return next_working(at.date() + A_DAY * (at.time() >= time(18)), calendar)


def served_on(act: Recorded, sent: date, calendar: Calendar) -> date:
    if act.served_on:
        return act.served_on
    return sent + 7 * A_DAY if act.means == "letter" else next_working(sent + A_DAY, calendar)


def told(procedure: Procedure, acts: list[Recorded], calendar: Calendar) -> list[Told]:
    """The clocks, act after act, as a person would note them on paper."""
    notes: list[Told] = []
    for done in walk(procedure, acts):
        day = counts_as_of(done.recorded.at, calendar)
        for note in notes:
            if note.clock.name == done.step.clock and note.ended is None:
                note.ended, note.kept = day, True
        for name, effect in done.step.effects:
            for note in (each for each in notes if each.clock.name == name and each.ended is None):
                if effect == "stops" and not (note.still and note.still[-1][1] is None):
                    note.still.append([day, None])
                if effect == "resumes" and note.still and note.still[-1][1] is None:
                    note.still[-1][1] = day
                if effect in {"cancels", "starts", "starts_on_service"}:
                    note.ended = day
            if effect.startswith("starts"):
                service = effect == "starts_on_service"
                since = served_on(done.recorded, day, calendar) if service else day
                notes.append(Told(procedure.version.table.clocks[name], since, service))
    return notes


def stands(note: Told, day: date) -> bool:
    return any(stop is not None and stop < day and (go is None or day <= go) for stop, go in note.still)


def last_day_of(note: Told, procedure: Procedure, calendar: Calendar) -> date | None:
    """The last day by walking; None where the clock stands still for good before it."""
    length = procedure.length(note.clock)
    count, unit = (length.count, length.unit) if isinstance(length, Term) else (int(length.value), length.unit)  # type: ignore[union-attr,arg-type]
    assert count is not None
    day, left = note.since, count
    if unit in {"month", "year"}:
        years, month = divmod(note.since.month - 1 + count * (12 if unit == "year" else 1), 12)
        target = note.since.replace(day=1, year=note.since.year + years, month=month + 1)
        number = note.since.day
        while number > 28 and (target + A_DAY * (number - 1)).month != target.month:
            number -= 1
        left = (target + A_DAY * (number - 1) - note.since).days
    open_since = next((stop for stop, go in note.still if go is None), None)
    while left:
        day += A_DAY
        if open_since is not None and day > open_since:
            return None
        if not stands(note, day) and (unit != "working_day" or calendar.is_working_day(day)):
            left -= 1
    return day if unit == "working_day" or note.clock.stays_on_rest_days else next_working(day, calendar)


def expected(note: Told, due: date | None, on: date) -> ClockState:
    if note.ended is not None and not note.kept:
        return ClockState.CANCELLED
    late = ClockState.MISSED if note.clock.owed_by else ClockState.OVER
    if note.ended is not None:
        return late if due is not None and note.ended > due else ClockState.MET
    if due is None:
        return ClockState.STOPPED
    return ClockState.RUNNING if on <= due else late


@settings(deadline=None, max_examples=500)
@given(ways())
def test_every_clock_is_that_of_a_walk_day_by_day(way: tuple[str, Procedure, list[Recorded], date]) -> None:
    code, procedure, acts, on = way
    calendar = DEMONSTRATED[code].rulebook.calendar
    found, notes = deadlines(procedure, acts, calendar, on=on), told(procedure, acts, calendar)
    assert [each.clock for each in found] == [note.clock for note in notes]
    for deadline, note in zip(found, notes, strict=True):
        compare(deadline, note, procedure, (calendar, on))


def compare(deadline: Deadline, note: Told, procedure: Procedure, when: tuple[Calendar, date]) -> None:
    calendar, on = when
    assert deadline.closed_on == note.ended
    if note.on_service and note.since > on:
        assert (deadline.since, deadline.due) == (None, None)
        waiting = ClockState.AWAITS_SERVICE if note.ended is None else ClockState.MET
        assert deadline.state is (ClockState.CANCELLED if note.ended and not note.kept else waiting)
        return
    due = last_day_of(note, procedure, calendar)
    assert (deadline.since, deadline.due) == (note.since, due)
    assert deadline.state is expected(note, due, on)
