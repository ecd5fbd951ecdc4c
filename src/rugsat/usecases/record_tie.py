"""Recording that an officer is tied to a party."""

from datetime import date

from rugsat.kernel.period import Period
from rugsat.store.accounts.models import Account, Tie
from rugsat.store.parties.models import Party
from rugsat.usecases.call import Done, NotPermittedError
from rugsat.usecases.case_act import required
from rugsat.usecases.open_account import AccountRefusedError
from rugsat.usecases.use_case import use_case
from rugsat.usecases.work import Work


@use_case
def record_tie(work: Work, *, login: str, party: str, since: date, until: date | None = None, note: str) -> Done:
    """Record a tie to a party, for which an officer may not act upon it; everybody for himself, or an administrator."""
    if login != work.call.by and "administrator" not in work.offices:
        message = f"{work.call.by} cannot record a tie of {login}: he himself can, or an administrator"
        raise NotPermittedError(message)
    account = Account.objects.filter(login=login, party__isnull=True).first()
    if account is None or not Party.objects.filter(party=party).exists():
        message = f"there is no officer '{login}', or no party '{party}': name those that there are"
        raise AccountRefusedError(message)
    period, ground = Period(since, until), required(note, "say what the tie is")
    Tie.objects.create(account=account, party_id=party, since=period.since, until=period.until, ground=ground)
    told = {"party": party, "since": str(since), "until": str(until or "")}
    work.tell("tie_recorded", login, {**told, "note": ground})
    return Done(login, 1, told)
