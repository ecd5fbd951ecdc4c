"""What the office knows of an account at its door: roles with their days, open sessions, what happened."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings

from rugsat.store.accounts.models import AccessEvent, OpenSession, Role

_LATEST = 20
_BY_OTHERS = ("password_handed_out", "factors_removed", "role_given", "account_reopened")
"""What administrators do by which somebody else could act as the account, or it may do more than before."""


@dataclass(frozen=True, slots=True)
class HeldRole:
    """A role with the days on which it is held."""

    role: str
    since: date
    until: date | None
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class Session:
    """A session that is open."""

    number: int
    began_at: datetime
    seen_at: datetime
    address: str
    browser: str
    here: bool
    """Whether it is the session that asks."""


@dataclass(frozen=True, slots=True)
class Event:
    """What happened at the door."""

    login: str
    """Empty where a login was tried that nobody has."""
    kind: str
    at: datetime
    address: str
    browser: str
    detail: str


def roles_of(login: str) -> Sequence[HeldRole]:
    """The roles of an account, the latest first."""
    rows = Role.objects.filter(account__login=login).order_by("-since", "role")
    return [HeldRole(*row) for row in rows.values_list("role", "since", "until", "ended_at")]


def sessions_of(login: str, *, seen_since: datetime, here: int = 0) -> Sequence[Session]:
    """The sessions of an account that were seen since a moment, the last one first; `here` is the one that asks."""
    rows = OpenSession.objects.filter(account__login=login, seen_at__gt=seen_since).order_by("-seen_at", "-pk")
    found = rows.values_list("pk", "began_at", "seen_at", "address", "browser")
    return [Session(*row, row[0] == here) for row in found]


def events_of(login: str = "", *, before: datetime | None = None, most: int = _LATEST) -> Sequence[Event]:
    """What happened at the door, the latest first: of one account, or of all; `before` a moment, for further pages."""
    rows = AccessEvent.objects.order_by("-at", "-pk")
    rows = rows.filter(account__login=login) if login else rows
    rows = rows.filter(at__lt=before) if before else rows
    found = rows.values_list("account__login", "kind", "at", "address", "browser", "detail")[:most]
    return [Event(each[0] or "", *each[1:]) for each in found]


def done_to(login: str, *, at: datetime) -> Sequence[Event]:
    """What administrators did to an account since its last sign-in, and in any case lately; the latest first.

    Somebody who has taken it over may have signed in meanwhile, so that the last sign-in alone would hide it.
    """
    rows = AccessEvent.objects.filter(account__login=login)
    last = rows.filter(kind="signed_in").order_by("-at").values_list("at", flat=True).first()
    lately = at - settings.TOLD_FOR
    rows = rows.filter(kind__in=_BY_OTHERS, at__gt=min(last or lately, lately)).order_by("-at", "-pk")
    found = rows.values_list("account__login", "kind", "at", "address", "browser", "detail")[:_LATEST]
    return [Event(*each) for each in found]
