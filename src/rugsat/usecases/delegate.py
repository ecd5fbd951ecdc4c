"""Delegating an office for some days."""

from datetime import date

from rugsat.kernel.period import Period
from rugsat.store.accounts.models import Account, Delegation
from rugsat.store.accounts.standing import offices_on, roster_of
from rugsat.usecases.call import Done, NotPermittedError
from rugsat.usecases.case_act import required
from rugsat.usecases.open_account import AccountRefusedError
from rugsat.usecases.use_case import use_case
from rugsat.usecases.work import Work


@use_case
def delegate(work: Work, *, to: str, office: str, since: date, until: date, note: str) -> Done:
    """Let another officer act in one's office for some days; both are named in what he does.

    Delegated again from the same day on, it ends when it is said now: so it is taken back before its time.
    """
    taker = Account.objects.filter(login=to, is_active=True, party__isnull=True).first()
    if taker is None or to == work.call.by:
        message = f"an office cannot be delegated to '{to}': name another officer"
        raise AccountRefusedError(message)
    period = Period(since, until)
    if work.behalf or office not in offices_on(roster_of([work.call.by]), work.call.by, period.since):
        message = f"{work.call.by} does not hold {office} on {since} himself: who holds an office delegates it"
        raise NotPermittedError(message)
    ground = required(note, "say why")
    said = {"until": period.until, "ground": ground}
    Delegation.objects.update_or_create(giver=work.account, taker=taker, office=office, since=since, defaults=said)
    told = {"to": to, "office": office, "since": str(since), "until": str(until)}
    work.tell("office_delegated", work.call.by, {**told, "note": ground})
    return Done(work.call.by, 1, told)
