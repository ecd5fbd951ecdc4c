"""Opening an account again that was closed."""

from rugsat.store.accounts.models import AccessEvent, Account
from rugsat.usecases.call import Done
from rugsat.usecases.open_account import AccountRefusedError
from rugsat.usecases.two_administrators import Hands, alone, needs_two
from rugsat.usecases.use_case import use_case
from rugsat.usecases.work import Work


@use_case
def reopen_account(work: Work, *, login: str, note: str = "") -> Done:
    """Open an account again, with the roles, the password and the second factor that it had; an officer's by two."""
    return account_reopened(work, alone(work, needed=needs_two("reopen_account", login=login)), login=login, note=note)


def account_reopened(work: Work, hands: Hands, *, login: str, note: str) -> Done:
    """The account, opened again by these hands."""
    account = Account.objects.select_for_update().filter(login=login, is_active=False).first()
    if account is None:
        message = f"there is no closed account '{login}': look at the accounts that there are"
        raise AccountRefusedError(message)
    account.is_active = True
    account.save(update_fields=("is_active",))
    AccessEvent.objects.create(account=account, kind="account_reopened", at=work.at, detail=hands.words)
    work.tell("account_reopened", login, {**hands.told, "note": note})
    return Done(login, 1)
