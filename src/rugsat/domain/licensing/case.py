"""A case: what has been recorded, the state that follows from it, and the procedure that each act was done under."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from rugsat.domain.licensing.procedure import NoProcedureError, Procedure, TransitionRefusedError, procedure_on
from rugsat.kernel.errors import RugsatError
from rugsat.law.basis import Basis, Kind
from rugsat.law.pack import RulePack
from rugsat.law.parameter import ANY
from rugsat.law.procedure import REVIEWS, Step, Verb


class RecordError(RugsatError):
    """Acts that cannot be the record of one case."""


class FourEyesError(RugsatError):
    """An act that needs a second officer, where there is none or where it is the same person."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """An act as it was recorded: nothing about a case is kept but these."""

    number: int
    """Its place in the case; the first is 1."""
    verb: str
    at: datetime
    by: str
    """The person who acts, by token; `register` where the day itself does it."""
    office: str
    on_behalf_of: str = ""
    """The officer who is represented, empty where one acts for oneself."""
    ground: str = ""
    note: str = ""
    served_on: date | None = None
    """The day of service that is proven; None where there is no proof."""
    signs_for: str = ""
    """Of a countersignature: the verb of the decision that is signed."""
    sent_on: date | None = None
    """The day on which an act that is served was sent; None for the legal day of the act."""
    means: str = "electronic"
    """How it was sent: letter or electronic."""

    @property
    def persons(self) -> frozenset[str]:
        """Everybody who counts as having acted: who represents another counts as both."""
        return frozenset({self.by, self.on_behalf_of} - {""})


@dataclass(frozen=True, slots=True)
class Done:
    """An act, the step that it was, and the procedure that it was done under."""

    recorded: Recorded
    step: Step
    procedure: Procedure


def walk(procedure: Procedure, recorded: Sequence[Recorded]) -> tuple[Done, ...]:
    """Every act with its step; a transition that is not in the table of its day is refused.

    Raises RecordError where the acts are not numbered consecutively or go back in time.
    """
    done: list[Done] = []
    for act in recorded:
        done.append(_next(procedure, done[-1] if done else None, act))
    return tuple(done)


def state_of(procedure: Procedure, recorded: Sequence[Recorded]) -> str:
    """The state of a case that these acts lead to."""
    done = walk(procedure, recorded)
    return done[-1].step.after if done else _under(procedure, 1).first_state


def procedure_of(
    pack: RulePack, instrument: str, recorded: Sequence[Recorded], *, on: date, cls: str = ANY
) -> Procedure:
    """The procedure that holds for the next act of a case on a day.

    A case keeps the procedure of the day on which it began. It is moved to that of a later day by a `migrate` act
    alone; what begins where nothing is pending is a case of its own, under the law of its day.
    """
    if not recorded:
        return procedure_on(pack, instrument, on, cls)
    zone = ZoneInfo(pack.rulebook.jurisdiction.time_zone)
    procedure: Procedure | None = None
    done: Done | None = None
    for act in recorded:
        state = done.step.after if done else ""
        procedure = _held_on(pack, procedure, instrument, (act.at.astimezone(zone).date(), cls, act, state))
        done = _next(procedure, done, act)
    assert procedure is not None
    assert done is not None
    coming = Recorded(len(recorded) + 1, "", recorded[-1].at, "", "")
    return _held_on(pack, procedure, instrument, (on, cls, coming, done.step.after))


def migrated(pack: RulePack, procedure: Procedure, recorded: Sequence[Recorded], *, on: date) -> Procedure:
    """The procedure of a day for a running case, for the `migrate` act that comes next.

    Raises TransitionRefusedError where it does not know the state that the case is in.
    """
    later = procedure_on(pack, procedure.instrument, on, procedure.cls)
    state = state_of(procedure, recorded)
    if state not in later.version.table.states:
        message = (
            f"the procedure of {on} does not know the state '{state}': decide the case under that of {procedure.on}"
        )
        raise TransitionRefusedError(message)
    return replace(later, since_number=len(recorded) + 1, before=procedure)


def four_eyes(procedure: Procedure, recorded: Sequence[Recorded], by: str, verb: str, on_behalf_of: str = "") -> None:
    """Refuse a decision for which no other officer has signed, or whose second signature is by the same person.

    A decision needs a countersignature for that very verb just before it; who judges a decision must have had no
    part in it. Who acts on behalf of another counts as himself and as the one he names.
    """
    done = walk(procedure, recorded)
    state = done[-1].step.after if done else procedure.first_state
    steps = [step for step in procedure.version.procedure if (step.before, step.verb) == (state, verb)]
    if not any(procedure.needs_two(step) for step in steps if not procedure.rest(step).asleep):
        return
    before = _decided_before(done) if verb in REVIEWS else _signed_before(done, verb)
    both = before & {by, on_behalf_of} - {""}
    if both:
        message = (
            f"{', '.join(sorted(both))} has signed already and cannot {verb} as well: the act takes two different "
            "officers, and who acts on behalf of another counts as both; let a third person act"
        )
        raise FourEyesError(message)


def _signed_before(done: Sequence[Done], verb: str) -> frozenset[str]:
    last = done[-1].recorded if done else None
    if last is None or last.verb != Verb.COUNTERSIGN or last.signs_for != verb:
        signed = f"the last signature is for {last.signs_for or 'nothing'}" if last else "nobody has signed"
        message = f"to {verb} takes two officers, and {signed}: let an officer countersign for {verb} first"
        raise FourEyesError(message)
    return last.persons


def _decided_before(done: Sequence[Done]) -> frozenset[str]:
    """Who took part in the decision under review: who decided and who signed just before.

    It is the last one that can take two officers, whether or not the law of the day lets one decide it alone.
    """
    for place in range(len(done) - 1, -1, -1):
        each = done[place]
        if each.step.four_eyes and each.step.verb not in REVIEWS:
            signed = done[place - 1].recorded.persons if place else frozenset[str]()
            return each.recorded.persons | signed
    return frozenset()


def _next(procedure: Procedure, before: Done | None, act: Recorded) -> Done:
    """An act with the step that it was, after the one before; None where it is the first."""
    last = before.recorded if before else None
    if act.number != (last.number if last else 0) + 1 or (last is not None and act.at < last.at):
        message = (
            f"act {act.number} ({act.verb}) does not follow act {last.number if last else 0}: "
            "number acts from 1 on, in their order"
        )
        raise RecordError(message)
    under = _under(procedure, act.number)
    state = before.step.after if before else under.first_state
    step = _migration(under, state, act) if act.verb == Verb.MIGRATE else under.step(state, act.verb, act.office)
    return Done(act, step, under)


def _under(procedure: Procedure, number: int) -> Procedure:
    while procedure.before is not None and number < procedure.since_number:
        procedure = procedure.before
    return procedure


def _held_on(
    pack: RulePack, procedure: Procedure | None, instrument: str, act: tuple[date, str, Recorded, str]
) -> Procedure:
    """The procedure for an act: the one before, or, where the act begins a case or migrates one, that of its day."""
    day, cls, recorded, state = act
    if procedure is None:
        return procedure_on(pack, instrument, day, cls)
    migrates = recorded.verb == Verb.MIGRATE
    if not migrates and state not in procedure.version.table.at_rest:
        return procedure
    try:
        later = procedure_on(pack, instrument, day, cls)
    except NoProcedureError:
        if migrates:
            raise
        return procedure
    if state not in later.version.table.states or (not migrates and _same(later, procedure)):
        return procedure
    return replace(later, since_number=recorded.number, before=procedure)


def _same(one: Procedure, other: Procedure) -> bool:
    return one.version == other.version and one.settings == other.settings


def _migration(procedure: Procedure, state: str, act: Recorded) -> Step:
    who = procedure.version.table.migrated_by
    if act.office not in who or procedure.since_number != act.number:
        can = " or ".join(who) or "nobody"
        message = f"{act.office} cannot migrate the case: {can} can, and to the procedure of the day of the act"
        raise TransitionRefusedError(message)
    if state not in procedure.version.table.states:
        message = (
            f"the procedure of {procedure.on} does not know the state '{state}': the case cannot be migrated to it"
        )
        raise TransitionRefusedError(message)
    # A migration stands in no table and changes no state; it rests on what the instrument itself rests on.
    kind = Kind.POLICY if procedure.version.rests_on else Kind.LAW
    return Step(state, Verb.MIGRATE, state, who, Basis(kind, procedure.version.citation))
