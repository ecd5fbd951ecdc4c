"""The one door through which an act comes into a case: step, ground, signatures and time, all looked at."""

from collections.abc import Sequence
from datetime import date

from rugsat.domain.licensing.case import Recorded, RecordError, four_eyes, state_of, walk
from rugsat.domain.licensing.clock import ClockState, Deadline, deadlines, legal_day
from rugsat.domain.licensing.procedure import Procedure
from rugsat.kernel.errors import RugsatError
from rugsat.law.calendar import Calendar
from rugsat.law.procedure import Step, Verb
from rugsat.law.service import DEEMED


class GroundError(RugsatError):
    """An act without a ground, or with one that the law of the day does not list."""


class NotInTimeError(RugsatError):
    """An act that comes too late, or before a period is over that must be waited for."""


def admit(procedure: Procedure, recorded: Sequence[Recorded], act: Recorded, calendar: Calendar) -> Step:
    """The step that an act is; whatever stands against it is refused, in words that say what to do.

    `procedure` is that of the case for this act (`procedure_of`, or `migrated` for a migration). Whether the
    person holds the office, is away or is tied to the party is asked of the roster (officers.py).
    """
    step = walk(procedure, (*recorded, act))[-1].step
    if act.verb == Verb.MIGRATE:
        return step
    _check_ground(procedure, step, act)
    _check_signature(procedure, step, act)
    if act.means not in DEEMED:
        message = f"an act cannot be served by '{act.means}': use one of {', '.join(DEEMED)}"
        raise RecordError(message)
    four_eyes(procedure, recorded, act.by, act.verb, act.on_behalf_of)
    _check_time(procedure, recorded, (step, act), calendar)
    return step


def possible(
    procedure: Procedure, recorded: Sequence[Recorded], office: str, calendar: Calendar, *, on: date
) -> tuple[Step, ...]:
    """The steps that an office can take on a day, without those whose time is over or has not come."""
    running = _latest(deadlines(procedure, recorded, calendar, on=on))
    steps = procedure.allowed(state_of(procedure, recorded), office)
    return tuple(step for step in steps if not _too_early(running, step) and not _too_late(running, step, on))


def _check_ground(procedure: Procedure, step: Step, act: Recorded) -> None:
    grounds = procedure.grounds(step)
    if step.grounds and act.ground not in grounds:
        said = f"'{act.ground}' is none of its grounds" if act.ground else "it names no ground"
        message = f"the act cannot {act.verb}, because {said}: use one of {', '.join(grounds)} ({step.grounds})"
        raise GroundError(message)


def _check_signature(procedure: Procedure, step: Step, act: Recorded) -> None:
    """A countersignature says which decision it is for, and that decision must be possible after it."""
    if act.verb != Verb.COUNTERSIGN:
        if act.signs_for:
            message = f"only a countersignature signs for another act: {act.verb} cannot sign for {act.signs_for}"
            raise RecordError(message)
        return
    written = (each for each in procedure.version.procedure if each.before == step.after and each.four_eyes)
    verbs = sorted({str(each.verb) for each in written if not procedure.rest(each).asleep})
    if act.signs_for not in verbs:
        said = f"'{act.signs_for}' is none of them" if act.signs_for else "it does not say for which"
        message = f"a countersignature is for a decision, and {said}: sign for {' or '.join(verbs) or 'nothing yet'}"
        raise RecordError(message)


def _check_time(
    procedure: Procedure, recorded: Sequence[Recorded], new: tuple[Step, Recorded], calendar: Calendar
) -> None:
    step, act = new
    on = legal_day(procedure, act.at, calendar)
    running = _latest(deadlines(procedure, recorded, calendar, on=on))
    if early := _too_early(running, step):
        message = f"to {act.verb} on {on} is too early: {early}"
        raise NotInTimeError(message)
    if late := _too_late(running, step, on):
        message = f"to {act.verb} on {on} is out of time: {late}"
        raise NotInTimeError(message)


def _latest(found: Sequence[Deadline]) -> dict[str, Deadline]:
    """The last run of each clock."""
    return {each.clock.name: each for each in found}


def _too_early(running: dict[str, Deadline], step: Step) -> str:
    """What must be waited for, empty where nothing must."""
    for name in step.waits_for:
        held = running.get(name)
        if held is None:
            return f"{name} has not begun"
        over = held.state in {ClockState.OVER, ClockState.MISSED, ClockState.MET, ClockState.CANCELLED}
        if not over:
            until = f"until {held.due} (the last day)" if held.due else held.why
            return f"{name} runs {until}"
    return ""


def _too_late(running: dict[str, Deadline], step: Step, on: date) -> str:
    """Why the time within which the step is possible is over, or has not begun; empty where it runs."""
    if not step.within:
        return ""
    held = running.get(step.within)
    if held is None:
        return f"{step.within} has not begun"
    if held.due is not None and on > held.due:
        return f"{held.clock.name} ended on {held.due}"
    return f"{held.clock.name} was closed by act {held.closed_by}" if held.closed_on is not None else ""
