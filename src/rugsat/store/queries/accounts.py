"""Accounts as the administrator keeps them: listed, and one with roles, delegations, absences and ties."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from rugsat.store.accounts.models import Absence, Account, Delegation, Role, Tie
from rugsat.store.bitemporal import true_on
from rugsat.store.queries.door import Event, HeldRole, events_of, roles_of
from rugsat.store.queries.party_names import names_of
from rugsat.store.queries.told import NotOnTheRegisterError

MOST = 100


@dataclass(frozen=True, slots=True)
class AccountLine:
    """An account in a list."""

    login: str
    name: str
    party: str
    roles: tuple[str, ...]
    """Roles that it holds on the day."""
    active: bool


@dataclass(frozen=True, slots=True)
class AccountFile:
    """All that is kept of an account, except what it has done."""

    account: Account
    party_name: str
    roles: Sequence[HeldRole]
    given: Sequence[Delegation]
    taken: Sequence[Delegation]
    absences: Sequence[Absence]
    ties: Sequence[Tie]
    door: Sequence[Event]
    """What happened at the door, the latest first."""


def accounts(
    *, on: date, words: str = "", role: str = "", whose: str = "", after: str = "", most: int = MOST
) -> tuple[list[AccountLine], str]:
    """Accounts in order of their logins, and where to go on; `whose` is authority, organisations or closed."""
    rows = Account.objects.filter(login__gt=after)
    if words:
        rows = rows.filter(Q(login__icontains=words) | Q(name__icontains=words) | Q(party_id=words))
    if whose == "closed":
        rows = rows.filter(is_active=False)
    elif whose:
        rows = rows.filter(party__isnull=whose == "authority", is_active=True)
    if role:
        held = Role.objects.filter(true_on(on), role=role, ended_at__isnull=True)
        rows = rows.filter(pk__in=held.values("account_id"))
    found = list(rows.order_by("login")[: most + 1])
    shown = found[:most]
    roles: dict[int, list[str]] = {}
    current = Role.objects.filter(true_on(on), account__in=shown, ended_at__isnull=True)
    for account, name in current.order_by("role").values_list("account_id", "role"):
        roles.setdefault(account, []).append(name)
    lines = [
        AccountLine(
            each.login, each.name, each.party_id or "", tuple(dict.fromkeys(roles.get(each.pk, ()))), each.is_active
        )
        for each in shown
    ]
    return lines, shown[-1].login if len(found) > most else ""


def account(*, login: str, on: date) -> AccountFile:
    """An account; NotOnTheRegisterError where there is none of the login."""
    found = Account.objects.filter(login=login).first()
    if found is None:
        message = f"there is no account '{login}': choose one from the list"
        raise NotOnTheRegisterError(message)
    name = names_of([found.party_id], on=on).get(found.party_id, "") if found.party_id else ""
    return AccountFile(
        account=found,
        party_name=name,
        roles=roles_of(login),
        given=list(found.given.select_related("taker").order_by("-since", "pk")),
        taken=list(found.taken.select_related("giver").order_by("-since", "pk")),
        absences=list(found.absences.order_by("-since", "pk")),
        ties=list(found.ties.order_by("-since", "pk")),
        door=events_of(login),
    )


def officers() -> list[tuple[str, str]]:
    """Login and name of every account of the authority that may be used."""
    rows = Account.objects.filter(party__isnull=True, is_active=True).order_by("name", "login")
    return list(rows.values_list("login", "name"))
