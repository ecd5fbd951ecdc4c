"""Opening an account for every role, so that a demonstration can be looked at from every side."""

from collections.abc import Mapping
from datetime import date

from django.conf import settings

from rugsat.kernel.errors import RugsatError
from rugsat.store.accounts.models import Account, Role
from rugsat.store.accounts.password_hash import is_hash
from rugsat.store.parties.models import Party
from rugsat.usecases.call import Done
from rugsat.usecases.give_role import ORGANISATIONS
from rugsat.usecases.hand_out_password import end_sessions
from rugsat.usecases.make_office import REGISTER
from rugsat.usecases.permissions import matrix
from rugsat.usecases.use_case import use_case
from rugsat.usecases.work import Work

PREFIX = "demo-"
SECOND = "administrator-2"
"""Name of the account that confirms what the first administrator proposes; the others are named for their roles."""


class DemoRefusedError(RugsatError):
    """Accounts for a demonstration where there is none."""


@use_case
def open_demo_accounts(work: Work, *, hashed: Mapping[str, str], parties: Mapping[str, str] | None = None) -> Done:
    """Open an account for each name that a hash of a password is given for, and let those who are there have that one.

    A name is a role, or that of the second administrator.

    Roles of organisations act for the party that is named, else for the first one whose user holds the role, or who
    applies where none holds it to keep accounts; where there is none, the role is left out and told. The accounts need
    no second factor while the settings say demo.
    """
    if not settings.DEMO:
        message = "accounts without a second factor are for a demonstration alone: set RUGSAT_DEMO=1 where this is one"
        raise DemoRefusedError(message)
    named = set((parties or {}).values())
    unknown = named - set(Party.objects.filter(party__in=named).values_list("party", flat=True))
    if unknown:
        message = f"there is no party '{min(unknown)}' that an account could act for: register it first"
        raise DemoRefusedError(message)
    opened, left_out = {}, []
    for name, password in sorted(hashed.items()):
        role = "administrator" if name == SECOND else name
        if not is_hash(password):
            message = f"that is no hash of a password for {name}: make the accounts with rugsat office demo-accounts"
            raise DemoRefusedError(message)
        party = (parties or {}).get(role) or _party_with(role, work.on) if role in ORGANISATIONS else None
        if role in ORGANISATIONS and party is None:
            left_out.append(role)
            continue
        opened[name] = _open(name, role, password, party, work.on)
    work.tell("demo_accounts_opened", "demo", {"opened": opened, "left_out": left_out, "by": work.call.by})
    return Done("demo", 1, {"opened": opened, "left_out": left_out})


def accounts_to_open() -> tuple[str, ...]:
    """The names of all accounts of a demonstration."""
    return (*roles_of_people(), SECOND)


def roles_of_people() -> tuple[str, ...]:
    """The roles that persons hold."""
    return tuple(role for role in matrix().roles if role != REGISTER)


def _party_with(role: str, on: date) -> str | None:
    held = Role.objects.filter(role=role, since__lte=on, ended_at__isnull=True, account__party__isnull=False)
    found: str | None = held.order_by("account__party").values_list("account__party", flat=True).first()
    return found or (_party_with("applicant", on) if role == "principal" else None)


def _open(name: str, role: str, password: str, party: str | None, on: date) -> str:
    login = PREFIX + name.replace("_", "-")
    said = {"name": f"Demo {name.replace('_', ' ').replace('-', ' ')}", "party_id": party, "demo": True}
    account, _ = Account.objects.get_or_create(login=login, defaults=said)
    if not account.demo:
        message = f"there is an account '{login}' that is not of a demonstration: close it first"
        raise DemoRefusedError(message)
    end_sessions(account, password=password)
    if not Role.objects.filter(account=account, role=role, ended_at__isnull=True).exists():
        Role.objects.create(account=account, role=role, since=on)
    return login
