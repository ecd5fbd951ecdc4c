"""The people of an organisation, as far as one of them keeps the accounts of the others."""

from rugsat.store.accounts.models import Account, Role
from rugsat.usecases.call import NotPermittedError
from rugsat.usecases.open_account import AccountRefusedError
from rugsat.usecases.work import Work

PRINCIPAL = "principal"


def own_party(work: Work) -> str:
    """The organisation that whoever acts keeps the accounts of."""
    if work.party is None:
        message = f"{work.call.by} acts for no organisation: accounts of the authority are kept by its administrator"
        raise NotPermittedError(message)
    return work.party


def own_account(work: Work, login: str) -> Account:
    """An account of one's own organisation; of another's it is said that there is none."""
    found = Account.objects.filter(login=login, party_id=own_party(work)).first()
    if found is None:
        message = f"there is no user '{login}' of your organisation: look at the list of its users"
        raise AccountRefusedError(message)
    return found


def another_account(work: Work, login: str) -> Account:
    """An account of one's own organisation that is not the one in use."""
    found = own_account(work, login)
    if login == work.call.by:
        message = f"{login} is the account that you use: let another of your organisation do it, or the authority"
        raise AccountRefusedError(message)
    return found


def roles_of(party: str, work: Work) -> frozenset[str]:
    """The roles that an organisation has somebody for on the day: those that its people may be given."""
    held = Role.objects.filter(account__party_id=party, ended_at__isnull=True, since__lte=work.on)
    rows = held.exclude(until__lte=work.on).values_list("role", flat=True)
    return frozenset(rows) | {PRINCIPAL}
