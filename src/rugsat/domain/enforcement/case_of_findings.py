"""A case of findings: which of them may come into it, and how each stands once it is closed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from rugsat.domain.enforcement.taking_up import Status
from rugsat.kernel.errors import RugsatError


class CaseRefusedError(RugsatError):
    """Findings that cannot be one case, or a case that cannot be closed so."""


class CaseState(StrEnum):
    """Where a case stands."""

    OPEN = "open"
    CLOSED = "closed"


class Outcome(StrEnum):
    """What becomes of the findings of a case that is closed."""

    REOPENED = "reopened"
    """They go back to those that are open; one whose evidence is gone meanwhile is gone."""
    DISMISSED = "dismissed"
    """Nothing follows from them, and no run opens them again."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A finding that is to come into a case."""

    finding: str
    status: Status
    parties: frozenset[str]
    """Whom it concerns."""


def party_of_case(candidates: Iterable[Candidate], *, party: str | None = None) -> str | None:
    """The one party that all the findings concern, None where they concern nobody on the register.

    Raises CaseRefusedError where there is no finding, one is not open, or they concern different parties. `party` is
    that of a case that they join, or the one that an officer names where a finding concerns several.
    """
    held = list(candidates)
    if not held:
        message = "a case is opened on at least one finding: name it"
        raise CaseRefusedError(message)
    for each in held:
        if each.status is not Status.OPEN:
            message = (
                f"the finding {each.finding} is {each.status.replace('_', ' ')}: a case is opened on open findings"
            )
            raise CaseRefusedError(message)
    shared = frozenset.intersection(*(each.parties for each in held))
    if party is not None:
        if party in shared:
            return party
        message = f"not all of these findings concern {party}: open a case of each party"
        raise CaseRefusedError(message)
    if len(shared) > 1:
        message = f"these findings concern {', '.join(sorted(shared))}: say whose case it is"
        raise CaseRefusedError(message)
    if not shared and any(each.parties for each in held):
        message = "these findings concern different parties: open a case of each"
        raise CaseRefusedError(message)
    return next(iter(shared), None)


def statuses_after(outcome: Outcome, there: Mapping[str, bool]) -> dict[str, Status]:
    """How each finding of a case stands once it is closed; `there` says whether the last run still gave it."""
    if outcome is Outcome.DISMISSED:
        return dict.fromkeys(there, Status.DISMISSED)
    return {finding: Status.OPEN if still else Status.GONE for finding, still in there.items()}
