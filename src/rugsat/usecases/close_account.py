"""Closing an account: whoever used it is out at once, and its tokens are revoked."""

from rugsat.store.accounts.models import AccessEvent
from rugsat.store.api_access.models import Token
from rugsat.usecases.call import Done
from rugsat.usecases.hand_out_password import account_in_use, end_sessions
from rugsat.usecases.make_office import REGISTER
from rugsat.usecases.open_account import AccountRefusedError
from rugsat.usecases.use_case import use_case
from rugsat.usecases.work import Work


@use_case
def close_account(work: Work, *, login: str, note: str = "") -> Done:
    """Close an account; what it did stays on record, and it can be opened again, but without the tokens it had."""
    account = account_in_use(login)
    if login in {REGISTER, work.call.by}:
        message = f"{login} cannot be closed: the office needs its own account, and nobody closes the one that he uses"
        raise AccountRefusedError(message)
    end_sessions(account, is_active=False)
    AccessEvent.objects.create(account=account, kind="account_closed", at=work.at, detail=f"by {work.call.by}")
    revoked = Token.objects.filter(account=account, revoked_at__isnull=True).update(revoked_at=work.at)
    work.tell("account_closed", login, {"by": work.call.by, "note": note, "tokens_revoked": revoked})
    return Done(login, 1)
