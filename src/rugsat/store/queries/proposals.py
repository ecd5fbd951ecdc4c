"""Acts upon accounts that one administrator has proposed and another is to confirm."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from rugsat.store.accounts.models import ProposedAct
from rugsat.store.queries.told import NotOnTheRegisterError

_MOST = 100
_SHOWN = (
    "number",
    "act",
    "login",
    "name",
    "role",
    "since",
    "until",
    "note",
    "proposed_by",
    "proposed_at",
    "expires_at",
    "state",
    "ended_by",
    "ended_at",
)


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is proposed, by whom, and how it stands; half a password is not told."""

    number: int
    act: str
    login: str
    name: str
    role: str
    since: date | None
    until: date | None
    note: str
    proposed_by: str
    proposed_at: datetime
    expires_at: datetime
    state: str
    ended_by: str
    ended_at: datetime | None


def waiting(*, now: datetime, login: str = "", most: int = _MOST) -> Sequence[Proposal]:
    """Those that can still be confirmed, the oldest first; of one account where its login is named."""
    rows = ProposedAct.objects.filter(state=ProposedAct.State.PROPOSED, expires_at__gt=now).order_by("number")
    rows = rows.filter(login=login) if login else rows
    return [Proposal(*row) for row in rows.values_list(*_SHOWN)[:most]]


def proposal(*, number: int) -> Proposal:
    """One; NotOnTheRegisterError where there is none of the number."""
    row = ProposedAct.objects.filter(number=number).values_list(*_SHOWN).first()
    if row is None:
        message = f"there is no proposal {number}: choose one from the list"
        raise NotOnTheRegisterError(message)
    return Proposal(*row)
