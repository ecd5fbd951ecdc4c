"""Opening an account for an officer or for a user of an organisation."""

import re

from rugsat.kernel.errors import RugsatError
from rugsat.store.accounts.models import Account
from rugsat.store.parties.models import Party
from rugsat.usecases.call import Done
from rugsat.usecases.two_administrators import Hands, alone, needs_two
from rugsat.usecases.use_case import use_case
from rugsat.usecases.work import Work

_LOGIN = re.compile(r"[a-z0-9][a-z0-9._-]{1,79}")


class AccountRefusedError(RugsatError):
    """An account that cannot be opened as asked."""


@use_case
def open_account(work: Work, *, login: str, name: str, party: str = "") -> Done:
    """Open an account; it can do nothing until it holds a role. One of the authority is opened by two, if there are."""
    return account_opened(
        work,
        alone(work, needed=needs_two("open_account", login=login, party=party)),
        login=login,
        name=name,
        party=party,
    )


def account_opened(work: Work, hands: Hands, *, login: str, name: str, party: str = "") -> Done:
    """The account, opened by these hands."""
    if not _LOGIN.fullmatch(login):
        message = f"'{login}' is no login: write 2 to 80 small letters, digits, points or dashes"
        raise AccountRefusedError(message)
    if party and not Party.objects.filter(party=party).exists():
        message = f"there is no party '{party}' that the account could act for: register it first"
        raise AccountRefusedError(message)
    nobody = Account()
    nobody.set_unusable_password()
    said = {"name": name, "party_id": party or None, "password": nobody.password}
    _, fresh = Account.objects.get_or_create(login=login, defaults=said)
    if not fresh:
        message = f"there is an account '{login}' already: take another login"
        raise AccountRefusedError(message)
    work.tell("account_opened", login, {"name": name, "party": party, **hands.told})
    return Done(login, 1)
