"""The procedure of an instrument under the law of a day: what can be done in a state, by whom, and who says so."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from rugsat.kernel.citation import Citation, Confidence
from rugsat.kernel.errors import RugsatError
from rugsat.law.basis import Basis, Kind, weakest_kind
from rugsat.law.instrument import InstrumentVersion
from rugsat.law.pack import RulePack
from rugsat.law.parameter import ANY
from rugsat.law.procedure import Clock, Standing, Step, Term
from rugsat.law.resolve import NotSet, Resolved, resolve
from rugsat.law.service import CUT_OFF, DEEMED


class NoProcedureError(RugsatError):
    """An instrument that the jurisdiction does not have on that day, or whose procedure is not written down."""


class TransitionRefusedError(RugsatError):
    """An act that the procedure does not provide for in that state; says what can be done, and by whom."""


@dataclass(frozen=True, slots=True)
class Rest:
    """What a step rests on that day: a kind and its source, or the reason why it sleeps."""

    kind: Kind | None
    """The weakest kind of all that it rests on; None where it sleeps."""
    citation: Citation | None
    confidence: Confidence | None
    parameters: tuple[str, ...]
    asleep: str = ""


@dataclass(frozen=True, slots=True)
class Procedure:
    """A version of an instrument with the values that its table names, as they were on one day."""

    instrument: str
    version: InstrumentVersion
    on: date
    cls: str
    time_zone: str
    settings: Mapping[str, Resolved | NotSet]
    since_number: int = 1
    """Number of the first act of the case that was done under it."""
    before: "Procedure | None" = None
    """The procedure under which the acts before that were done."""
    _allowed: dict[tuple[str, str], tuple[Step, ...]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    """Answers of `allowed`, which follow from all else: every act of every case asks for one."""

    @property
    def first_state(self) -> str:
        """The state in which every case begins."""
        return next(iter(self.version.table.states))

    def standing(self, state: str) -> Standing:
        """What a state means for the authorisation."""
        return self.version.table.states[state]

    def allowed(self, state: str, office: str) -> tuple[Step, ...]:
        """The steps that an office can take in a state; those that sleep are not among them."""
        found = self._allowed.get((state, office))
        if found is None:
            found = tuple(step for step in self._written(state) if office in step.who and not self.rest(step).asleep)
            self._allowed[state, office] = found
        return found

    def asleep(self, state: str, office: str = "") -> tuple[tuple[Step, str], ...]:
        """The steps that would be possible if all that they rest on were set, and why they sleep."""
        written = (step for step in self._written(state) if office in {"", *step.who})
        return tuple((step, why) for step in written if (why := self.rest(step).asleep))

    def step(self, state: str, verb: str, office: str) -> Step:
        """The step that an office takes by a verb in a state; TransitionRefusedError says what can be done instead."""
        for step in self.allowed(state, office):
            if step.verb == verb:
                return step
        message = f"{office} cannot {verb} in the state '{state}' of {self.instrument}: {self._instead(state)}"
        sleeping = [why for step, why in self.asleep(state, office) if step.verb == verb]
        if sleeping:
            message = f"{office} cannot {verb} in the state '{state}' of {self.instrument} yet, {sleeping[0]}"
        raise TransitionRefusedError(message)

    def rest(self, step: Step) -> Rest:
        """What a step rests on, with its parameters and those of the clocks without which it cannot be judged."""
        named = sorted(step.parameters | self._lengths(step))
        held = [self.settings[name] for name in named]
        for answer in held:
            if isinstance(answer, NotSet):
                return Rest(None, None, None, tuple(named), f"because {answer.parameter} is not set: {answer.why}")
        found = [answer for answer in held if isinstance(answer, Resolved)]
        if isinstance(step.basis, str) and not provides(self.settings[step.basis], step.verb):
            why = f"because {step.basis} does not provide for {step.verb}"
            return Rest(None, None, None, tuple(named), why)
        cited = step.basis if isinstance(step.basis, Basis) else _as_basis(self.settings[step.basis])
        kind = weakest_kind(cited.kind, *(answer.kind for answer in found))
        return Rest(kind, cited.citation, cited.citation.confidence, tuple(named))

    def needs_two(self, step: Step) -> bool:
        """Whether the step takes two different officers."""
        return bool(step.four_eyes) and provides(self.settings[step.four_eyes], step.verb)

    def grounds(self, step: Step) -> tuple[str, ...]:
        """The grounds, one of which the act must name; empty where it needs none."""
        answer = self.settings[step.grounds] if step.grounds else None
        return answer.value if isinstance(answer, Resolved) and isinstance(answer.value, tuple) else ()

    def length(self, clock: Clock) -> Resolved | NotSet | Term:
        """How long a clock runs, or why that is not known."""
        if isinstance(clock.length, str):
            return self.settings[clock.length]
        return clock.length or NotSet(clock.name, ANY, ANY, "the term of the instrument was found in no source")

    def _lengths(self, step: Step) -> frozenset[str]:
        names = (step.within, *step.waits_for)
        lengths = (self.version.table.clocks[name].length for name in names if name)
        return frozenset(length for length in lengths if isinstance(length, str))

    def _written(self, state: str) -> Iterator[Step]:
        return (step for step in self.version.procedure if step.before == state)

    def _instead(self, state: str) -> str:
        if state not in self.version.table.states:
            return f"there is no such state, use one of {', '.join(self.version.table.states)}"
        can = [
            f"{step.verb} (by {' or '.join(step.who)})" for step in self._written(state) if not self.rest(step).asleep
        ]
        if can:
            return f"what can be done is {', '.join(can)}"
        if state in self.version.table.final:
            return "the state is final"
        return f"nothing can be done, {'; '.join(dict.fromkeys(why for _, why in self.asleep(state)))}"


@lru_cache(maxsize=4_096)
def procedure_on(pack: RulePack, instrument: str, on: date, cls: str = ANY) -> Procedure:
    """The procedure of an instrument for one class under the law of a day.

    Raises NoProcedureError where the jurisdiction has no such instrument that day, or its procedure is not written
    down, or the instrument rests on something that is not set.
    """
    procedure = procedure_as_written(pack, instrument, on, cls)
    if why := not_in_force(pack, procedure):
        message = f"there is no {instrument} on {on}, because {why}: let an act set it"
        raise NoProcedureError(message)
    return procedure


def procedure_as_written(pack: RulePack, instrument: str, on: date, cls: str = ANY) -> Procedure:
    """The procedure of an instrument whether what the instrument rests on is set or not, to be looked at."""
    version = _version_on(pack, instrument, on)
    if version.classes and cls != ANY and cls not in version.classes:
        message = f"{instrument} has no class '{cls}': use one of {', '.join(version.classes)}"
        raise NoProcedureError(message)
    settings = {name: resolve(pack, name, on, cls) for name in sorted(_names(version))}
    return Procedure(instrument, version, on, cls, pack.rulebook.jurisdiction.time_zone, settings)


def not_in_force(pack: RulePack, procedure: Procedure) -> str:
    """Why there is no such instrument although its procedure is written down; empty where there is."""
    rests_on = procedure.version.rests_on
    if not rests_on:
        return ""
    answer = resolve(pack, rests_on, procedure.on, procedure.cls)
    if isinstance(answer, NotSet):
        return f"{rests_on} is not in force ({answer.why})"
    return "" if provides(answer, "") else f"{rests_on} is not in force (it is set to no)"


def _version_on(pack: RulePack, instrument: str, on: date) -> InstrumentVersion:
    instruments = pack.rulebook.instruments
    version = instruments[instrument].on(on) if instrument in instruments else None
    if version is None:
        held = ", ".join(name for name, each in instruments.items() if each.on(on)) or "none"
        message = f"{pack.jurisdiction} has no instrument '{instrument}' on {on}: use one of {held}"
        raise NoProcedureError(message)
    if not version.procedure:
        message = f"the procedure of {instrument} is not written down: add it to instruments/{instrument}.yaml"
        raise NoProcedureError(message)
    return version


def _names(version: InstrumentVersion) -> frozenset[str]:
    """Every parameter that the table of a version looks at."""
    named = {name for step in version.procedure for name in step.parameters}
    lengths = {clock.length for clock in version.table.clocks.values() if isinstance(clock.length, str)}
    return frozenset(named | lengths | {CUT_OFF, *DEEMED.values()})


def provides(answer: Resolved | NotSet, verb: str) -> bool:
    """Whether a list holds a verb, or a switch is on."""
    if isinstance(answer, NotSet):
        return False
    return verb in answer.value if isinstance(answer.value, tuple) else bool(answer.value)


def _as_basis(answer: Resolved | NotSet) -> Basis:
    assert isinstance(answer, Resolved), "a step whose parameter is not set sleeps, and is asked no further"
    return Basis(answer.kind, answer.citation)
