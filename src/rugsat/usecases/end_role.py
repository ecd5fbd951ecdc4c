"""Ending a role of an account."""

from django.db.models import Q

from rugsat.store.accounts.models import Role
from rugsat.usecases.call import Done
from rugsat.usecases.open_account import AccountRefusedError
from rugsat.usecases.use_case import use_case
from rugsat.usecases.work import Work

ADMINISTRATOR = "administrator"
"""The role that keeps roles."""


@use_case
def end_role(work: Work, *, login: str, role: str) -> Done:
    """Take a role from an account at once; that it was held until then stays on record."""
    later = Q(until__isnull=True) | Q(until__gt=work.on)
    held = Role.objects.filter(later, account__login=login, role=role, ended_at__isnull=True)
    if not held.exists():
        message = f"{login} does not hold the role {role}: look at who holds what"
        raise AccountRefusedError(message)
    if role == ADMINISTRATOR and not _another_administrator(work, login):
        message = f"{login} is the last administrator, without whom nobody can give a role: give it to another first"
        raise AccountRefusedError(message)
    held.update(ended_at=work.at)
    work.tell("role_ended", login, {"role": role, "on": str(work.on)})
    return Done(login, 1, {"role": role, "ended_at": work.at.isoformat()})


def _another_administrator(work: Work, login: str) -> bool:
    """Whether somebody else holds the role without end."""
    held = Role.objects.filter(role=ADMINISTRATOR, since__lte=work.on, until__isnull=True, ended_at__isnull=True)
    # The row of every role of an administrator is locked, so that two do not take it from each other at once.
    logins = held.select_for_update(of=("self",)).order_by("pk").values_list("account__login", "account__is_active")
    return any(active and other != login for other, active in logins)
