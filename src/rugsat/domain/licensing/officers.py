"""Officers: who holds which office when, who is away, who acts for whom, and who is too close to a party."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from rugsat.kernel.errors import RugsatError
from rugsat.kernel.period import Period


class ConflictOfInterestError(RugsatError):
    """An officer who is tied to the party of the case."""


class NotEntitledError(RugsatError):
    """A person who does not hold the office on that day, neither himself nor by delegation, or who is away."""


@dataclass(frozen=True, slots=True)
class Holding:
    """An office that a person holds on some days."""

    person: str
    office: str
    period: Period


@dataclass(frozen=True, slots=True)
class Delegation:
    """One officer acts for another in one office on some days; who acts so cannot pass it on."""

    principal: str
    delegate: str
    office: str
    period: Period


@dataclass(frozen=True, slots=True)
class Absence:
    """Days on which a person does not act."""

    person: str
    period: Period
    why: str = ""


@dataclass(frozen=True, slots=True)
class Tie:
    """A tie between a person and a party, such as kinship, a share or former employment, and its days."""

    person: str
    party: str
    period: Period
    why: str


@dataclass(frozen=True, slots=True)
class Roster:
    """Everything that says who may act."""

    holdings: Sequence[Holding] = ()
    delegations: Sequence[Delegation] = ()
    absences: Sequence[Absence] = ()
    ties: Sequence[Tie] = ()

    def holds(self, person: str, office: str, on: date) -> bool:
        """Whether a person holds an office on a day."""
        return any((each.person, each.office) == (person, office) and on in each.period for each in self.holdings)

    def acts_for(self, person: str, office: str, on: date) -> tuple[str, ...]:
        """Whom a person may act for in an office on a day: those who delegated it and hold it that day."""
        return tuple(
            each.principal
            for each in self.delegations
            if (each.delegate, each.office) == (person, office) and on in each.period
            if self.holds(each.principal, office, on)
        )


def entitled(roster: Roster, by: str, office: str, *, on_behalf_of: str = "", on: date) -> None:
    """Refuse a person who does not hold the office that day, or who is away, or who acts for one that did not ask.

    The one who is represented may be away: that is what a delegation is for.
    """
    for absence in roster.absences:
        if absence.person == by and on in absence.period:
            message = f"{by} is away ({absence.period}{f', {absence.why}' if absence.why else ''}): let another act"
            raise NotEntitledError(message)
    if not on_behalf_of:
        if not roster.holds(by, office, on):
            held = sorted({each.office for each in roster.holdings if each.person == by and on in each.period})
            represents = roster.acts_for(by, office, on)
            advice = f"act on behalf of {' or '.join(represents)}" if represents else "let one act who does"
            message = f"{by} is no {office} on {on} (holds {', '.join(held) or 'no office'}): {advice}"
            raise NotEntitledError(message)
        return
    if on_behalf_of not in roster.acts_for(by, office, on):
        message = f"{by} cannot act on behalf of {on_behalf_of} as {office} on {on}: record a delegation for that day"
        raise NotEntitledError(message)


def no_conflict(roster: Roster, party: str, *persons: str, on: date) -> None:
    """Refuse an officer who is tied to the party that day; the one who is represented is looked at, too."""
    for tie in roster.ties:
        if tie.party == party and tie.person in persons and on in tie.period:
            message = f"{tie.person} is tied to {party} ({tie.why}, {tie.period}): let an officer act who is not"
            raise ConflictOfInterestError(message)
