"""Legal time of a case: every deadline, derived from what is recorded and from the calendar, never stored."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from rugsat.domain.licensing.case import Done, Recorded, walk
from rugsat.domain.licensing.procedure import Procedure
from rugsat.domain.licensing.service import service
from rugsat.law.calendar import Calendar
from rugsat.law.procedure import Clock, Effect, Office, Term, Verb
from rugsat.law.resolve import NotSet, Resolved
from rugsat.law.service import CUT_OFF, Dispatch, Service, legal_day_of
from rugsat.law.span import Counting, Span, Stop, Stretch, last_day, stretches


class ClockState(StrEnum):
    """Where a deadline stands on a day."""

    RUNNING = "running"
    STOPPED = "stopped"
    MET = "met"
    MISSED = "missed"
    OVER = "over"
    """A period that nobody owes has run out."""
    AWAITS_SERVICE = "awaits_service"
    CANCELLED = "cancelled"
    ASLEEP = "asleep"
    """How long it runs is not set."""
    ENDLESS = "endless"
    """It runs without end, as the term of an unlimited certificate."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """A clock of a case as it stands on a day; the first day is the day after `since`."""

    clock: Clock
    state: ClockState
    started_by: int
    """Number of the act that started it."""
    since: date | None
    """The day that it is counted from, None while it awaits service."""
    due: date | None
    """The last day, None where it is stopped, awaits service, is asleep or has no end."""
    closed_on: date | None
    closed_by: int | None
    counted: int
    """How many days had counted by that day, in its unit."""
    length: Resolved | NotSet | Term
    stretches: tuple[Stretch, ...]
    why: str
    """In one sentence, where it is not simply counted."""

    @property
    def owed_by(self) -> Office | None:
        """Who must keep it; None for a period that runs out by itself."""
        return self.clock.owed_by

    @property
    def stopped_days(self) -> int:
        """How many days, in its unit, it stood still."""
        return sum(each.days for each in self.stretches if each.counting is Counting.STOPPED)


@dataclass(slots=True)
class _Run:
    """A clock from the act that starts it to the one that ends it."""

    clock: Clock
    procedure: Procedure
    started_by: int
    service: Service
    from_service: bool
    stops: list[Stop] = field(default_factory=list)
    closed_on: date | None = None
    closed_by: int | None = None
    cancelled: bool = False

    @property
    def is_open(self) -> bool:
        return self.closed_on is None

    def awaits_service(self, on: date) -> bool:
        return self.service.on is None or (self.from_service and self.service.on > on)

    def stop(self, day: date) -> None:
        if not self.stops or self.stops[-1].until is not None:
            self.stops.append(Stop(day, None))

    def resume(self, day: date) -> None:
        if self.stops and self.stops[-1].until is None:
            self.stops[-1] = replace(self.stops[-1], until=day)

    def close(self, day: date, number: int, *, cancelled: bool) -> None:
        self.closed_on, self.closed_by, self.cancelled = day, number, cancelled


def legal_day(procedure: Procedure, at: datetime, calendar: Calendar) -> date:
    """The day that an act counts as of: its local day, or the next working day where it comes after the cut-off hour.

    Where a cut-off hour is set, an act on a day that is no working day counts as of the next working day, too.
    """
    cut_off = procedure.settings[CUT_OFF]
    return legal_day_of(at, time_zone=procedure.time_zone, cut_off=cut_off, calendar=calendar)


def deadlines(
    procedure: Procedure, recorded: Sequence[Recorded], calendar: Calendar, *, on: date
) -> tuple[Deadline, ...]:
    """Every clock that the acts of a case have started, as it stands on a day, in the order in which they started."""
    return tuple(_deadline(run, calendar, on) for run in _runs(procedure, recorded, calendar))


def still_owed(
    procedure: Procedure, recorded: Sequence[Recorded], calendar: Calendar, *, on: date
) -> tuple[Deadline, ...]:
    """Of the same clocks those that somebody must keep and that no act has ended; only these are counted."""
    runs = _runs(procedure, recorded, calendar)
    return tuple(_deadline(run, calendar, on) for run in runs if run.is_open and run.clock.owed_by)


def served(done: Done, calendar: Calendar) -> Service:
    """The service of an act: the day that is proven, or the day that the law deems it served."""
    act = done.recorded
    sent = act.sent_on or legal_day(done.procedure, act.at, calendar)
    return service(Dispatch(sent, act.means, act.served_on), done.procedure, calendar)


def _runs(procedure: Procedure, recorded: Sequence[Recorded], calendar: Calendar) -> list[_Run]:
    runs: list[_Run] = []
    for done in walk(procedure, recorded):
        _apply(runs, done, calendar)
    return runs


def _apply(runs: list[_Run], done: Done, calendar: Calendar) -> None:
    """Let an act do to the clocks what its step says: keep one, then start, stop, resume and cancel others."""
    act, step, procedure = done.recorded, done.step, done.procedure
    day = legal_day(procedure, act.at, calendar)
    live = {run.clock.name: run for run in runs if run.is_open}
    if act.verb == Verb.MIGRATE:
        _migrate(live.values(), procedure, day, act.number)
        return
    if step.clock in live:
        live.pop(step.clock).close(day, act.number, cancelled=False)
    for name, effect in step.effects:
        run = live.get(name)
        if effect in {Effect.STARTS, Effect.STARTS_ON_SERVICE}:
            if run is not None:
                run.close(day, act.number, cancelled=True)
            on_service = effect is Effect.STARTS_ON_SERVICE
            begins = served(done, calendar) if on_service else Service(day, f"counted from act {act.number}")
            runs.append(_Run(procedure.version.table.clocks[name], procedure, act.number, begins, on_service))
        elif run is not None and effect is Effect.CANCELS:
            run.close(day, act.number, cancelled=True)
        elif run is not None:
            (run.stop if effect is Effect.STOPS else run.resume)(day)


def _migrate(live: Iterable[_Run], procedure: Procedure, day: date, number: int) -> None:
    """Let running clocks go on under the new table; one that it does not have is over."""
    for run in live:
        if run.clock.name in procedure.version.table.clocks:
            run.clock, run.procedure = procedure.version.table.clocks[run.clock.name], procedure
        else:
            run.close(day, number, cancelled=True)


def _deadline(run: _Run, calendar: Calendar, on: date) -> Deadline:
    length = run.procedure.length(run.clock)
    since = None if run.awaits_service(on) else run.service.on
    span = _span(run, length, since)
    due = last_day(span, calendar) if span else None
    state, why = _state(run, length, since, due, on)
    # A period that nobody owes is over on its last day: what comes after is not late.
    until = min(on, run.closed_on or on, on if due is None or run.clock.owed_by else due)
    held = stretches(span, calendar, until=until) if span else ()
    return Deadline(
        clock=run.clock,
        state=state,
        started_by=run.started_by,
        since=since,
        due=due,
        closed_on=run.closed_on,
        closed_by=run.closed_by,
        counted=sum(each.days for each in held if each.counting is Counting.COUNTED),
        length=length,
        stretches=held,
        why=why,
    )


def _span(run: _Run, length: Resolved | NotSet | Term, since: date | None) -> Span | None:
    """What is to be counted; None where there is nothing yet, or no end."""
    if since is None or isinstance(length, NotSet):
        return None
    if isinstance(length, Term):
        if length.count is None:
            return None
        count, unit = length.count, length.unit
    else:
        assert isinstance(length.value, Decimal), "the law refuses a clock whose length is no amount"
        count, unit = int(length.value), length.unit
    return Span(since, count, unit, tuple(run.stops), moves=not run.clock.stays_on_rest_days)


def _state(
    run: _Run, length: Resolved | NotSet | Term, since: date | None, due: date | None, on: date
) -> tuple[ClockState, str]:
    if run.cancelled:
        return ClockState.CANCELLED, f"ended by act {run.closed_by} without being kept"
    if isinstance(length, NotSet):
        return ClockState.ASLEEP, f"{length.parameter} is not set: {length.why}"
    if isinstance(length, Term) and length.count is None:
        return ClockState.ENDLESS, "it has no end"
    if since is None and run.is_open:
        return ClockState.AWAITS_SERVICE, run.service.why
    if due is None and run.is_open:
        return ClockState.STOPPED, f"it stands still since {run.stops[-1].since}"
    return _counted_state(run, due, on), run.service.why


def _counted_state(run: _Run, due: date | None, on: date) -> ClockState:
    """Whether it was kept, is still running, or has run out; what is not owed by anybody cannot be missed."""
    if due is not None and (run.closed_on or on) > due:
        return ClockState.MISSED if run.clock.owed_by else ClockState.OVER
    return ClockState.RUNNING if run.is_open else ClockState.MET
