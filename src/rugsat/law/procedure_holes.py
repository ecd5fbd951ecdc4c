"""The holes that a procedure must not have: states nobody reaches or leaves, clocks nobody starts or keeps."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeAlias

from rugsat.law.parameter import Parameter
from rugsat.law.procedure import REVIEWS, Effect, Step, Table, Verb
from rugsat.law.shape import Shape

_Fits: TypeAlias = Callable[[Parameter], bool]
_LENGTHS = frozenset({"day", "working_day", "month", "year"})


def holes(table: Table) -> Iterator[str]:
    """Every hole in a table, as a sentence that says what to write instead."""
    if not table.steps:
        return
    yield from _holes_of_states(table)
    yield from _holes_of_clocks(table)
    yield from _holes_of_signatures(table)


def unknown_parameters(table: Table, parameters: Mapping[str, Parameter]) -> Iterator[str]:
    """Every parameter that a table names and that there is not, or that is of the wrong shape."""
    for step in table.steps:
        if isinstance(step.basis, str):
            yield from _wrong(parameters, step.basis, "a list of verbs or a switch", _is_basis)
        for name in (step.grounds, step.four_eyes):
            if name:
                yield from _wrong(parameters, name, "a list", _is_list)
    for clock in table.clocks.values():
        if isinstance(clock.length, str):
            yield from _wrong(parameters, clock.length, "an amount of days, working days, months or years", _is_length)


def _is_list(parameter: Parameter) -> bool:
    return parameter.form.shape is Shape.LIST


def _is_basis(parameter: Parameter) -> bool:
    return _is_list(parameter) or parameter.form.unit.name == "switch"


def _is_length(parameter: Parameter) -> bool:
    return parameter.form.shape is Shape.AMOUNT and parameter.form.unit.name in _LENGTHS


def _wrong(parameters: Mapping[str, Parameter], name: str, expected: str, fits: _Fits) -> Iterator[str]:
    if name not in parameters:
        yield f"there is no parameter '{name}': write parameters/{name.replace('.', '/')}.yaml, or name another"
    elif not fits(parameters[name]):
        yield f"'{name}' must be {expected}"


def _holes_of_states(table: Table) -> Iterator[str]:
    first = next(iter(table.states))
    onward: dict[str, set[str]] = {state: set() for state in table.states}
    for step in table.steps:
        onward[step.before].add(step.after)
    reached = _reached(first, onward)
    for state in table.states:
        if state not in reached:
            yield f"nothing leads from '{first}' to the state '{state}': add the step, or take the state away"
        if state in table.final and onward[state]:
            yield f"the state '{state}' is final, and a step leads from it"
        if not _reached(state, onward) & table.final:
            yield f"from the state '{state}' no final state can be reached: add a step, or name it under final"
    seen = Counter((step.before, step.verb, office) for step in table.steps for office in step.who)
    for (state, verb, office), count in seen.items():
        if count > 1:
            yield f"in the state '{state}' a {office} could '{verb}' to {count} states: leave one"


def _reached(state: str, onward: Mapping[str, set[str]]) -> set[str]:
    found, ahead = {state}, [state]
    while ahead:
        fresh = onward[ahead.pop()] - found
        found |= fresh
        ahead += fresh
    return found


def _holes_of_clocks(table: Table) -> Iterator[str]:
    started = {name for name, effect in _effects(table.steps) if effect in {Effect.STARTS, Effect.STARTS_ON_SERVICE}}
    stopped = {name for name, effect in _effects(table.steps) if effect is Effect.STOPS}
    resumed = {name for name, effect in _effects(table.steps) if effect is Effect.RESUMES}
    kept = {step.clock for step in table.steps}
    for name, clock in table.clocks.items():
        if name not in started:
            yield f"no step starts the clock '{name}'"
        if clock.owed_by and name not in kept:
            yield f"the clock '{name}' is owed by {clock.owed_by}, and no step keeps it"
    yield from (f"the clock '{name}' is stopped, and no step resumes it" for name in sorted(stopped - resumed))
    for step in table.steps:
        if not step.served and Effect.STARTS_ON_SERVICE in dict(step.effects).values():
            yield f"'{step.verb}' starts a clock on service, and is not served: write served: true"


def _effects(steps: Iterable[Step]) -> Iterator[tuple[str, Effect]]:
    return (effect for step in steps for effect in step.effects)


def _holes_of_signatures(table: Table) -> Iterator[str]:
    """A decision by two officers comes only from a state that a first signature alone leads to."""
    for step in table.steps:
        if not step.four_eyes or step.verb in REVIEWS:
            continue
        others = {each.verb for each in table.steps if each.after == step.before} - {Verb.COUNTERSIGN}
        if others:
            said = ", ".join(sorted(others))
            yield f"'{step.verb}' needs two officers, but {said} leads to '{step.before}' without a signature"
    signed = {step.after for step in table.steps if step.verb is Verb.COUNTERSIGN}
    decided = {step.before for step in table.steps if step.four_eyes}
    for state in sorted(signed - decided):
        yield f"the state '{state}' is signed once, and no step by a second officer leads from it"
