"""In which states of a procedure a deadline can be due or a time can run out: told from the table, before any case."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from rugsat.law.procedure import Clock, Effect, Office, Step, Table, Term, Verb

_STARTS = frozenset({Effect.STARTS, Effect.STARTS_ON_SERVICE})
_SHORTEST = {"day": 1, "working_day": 1, "month": 28, "year": 365}
"""Days that a unit has at the least."""
_MARGIN = 2
"""Days by which a moment and its legal day may lie apart."""
NEVER = date.max.toordinal()


@dataclass(frozen=True, slots=True)
class Waiting:
    """What the tables of an instrument say of its states; a state that they do not lead to is among all of them."""

    owes: Mapping[str, frozenset[Verb]]
    """States in which a clock that somebody owes can be running, with the acts that start such a clock."""
    runs_out: Mapping[str, int]
    """States in which the office can find that a time is over: so many days after the case was opened at the least."""

    def opened_until(self, state: str, on: date) -> date:
        """The last day on which a case in the state was opened in which a time can be over on a day."""
        days = min(self.runs_out[state], on.toordinal() - 1)
        return on - timedelta(days=days)


def waiting(tables: Sequence[Table]) -> Waiting:
    """Look through the tables that a case of the instrument can be led under, all together.

    A clock that some way to a state can leave running counts as running there, so no case is ever missed; whether one
    is due is then asked of the case itself.
    """
    steps = [step for table in tables for step in table.steps]
    running, ended = _reached(tables, steps)
    everywhere = {state for table in tables for state in table.states}
    final = frozenset[str].intersection(*(table.final for table in tables)) if tables else frozenset[str]()
    owed = {name for table in tables for name, clock in table.clocks.items() if clock.owed_by is not None}
    unknown = everywhere - set(running)
    started = {state: owed if state in unknown else running[state] & owed for state in everywhere - final}
    return Waiting(
        owes={state: _starting(clocks, steps) for state, clocks in started.items() if clocks},
        runs_out={
            state: 0 if state in unknown else _days(state, steps, tables, ended[state])
            for state in everywhere - final
            if state in unknown or _days(state, steps, tables, ended[state]) < NEVER
        },
    )


def _reached(
    tables: Iterable[Table], steps: Sequence[Step]
) -> tuple[dict[str, frozenset[str]], dict[str, frozenset[str]]]:
    """By state that can be reached: clocks that can be running in it, and those that can have ended before it."""
    running = {next(iter(table.states)): frozenset[str]() for table in tables if table.states}
    ended = dict(running)
    changed = True
    while changed:
        changed = False
        for step in (step for step in steps if step.before in running):
            starts = {name for name, effect in step.effects if effect in _STARTS}
            cancels = {name for name, effect in step.effects if effect is Effect.CANCELS} | {step.clock}
            left = ((running[step.before] - cancels) | starts) | running.get(step.after, frozenset())
            stopped = running[step.before] & cancels
            over = ((ended[step.before] | stopped) - starts) | ended.get(step.after, frozenset())
            if step.after not in running or (left, over) != (running[step.after], ended[step.after]):
                running[step.after], ended[step.after] = left, over
                changed = True
    return running, ended


def _starting(clocks: frozenset[str] | set[str], steps: Iterable[Step]) -> frozenset[Verb]:
    """The acts that start one of the clocks."""
    started = ((step.verb, name) for step in steps for name, effect in step.effects if effect in _STARTS)
    return frozenset(verb for verb, name in started if name in clocks)


def _days(state: str, steps: Iterable[Step], tables: Sequence[Table], ended: frozenset[str]) -> int:
    """How many days after its opening a time of a case in the state can be over; NEVER where none can be."""
    found = [
        max((_length(name, tables, ended) for name in step.waits_for), default=0)
        for step in steps
        if step.before == state and step.verb == Verb.EXPIRE and Office.REGISTER in step.who
    ]
    return min(found, default=NEVER)


def _length(name: str, tables: Sequence[Table], ended: frozenset[str]) -> int:
    """The least number of days that a clock runs: nought where it can have ended, or a parameter says how long."""
    clocks = [table.clocks.get(name) for table in tables]
    if name in ended or None in clocks:
        return 0
    return min(_least(clock) for clock in clocks if clock is not None)


def _least(clock: Clock) -> int:
    length = clock.length
    if not isinstance(length, Term):
        return 0
    return NEVER if length.count is None else max(0, length.count * _SHORTEST[length.unit] - _MARGIN)
