"""What a requirement is: a condition of an authorisation, asked of an application under the law of the day."""

import inspect
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from rugsat.domain.licensing.facts import Facts
from rugsat.domain.licensing.law_view import Law
from rugsat.domain.licensing.outcome import Outcome, Point, Rests, Status, unknown
from rugsat.law.resolve import NotSet, Resolved

Ask = Callable[[Facts, Law, date], Iterable[Point]]
"""(application, law, day) to what is said of each thing that was looked at."""

_WORST_FIRST = (Status.UNMET, Status.UNKNOWN, Status.MET, Status.NOT_ASKED)


@dataclass(frozen=True, slots=True)
class Requirement:
    """A requirement with all that an assessment, a page or a person needs to know of it."""

    name: str
    roles: tuple[str, ...]
    rests_on: tuple[str, ...]
    """Parameters of the law, with {topic} for that of the role and {instrument} for its name; where one is not set, the
    requirement sleeps."""
    also: tuple[str, ...]
    """Parameters that count where they are set, and are done without where they are not."""
    points: Ask

    @property
    def docstring(self) -> str:
        """The published text."""
        return inspect.cleandoc(self.points.__doc__ or "")

    @property
    def title(self) -> str:
        """The requirement, in one sentence."""
        return self.docstring.split("\n\n", 1)[0].replace("\n", " ")

    def parameters(self, law: Law) -> tuple[str, ...]:
        """The parameters that it rests on for a role and an instrument."""
        return tuple(law.named(name) for name in self.rests_on)

    def ask(self, facts: Facts, law: Law, on: date) -> Outcome:
        """The answer for an application on a day; asleep where the law is not set."""
        zones, held = tuple(sorted({site.zone for site in facts.sites})), list[Resolved]()
        for name in self.parameters(law):
            answers = law.answers(name, zones)
            found = [answer for answer in answers if isinstance(answer, Resolved)]
            if not found:
                return _asleep(self.name, next(answer for answer in answers if isinstance(answer, NotSet)))
            held += found
        for name in self.also:
            held += [answer for answer in law.answers(name, zones) if isinstance(answer, Resolved)]
        return self._outcome(tuple(self.points(facts, law, on)), held)

    def _outcome(self, points: tuple[Point, ...], held: list[Resolved]) -> Outcome:
        points = points or (unknown("The application holds nothing that could be looked at."),)
        worst = min(points, key=lambda point: _WORST_FIRST.index(point.status))
        unverified = worst.status is Status.UNMET and not all(each.supports_a_finding for each in held)
        return Outcome(
            requirement=self.name,
            status=Status.UNKNOWN if unverified else worst.status,
            reason=worst.reason,
            fields=worst.fields,
            looked=tuple(dict.fromkeys(looked for point in points for looked in point.looked)),
            rests=tuple(Rests(each.parameter, each.kind, each.citation) for each in held),
            points=points,
            unverified=unverified,
        )


def _asleep(name: str, missing: NotSet) -> Outcome:
    said = unknown("{parameter} is not set: {why}.", parameter=missing.parameter, why=missing.why)
    return Outcome(name, Status.ASLEEP, said.reason, said.fields)


def requirement(
    *, roles: tuple[str, ...], rests_on: tuple[str, ...], also: tuple[str, ...] = ()
) -> Callable[[Ask], Requirement]:
    """Make a requirement of a function; its name is the condition, its docstring what the public reads."""

    def make(points: Ask) -> Requirement:
        return Requirement(
            name=points.__name__,
            roles=roles,
            rests_on=rests_on,
            also=also,
            points=points,
        )

    return make
