"""A procedure as rows to be read: every step with what it rests on, every clock with its length."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from rugsat.domain.licensing.procedure import Procedure
from rugsat.law.basis import Kind
from rugsat.law.procedure import Clock, Effect, Step, Term
from rugsat.law.resolve import NotSet, Resolved
from rugsat.law.words import amount_in_words

_AFTER = {
    Effect.STARTS: "starts",
    Effect.STARTS_ON_SERVICE: "starts on service",
    Effect.STOPS: "stops",
    Effect.RESUMES: "resumes",
    Effect.CANCELS: "cancels",
}


@dataclass(frozen=True, slots=True)
class StepRow:
    """A step in words; `kind` is None where it sleeps, and `asleep` then says why."""

    step: Step
    times: str
    """What it keeps, waits for, and does to the clocks."""
    two_officers: bool
    kind: Kind | None
    """The weakest kind of all that it rests on."""
    basis_kind: Kind | None
    """The kind of its basis alone, without that of grounds, signatures and times."""
    confidence: str
    source: str
    link: str
    parameters: tuple[str, ...]
    asleep: str


@dataclass(frozen=True, slots=True)
class SameSteps:
    """A step as it is from several states, in the order of the table."""

    before: tuple[str, ...]
    row: StepRow


@dataclass(frozen=True, slots=True)
class ClockRow:
    """A clock in words; its length is empty where it is not set, and `asleep` then says why."""

    clock: Clock
    length: str
    kind: Kind | None
    confidence: str
    source: str
    link: str
    asleep: str


def step_rows(procedure: Procedure) -> tuple[StepRow, ...]:
    """Every step of a procedure, in the order of its table."""
    return tuple(_step_row(procedure, step) for step in procedure.version.procedure)


def same_steps(procedure: Procedure) -> tuple[SameSteps, ...]:
    """The steps, those that differ by nothing but the state they lead from as one."""
    same: dict[StepRow, list[str]] = {}
    for row in step_rows(procedure):
        same.setdefault(replace(row, step=replace(row.step, before="")), []).append(row.step.before)
    return tuple(SameSteps(tuple(before), row) for row, before in same.items())


def rests_on(row: StepRow | ClockRow) -> str:
    """What a row rests on, in words: the source of law, or the parameter that an act sets, or why it sleeps."""
    if row.asleep:
        return f"asleep: {row.asleep.removeprefix('because ')}"
    basis = row.step.basis if isinstance(row, StepRow) else row.clock.length
    said = basis if isinstance(basis, str) else f"{row.confidence}, {row.source}"
    if isinstance(row, StepRow) and row.basis_kind != row.kind:
        return f"{row.basis_kind} {said}; signatures, grounds or times: {row.kind}"
    return f"{row.kind} {said}"


def clock_rows(procedure: Procedure) -> tuple[ClockRow, ...]:
    """Every clock of a procedure."""
    return tuple(_clock_row(procedure, clock) for clock in procedure.version.table.clocks.values())


def _step_row(procedure: Procedure, step: Step) -> StepRow:
    rest = procedure.rest(step)
    return StepRow(
        step=step,
        times="; ".join(_times(step)),
        two_officers=not rest.asleep and procedure.needs_two(step),
        kind=rest.kind,
        basis_kind=None if rest.asleep else _basis_kind(procedure, step),
        confidence=str(rest.confidence or ""),
        source=str(rest.citation or ""),
        link=rest.citation.link if rest.citation else "",
        parameters=rest.parameters,
        asleep=rest.asleep,
    )


def _basis_kind(procedure: Procedure, step: Step) -> Kind | None:
    answer = procedure.settings[step.basis] if isinstance(step.basis, str) else step.basis
    return None if isinstance(answer, NotSet) else answer.kind


def _times(step: Step) -> Iterator[str]:
    if step.within:
        yield f"within {step.within}"
    if step.clock and step.clock != step.within:
        yield f"keeps {step.clock}"
    if step.waits_for:
        yield f"after {' and '.join(step.waits_for)}"
    for effect, said in _AFTER.items():
        names = [name for name, each in step.effects if each is effect]
        if names:
            yield f"{said} {', '.join(names)}"


def _clock_row(procedure: Procedure, clock: Clock) -> ClockRow:
    length = procedure.length(clock)
    if isinstance(length, NotSet):
        return ClockRow(clock, "", None, "", "", "", f"{length.parameter} is not set: {length.why}")
    if isinstance(length, Resolved):
        assert isinstance(length.value, Decimal)
        said, cited, kind = amount_in_words(length.value, length.unit), length.citation, length.kind
        return ClockRow(clock, said, kind, str(length.confidence or ""), str(cited), cited.link, "")
    cited = procedure.version.citation
    return ClockRow(clock, _term(length), Kind.LAW, str(cited.confidence or ""), str(cited), cited.link, "")


def _term(term: Term) -> str:
    return "without end" if term.count is None else amount_in_words(Decimal(term.count), term.unit)
