"""Coverage: which checks the law of a day lets run, and why the others sleep."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rugsat.law.basis import Kind, weakest_kind
from rugsat.law.pack import RulePack
from rugsat.law.resolve import NotSet, Resolved, resolve_everywhere


class Readiness(StrEnum):
    """Whether the law lets a check run."""

    AWAKE = "awake"
    """Everything that it rests on is set, well enough to support a finding that a firm sees."""
    UNVERIFIED = "unverified"
    """Everything is set, but some of it is read from sources that cannot support a finding."""
    ASLEEP = "asleep"
    """Something that it rests on is not set."""


@dataclass(frozen=True, slots=True)
class CheckCoverage:
    """A check, whether the law lets it run, and which parameters are the reason."""

    check: str
    readiness: Readiness
    kind: Kind | None
    """The weakest kind of all that it rests on; None where it sleeps or rests on nothing."""
    missing: tuple[NotSet, ...]
    unverified: tuple[Resolved, ...]


def coverage(pack: RulePack, *, on: date, rests_on: Mapping[str, Sequence[str]]) -> tuple[CheckCoverage, ...]:
    """The coverage of each check on a day; `rests_on` gives the parameters that each check rests on.

    A parameter that is set for at least one class and zone lets a check run for these.
    """
    return tuple(_cover(pack, on, check, rests_on[check]) for check in sorted(rests_on))


def _cover(pack: RulePack, on: date, check: str, parameters: Sequence[str]) -> CheckCoverage:
    missing: list[NotSet] = []
    held: list[Resolved] = []
    for parameter in parameters:
        answers = resolve_everywhere(pack, parameter, on)
        found = [answer for answer in answers if isinstance(answer, Resolved)]
        held += found
        if not found:
            missing += [answer for answer in answers if isinstance(answer, NotSet)][:1]
    unverified = tuple(answer for answer in held if not answer.supports_a_finding)
    if missing:
        return CheckCoverage(check, Readiness.ASLEEP, None, tuple(missing), unverified)
    readiness = Readiness.UNVERIFIED if unverified else Readiness.AWAKE
    kind = weakest_kind(*(answer.kind for answer in held)) if held else None
    return CheckCoverage(check, readiness, kind, (), unverified)
