"""Opening an account for an officer or for a user of an organisation."""

import re

from rugsat.kernel.errors import RugsatError
from rugsat.store.accounts.models import Account
from rugsat.usecases.call import Done
from rugsat.usecases.use_case import use_case
from rugsat.usecases.work import Work

_LOGIN = re.compile(r"[a-z0-9][a-z0-9._-]{1,79}")


class AccountRefusedError(RugsatError):
    """An account that cannot be opened as asked."""


@use_case
def open_account(work: Work, *, login: str, name: str, party: str = "") -> Done:
    """Open an account; it can do nothing until it holds a role."""
    if not _LOGIN.fullmatch(login):
        message = f"'{login}' is no login: write 2 to 80 small letters, digits, points or dashes"
        raise AccountRefusedError(message)
    if Account.objects.filter(login=login).exists():
        message = f"there is an account '{login}' already: take another login"
        raise AccountRefusedError(message)
    account = Account(login=login, name=name, party_id=party or None)
    account.set_unusable_password()
    account.save(force_insert=True)
    work.tell("account_opened", login, {"name": name, "party": party})
    return Done(login, 1)
