"""An act in progress: who acts, on which legal day, by which law; and what is to be logged of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from rugsat.domain.licensing.officers import NotEntitledError, Roster, entitled, no_conflict
from rugsat.law.pack import RulePack
from rugsat.store.accounts.models import Account
from rugsat.store.bitemporal import ClockRunsBackwardsError
from rugsat.store.kept_law import law_in_force
from rugsat.store.outbox.post import Posted
from rugsat.usecases.call import Call, NotPermittedError

_LONGEST_WAIT = timedelta(minutes=1)
"""So long two acts upon one thing may wait for each other; a clock that is further behind is wrong."""


@dataclass(slots=True)
class Work:
    """What a use case works with, within one transaction."""

    call: Call
    account: Account
    behalf: Account | None
    roster: Roster
    offices: tuple[str, ...]
    """Offices that the use case admits and in which the account may act that day, itself or for the one it names."""
    posted: list[Posted] = field(default_factory=list)
    afterwards: list[Callable[[], object]] = field(default_factory=list)
    """What is to be done once the transaction stands, such as giving a file its name; a crash may leave it undone."""
    waited: datetime | None = None
    """Moment of the act that this one had to wait for, where it was called before that and came after it."""

    @property
    def at(self) -> datetime:
        """The moment of the act; where it had to wait for another, not before that."""
        return max(self.call.at, self.waited or self.call.at)

    def after(self, moment: datetime) -> None:
        """Let the act come after another; refuse one whose clock is more than a wait behind."""
        if moment - self.call.at > _LONGEST_WAIT:
            message = f"this act is of {self.call.at}, but the last one was recorded at {moment}: set the clock right"
            raise ClockRunsBackwardsError(message)
        self.waited = max(moment, self.waited or moment)

    @property
    def law(self) -> RulePack:
        """The law in force in the office."""
        return law_in_force()

    @property
    def on(self) -> date:
        """The day of the act in the time zone of the jurisdiction."""
        return day_of(self.at)

    @property
    def party(self) -> str | None:
        """The organisation that the account acts for; None for an officer."""
        return self.account.party_id

    def only_for(self, party: str) -> None:
        """Refuse an account of another organisation, and an officer who is tied to the party."""
        if self.party is not None and self.party != party:
            message = f"{self.account.login} acts for {self.party} and not for {party}: ask its own users"
            raise NotPermittedError(message)
        if self.party is None:
            persons = [self.account.login, *([self.behalf.login] if self.behalf else [])]
            no_conflict(self.roster, party, *persons, on=self.on)

    def tell(self, kind: str, subject: str, content: Mapping[str, Any], *, public: bool = False) -> None:
        """Have the act logged: its kind, what it is about, all that was decided, and who acted.

        Who acted is part of the leaf, except of a public one, whose leaf is found by its content alone.
        """
        by, behalf = self.call.by, self.call.on_behalf_of
        who = {} if public else {"acted_by": by, **({"acted_for": behalf} if behalf else {})}
        self.posted.append(Posted(kind, subject, {**content, **who}, public, by, behalf))


def day_of(moment: datetime) -> date:
    """The day of a moment in the time zone of the office's jurisdiction."""
    return moment.astimezone(ZoneInfo(law_in_force().rulebook.jurisdiction.time_zone)).date()


def offices_for(roster: Roster, call: Call, admitted: frozenset[str]) -> tuple[str, ...]:
    """The offices among those admitted in which whoever calls may act; raises why not where there is none."""
    held, refused = [], None
    for office in sorted(admitted):
        try:
            entitled(roster, call.by, office, on_behalf_of=call.on_behalf_of, on=day_of(call.at))
            held.append(office)
        except NotEntitledError as error:
            refused = refused or error
    if not held:
        message = f"{call.by} may not do this, it is for {' or '.join(sorted(admitted))}: {refused}"
        raise NotPermittedError(message)
    return tuple(held)
