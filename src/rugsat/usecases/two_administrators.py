"""Two administrators: which acts upon accounts need both, so that nobody alone can act as somebody else."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from allauth.mfa.models import Authenticator

from rugsat.store.accounts.models import AccessEvent, Account, Role
from rugsat.store.accounts.standing import offices_on, roster_of
from rugsat.store.api_access.models import Token
from rugsat.usecases.administrators import ADMINISTRATOR
from rugsat.usecases.call import NotPermittedError
from rugsat.usecases.work import Work

ORGANISATIONS = frozenset({"applicant", "energy_provider", "bank", "body", "principal"})
"""Roles of users of organisations; an account of the authority holds none of them, and they hold no other."""


@dataclass(frozen=True, slots=True)
class Hands:
    """Who does an act upon an account: one, or the one who proposed it and the one who confirmed."""

    persons: tuple[str, ...]
    alone: bool = False
    """Whether one did what needs two, because there was no second."""

    @property
    def words(self) -> str:
        """What is noted of it at the door of the account."""
        return f"by {', '.join(self.persons)}"

    @property
    def told(self) -> Mapping[str, Any]:
        """What is logged of it."""
        first = {"proposed_by": self.persons[0]} if len(self.persons) > 1 else {}
        return {"by": self.persons[-1], **first, **({"alone": True} if self.alone else {})}


def needs_two(act: str, *, login: str, party: str = "", role: str = "") -> bool:
    """Whether an act would let whoever does it alone act as somebody else, or make an officer of anybody."""
    if act == "open_account":
        return not party
    if act == "give_role":
        return role not in ORGANISATIONS
    account = Account.objects.filter(login=login).first()
    if account is None or account.party_id is None or act == "remove_factors":
        return True
    return act == "hand_out_password" and _in_use(account)


def alone(work: Work, *, needed: bool) -> Hands:
    """The hands of one administrator; NotPermittedError where two are needed and there is another."""
    persons = {work.call.by, work.call.on_behalf_of} - {""}
    if needed and (second := second_administrator(persons, on=work.on)):
        message = f"this needs two administrators: propose it, and let another confirm it, such as {second}"
        raise NotPermittedError(message)
    return Hands((work.call.by,), alone=needed)


def second_administrator(persons: set[str], *, on: date) -> str:
    """Somebody besides the persons who is administrator on a day and may use his account; empty where nobody is."""
    held = Role.objects.filter(role=ADMINISTRATOR, since__lte=on, ended_at__isnull=True, account__is_active=True)
    rows = held.exclude(until__lte=on).exclude(account__login__in=persons).order_by("account__login")
    # Who is away for some days comes back; who is away for good does not confirm anything.
    away = rows.filter(account__absences__since__lte=on, account__absences__until__isnull=True)
    found = rows.exclude(account__in=away.values("account"))
    return found.values_list("account__login", flat=True).first() or ""


def is_administrator(login: str, *, on: date) -> bool:
    """Whether an account that may be used holds the role on a day."""
    active = Account.objects.filter(login=login, is_active=True).exists()
    return active and ADMINISTRATOR in offices_on(roster_of([login]), login, on)


def _in_use(account: Account) -> bool:
    """Whether somebody uses an account, who could be taken for whoever takes it over."""
    signed_in = AccessEvent.objects.filter(account=account, kind="signed_in").exists()
    held = Authenticator.objects.filter(user=account).exists()
    return signed_in or held or Token.objects.filter(account=account).exists()
