"""Opening an account again that was closed."""

from rugsat.store.accounts.models import AccessEvent, Account
from rugsat.usecases.call import Done
from rugsat.usecases.open_account import AccountRefusedError
from rugsat.usecases.use_case import use_case
from rugsat.usecases.work import Work


@use_case
def reopen_account(work: Work, *, login: str, note: str = "") -> Done:
    """Open an account again, with the roles, the password and the second factor that it had."""
    account = Account.objects.select_for_update().filter(login=login, is_active=False).first()
    if account is None:
        message = f"there is no closed account '{login}': look at the accounts that there are"
        raise AccountRefusedError(message)
    account.is_active = True
    account.save(update_fields=("is_active",))
    AccessEvent.objects.create(account=account, kind="account_reopened", at=work.at, detail=f"by {work.call.by}")
    work.tell("account_reopened", login, {"by": work.call.by, "note": note})
    return Done(login, 1)
