"""Recording that an officer is away."""

from datetime import date

from rugsat.kernel.period import Period
from rugsat.store.accounts.models import Absence, Account
from rugsat.usecases.administrators import ADMINISTRATOR, another_administrator
from rugsat.usecases.call import Done, NotPermittedError
from rugsat.usecases.open_account import AccountRefusedError
from rugsat.usecases.use_case import use_case
from rugsat.usecases.work import Work


@use_case
def record_absence(work: Work, *, login: str, since: date, until: date | None = None, note: str = "") -> Done:
    """Record days on which somebody does not act; everybody for himself, an administrator for anybody.

    Recorded again from the same day on, it ends when it is said now: so somebody comes back before his time.
    """
    if login != work.call.by and "administrator" not in work.offices:
        message = f"{work.call.by} cannot record that {login} is away: he himself can, or an administrator"
        raise NotPermittedError(message)
    account = Account.objects.filter(login=login, party__isnull=True).first()
    if account is None:
        message = f"there is no officer '{login}': name one"
        raise AccountRefusedError(message)
    period = Period(since, until)
    keeps = account.roles.filter(role=ADMINISTRATOR, ended_at__isnull=True).exists()
    if until is None and keeps and not another_administrator(login, on=work.on):
        message = f"{login} is the last administrator and cannot be away without end: say until when, or name another"
        raise AccountRefusedError(message)
    Absence.objects.update_or_create(account=account, since=since, defaults={"until": period.until, "ground": note})
    told = {"since": str(since), "until": str(until or ""), "note": note}
    work.tell("absence_recorded", login, told)
    return Done(login, 1, told)
