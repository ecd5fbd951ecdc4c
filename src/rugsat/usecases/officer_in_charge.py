"""The officer who is put in charge of a request or a case: one who could have opened it himself."""

from rugsat.domain.licensing.officers import no_conflict
from rugsat.store.accounts.models import Account
from rugsat.store.accounts.standing import offices_on, roster_of
from rugsat.usecases.call import NotPermittedError
from rugsat.usecases.permissions import matrix
from rugsat.usecases.work import Work


def officer_in_charge(work: Work, login: str, use_case: str, party: str | None) -> Account:
    """The account of an officer; NotPermittedError where he may not do the use case that day.

    Raises ConflictOfInterestError where he is tied to the party.
    """
    found, roster = Account.objects.filter(login=login, is_active=True).first(), roster_of({login})
    may = matrix().roles_for(use_case)
    if found is None or not offices_on(roster, login, work.on) & may:
        message = f"{login} cannot be in charge of it: name somebody who is {' or '.join(sorted(may))}"
        raise NotPermittedError(message)
    if party is not None:
        no_conflict(roster, party, login, on=work.on)
    return found
