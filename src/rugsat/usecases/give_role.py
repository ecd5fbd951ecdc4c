"""Giving a role to an account."""

from datetime import date

from rugsat.kernel.period import Period
from rugsat.store.accounts.models import AccessEvent, Account, Role
from rugsat.usecases.call import Done
from rugsat.usecases.open_account import AccountRefusedError
from rugsat.usecases.permissions import matrix
from rugsat.usecases.two_administrators import ORGANISATIONS, Hands, alone, needs_two
from rugsat.usecases.use_case import use_case
from rugsat.usecases.work import Work

__all__ = ["ORGANISATIONS", "give_role", "role_given"]


@use_case
def give_role(work: Work, *, login: str, role: str, since: date | None = None, until: date | None = None) -> Done:
    """Give a role for some days; who acts for an organisation holds roles of organisations alone.

    A role of the authority is given by two administrators, unless there is one alone.
    """
    hands = alone(work, needed=needs_two("give_role", login=login, role=role))
    return role_given(work, hands, login=login, role=role, since=since, until=until)


def role_given(work: Work, hands: Hands, *, login: str, role: str, since: date | None, until: date | None) -> Done:
    """The role, given by these hands."""
    account = Account.objects.filter(login=login).first()
    if account is None:
        message = f"there is no account '{login}': open it first"
        raise AccountRefusedError(message)
    if role not in matrix().roles:
        message = f"there is no role '{role}': take one of {', '.join(matrix().roles)}"
        raise AccountRefusedError(message)
    if (role in ORGANISATIONS) != (account.party_id is not None):
        message = f"{login} cannot be {role}: users of organisations and those of the authority hold different roles"
        raise AccountRefusedError(message)
    begins = Period(since or work.on, until).since
    Role.objects.create(account=account, role=role, since=begins, until=until)
    AccessEvent.objects.create(account=account, kind="role_given", at=work.at, detail=f"{role} {hands.words}")
    work.tell("role_given", login, {"role": role, "since": str(begins), "until": str(until or ""), **hands.told})
    return Done(login, 1, {"role": role, "since": str(begins)})
