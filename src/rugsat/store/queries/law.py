"""The law of the office as it is read: browsed, explained, compared, covered; returns and procedures in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from rugsat.domain.licensing.procedure import Procedure, procedure_as_written
from rugsat.domain.licensing.procedure_rows import ClockRow, SameSteps, clock_rows, same_steps
from rugsat.domain.supervision.check import Check
from rugsat.domain.supervision.discovery import all_checks
from rugsat.kernel.period import FOREVER, Period
from rugsat.law.adopted import definitions_in, definitions_in_force
from rugsat.law.compare import Comparison, compare
from rugsat.law.coverage import CheckCoverage, coverage
from rugsat.law.explain import Explanation, explain, parameter_named
from rugsat.law.instrument import InstrumentVersion
from rugsat.law.pack import RulePack, jurisdictions, load_jurisdiction
from rugsat.law.parameter import ANY, Parameter
from rugsat.law.resolve import NotSet, Resolved, resolve_everywhere
from rugsat.law.returns.definition import ReturnDefinition
from rugsat.law.rulebook import Rulebook
from rugsat.law.timeline import places
from rugsat.store.kept_law import law_in_force
from rugsat.store.queries.told import NotOnTheRegisterError

Answers = tuple[Resolved | NotSet, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A parameter with what holds for each class and zone."""

    parameter: Parameter
    answers: Answers

    @property
    def is_set(self) -> bool:
        """Whether something holds for at least one class and zone."""
        return any(isinstance(answer, Resolved) for answer in self.answers)


@dataclass(frozen=True, slots=True)
class Turn:
    """A parameter and what holds on each of two days."""

    parameter: Parameter
    before: Answers
    after: Answers

    @property
    def changed(self) -> bool:
        """Whether another value holds, or another act says so."""
        return _said(self.before) != _said(self.after)


@dataclass(frozen=True, slots=True)
class Led:
    """A procedure of an instrument, as rows that are read."""

    name: str
    version: InstrumentVersion
    procedure: Procedure
    steps: tuple[SameSteps, ...]
    clocks: tuple[ClockRow, ...]
    grounds: Mapping[str, tuple[str, ...]]


def topics() -> list[str]:
    """The topics that the parameters are filed under."""
    return sorted({_topic(name) for name in law_in_force().rulebook.parameters})


def browsed(*, on: date, topic: str = "", words: str = "") -> list[Line]:
    """The parameters of a topic whose name or title holds the words, with what holds on a day."""
    law, wanted = law_in_force(), words.casefold()
    found = [
        each
        for name, each in sorted(law.rulebook.parameters.items())
        if topic in {"", _topic(name)} and wanted in " ".join([name, *each.title.values()]).casefold()
    ]
    return [Line(each, resolve_everywhere(law, each.id, on)) for each in found]


def explained(*, name: str, on: date) -> tuple[Parameter, Explanation]:
    """A parameter with its value on a day, its history, and the checks that rest on it."""
    law = law_in_force()
    return parameter_named(law, name), explain(law, name, on=on, rests_on=_rests_on())


def turned(*, before: date, after: date, topic: str = "") -> list[Turn]:
    """What holds on each of two days, of the parameters of a topic."""
    first, second = browsed(on=before, topic=topic), browsed(on=after, topic=topic)
    return [Turn(one.parameter, one.answers, other.answers) for one, other in zip(first, second, strict=True)]


def compared(*, codes: Iterable[str], on: date, topic: str = "") -> tuple[Mapping[str, RulePack], list[Comparison]]:
    """Jurisdictions side by side on a day; the office's own with all that it is read with."""
    own = law_in_force()
    packs = {code: own if code == own.jurisdiction else load_jurisdiction(code) for code in codes}
    return packs, [row for row in compare(list(packs.values()), on) if topic in {"", _topic(row.parameter)}]


def countries() -> dict[str, Mapping[str, str]]:
    """The jurisdictions that are installed, with their names."""
    return {code: load_jurisdiction(code).rulebook.jurisdiction.name for code in jurisdictions()}


def covered(*, on: date) -> list[tuple[Check, CheckCoverage]]:
    """Every check with whether the law of a day lets it run."""
    checks = {check.name: check for check in all_checks()}
    return [(checks[each.check], each) for each in coverage(law_in_force(), on=on, rests_on=_rests_on())]


def returns_on(*, on: date) -> list[ReturnDefinition]:
    """The returns in force on a day, in the order of their names."""
    return sorted(definitions_in_force(law_in_force(), on).values(), key=lambda each: each.name)


def return_on(*, name: str, on: date) -> ReturnDefinition:
    """A return as it is in force on a day; NotOnTheRegisterError where it is not."""
    held = definitions_in_force(law_in_force(), on).get(name)
    if held is None:
        known = any(each.name == name for each in definitions_in(law_in_force()))
        message = f"the return '{name}' is {'not in force on' if known else 'unknown, as of'} {on}: choose another"
        raise NotOnTheRegisterError(message)
    return held


def procedures_on(*, on: date) -> list[tuple[str, InstrumentVersion]]:
    """The instruments of a day, by name."""
    held = ((name, each.on(on)) for name, each in sorted(law_in_force().rulebook.instruments.items()))
    return [(name, version) for name, version in held if version is not None]


def procedure_on(*, name: str, on: date, cls: str = ANY) -> Led:
    """The procedure of an instrument on a day, for a class where it differs by class."""
    law = law_in_force()
    if name not in law.rulebook.instruments or law.rulebook.instruments[name].on(on) is None:
        message = f"there is no instrument '{name}' on {on}: choose one from the list"
        raise NotOnTheRegisterError(message)
    procedure = procedure_as_written(law, name, on, cls)
    grounds = {step.grounds: tuple(procedure.grounds(step)) for step in procedure.version.procedure if step.grounds}
    return Led(name, procedure.version, procedure, same_steps(procedure), clock_rows(procedure), grounds)


def left_open(*, on: date) -> list[Parameter]:
    """The parameters that the law leaves open on a day for some class and zone, so that an act can set them."""
    book = law_in_force().rulebook
    return [each for _, each in sorted(book.parameters.items()) if any(open_places(book, each, on))]


def open_places(book: Rulebook, parameter: Parameter, on: date) -> list[tuple[str, str]]:
    """The classes and zones of a parameter that the law leaves open from a day on."""
    rest = Period(on)
    set_by_law = {
        (value.cls, value.zone)
        for value in parameter.values
        if value.value is not None and value.period.overlaps(rest) and value.period.end == FOREVER
    }
    return [place for place in places(book, parameter) if place not in set_by_law]


def _said(answers: Answers) -> list[object]:
    return [
        (each.value, each.unit, each.kind, each.citation) if isinstance(each, Resolved) else None for each in answers
    ]


def _topic(name: str) -> str:
    return name.partition(".")[0]


@cache
def _rests_on() -> Mapping[str, tuple[str, ...]]:
    return {check.name: tuple(check.rests_on) for check in all_checks()}
