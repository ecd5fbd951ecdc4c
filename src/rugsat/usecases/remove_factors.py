"""Removing the second factors of an account whose user has lost them."""

from allauth.mfa.models import Authenticator

from rugsat.store.accounts.models import AccessEvent
from rugsat.usecases.call import Done
from rugsat.usecases.hand_out_password import account_in_use, end_sessions
from rugsat.usecases.open_account import AccountRefusedError
from rugsat.usecases.two_administrators import Hands, alone, needs_two
from rugsat.usecases.use_case import use_case
from rugsat.usecases.work import Work


@use_case
def remove_factors(work: Work, *, login: str, note: str) -> Done:
    """Remove every second factor of an account and end its sessions; an officer then sets up another at once.

    Two administrators do it, unless there is one alone.
    """
    return factors_removed(work, alone(work, needed=needs_two("remove_factors", login=login)), login=login, note=note)


def factors_removed(work: Work, hands: Hands, *, login: str, note: str) -> Done:
    """The factors, removed by these hands."""
    account = account_in_use(login)
    if not note.strip():
        message = "a second factor is removed for a reason: say how its user was recognised, with a note"
        raise AccountRefusedError(message)
    held = Authenticator.objects.filter(user=account)
    kinds = sorted(held.values_list("type", flat=True))
    if not kinds:
        message = f"{login} has no second factor: there is nothing to remove"
        raise AccountRefusedError(message)
    held.delete()
    end_sessions(account)
    AccessEvent.objects.create(account=account, kind="factors_removed", at=work.at, detail=hands.words)
    work.tell("factors_removed", login, {"kinds": kinds, **hands.told, "note": note})
    return Done(login, 1, {"removed": kinds})
