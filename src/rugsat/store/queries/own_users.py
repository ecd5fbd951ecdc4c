"""The users of an organisation: who they are, what they may do, and when they last signed in."""

from datetime import date, datetime
from typing import Any

from django.db.models import Max, Q

from rugsat.store.accounts.models import Account, HandedOutPassword, Role
from rugsat.store.queries.told import NotOnTheRegisterError, day_asked


def users(*, party: str, now: datetime) -> list[dict[str, Any]]:
    """The users in order of their logins; three questions however many they are."""
    day = day_asked(None, now)
    signed_in = Max("access_events__at", filter=Q(access_events__kind="signed_in"))
    rows = list(Account.objects.filter(party_id=party).annotate(last=signed_in).order_by("login"))
    roles = _roles([row.pk for row in rows], day)
    waiting = set(HandedOutPassword.objects.filter(account__in=rows).values_list("account_id", flat=True))
    return [
        {
            "login": row.login,
            "name": row.name,
            "active": row.is_active,
            "roles": sorted(roles.get(row.pk, ())),
            "signed_in_at": row.last,
            "password_waits": row.pk in waiting,
        }
        for row in rows
    ]


def user(*, party: str, login: str, now: datetime) -> dict[str, Any]:
    """One user of the organisation; of another's it is said that there is none."""
    found = next((each for each in users(party=party, now=now) if each["login"] == login), None)
    if found is None:
        message = f"there is no user '{login}' of your organisation: look at the list of its users"
        raise NotOnTheRegisterError(message)
    return found


def roles_to_give(*, party: str, now: datetime) -> list[str]:
    """The roles that users of the organisation hold today, which its other users may be given."""
    day = day_asked(None, now)
    held = Role.objects.filter(account__party_id=party, ended_at__isnull=True, since__lte=day)
    return sorted({*held.exclude(until__lte=day).values_list("role", flat=True), "principal"})


def _roles(accounts: list[int], day: date) -> dict[int, set[str]]:
    rows = Role.objects.filter(account__in=accounts, ended_at__isnull=True, since__lte=day).exclude(until__lte=day)
    found: dict[int, set[str]] = {}
    for account, role in rows.values_list("account_id", "role"):
        found.setdefault(account, set()).add(role)
    return found
