"""Opening an account for another user of one's own organisation."""

from collections.abc import Sequence

from rugsat.usecases.call import Done
from rugsat.usecases.give_role import give_role
from rugsat.usecases.open_account import AccountRefusedError, open_account
from rugsat.usecases.own_people import own_party, roles_of
from rugsat.usecases.use_case import use_case
from rugsat.usecases.work import Work


@use_case
def open_own_account(work: Work, *, login: str, name: str, roles: Sequence[str]) -> Done:
    """Open an account for another user of one's organisation, with roles that the organisation has.

    The authority gives an organisation its roles by giving them to the first of its users.
    """
    party = own_party(work)
    known = roles_of(party, work)
    unknown = sorted(set(roles) - known)
    if not roles or unknown:
        what = f"{unknown[0]} is no role of {party}" if unknown else "no role is named"
        message = f"{what}: name some of {', '.join(sorted(known))}"
        raise AccountRefusedError(message)
    if not name.strip():
        message = f"the user {login} has no name: write the name of the person"
        raise AccountRefusedError(message)
    done = open_account.function(work, login=login, name=name.strip(), party=party)
    for role in sorted(set(roles)):
        give_role.function(work, login=login, role=role)
    return Done(done.subject, done.version, {"roles": sorted(set(roles))})
