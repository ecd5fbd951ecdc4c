"""Ending a role of an account."""

from django.db.models import Q

from rugsat.store.accounts.models import Role
from rugsat.usecases.administrators import ADMINISTRATOR, another_administrator
from rugsat.usecases.call import Done
from rugsat.usecases.open_account import AccountRefusedError
from rugsat.usecases.use_case import use_case
from rugsat.usecases.work import Work


@use_case
def end_role(work: Work, *, login: str, role: str) -> Done:
    """Take a role from an account at once; that it was held until then stays on record."""
    later = Q(until__isnull=True) | Q(until__gt=work.on)
    held = Role.objects.filter(later, account__login=login, role=role, ended_at__isnull=True)
    if not held.exists():
        message = f"{login} does not hold the role {role}: look at who holds what"
        raise AccountRefusedError(message)
    if role == ADMINISTRATOR and not another_administrator(login, on=work.on):
        message = f"{login} is the last administrator, without whom nobody can give a role: give it to another first"
        raise AccountRefusedError(message)
    held.update(ended_at=work.at)
    work.tell("role_ended", login, {"role": role, "on": str(work.on)})
    return Done(login, 1, {"role": role, "ended_at": work.at.isoformat()})
