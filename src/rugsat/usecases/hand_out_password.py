"""Handing out a password that is good for one sign-in, at which it is changed."""

from django.conf import settings
from django.db.models import F

from rugsat.store.accounts.models import AccessEvent, Account, HandedOutPassword, OpenSession
from rugsat.store.accounts.password_hash import hash_of, is_hash
from rugsat.usecases.call import Done
from rugsat.usecases.open_account import AccountRefusedError
from rugsat.usecases.two_administrators import Hands, alone, needs_two
from rugsat.usecases.use_case import use_case
from rugsat.usecases.work import Work

__all__ = ["account_in_use", "end_sessions", "hand_out_password", "handed_out", "hash_of"]


@use_case
def hand_out_password(work: Work, *, login: str, hashed: str) -> Done:
    """Give an account a password to sign in with once; the office is told its hash alone and never the password.

    The one before is good for nothing from now on, and all sessions of the account end. To an officer, and to whoever
    uses his account, two administrators hand it out, unless there is one alone.
    """
    return handed_out(work, alone(work, needed=needs_two("hand_out_password", login=login)), login=login, hashed=hashed)


def handed_out(work: Work, hands: Hands, *, login: str, hashed: str) -> Done:
    """The password, handed out by these hands."""
    account = account_in_use(login)
    if not is_hash(hashed):
        message = "that is no hash of a password: make a new password with rugsat office password"
        raise AccountRefusedError(message)
    expires_at = work.at + settings.PASSWORD_HANDED_OUT_LASTS
    end_sessions(account, password=hashed)
    given = {"handed_out_at": work.at, "expires_at": expires_at}
    HandedOutPassword.objects.update_or_create(account=account, defaults=given)
    AccessEvent.objects.create(account=account, kind="password_handed_out", at=work.at, detail=hands.words)
    told = {"expires_at": expires_at.isoformat()}
    work.tell("password_handed_out", login, {**told, **hands.told})
    return Done(login, 1, told)


def account_in_use(login: str) -> Account:
    """The account of a login that may be used; AccountRefusedError where there is none."""
    account = Account.objects.filter(login=login, is_active=True).first()
    if account is None:
        message = f"there is no account '{login}' that may be used: open it, or open it again where it was closed"
        raise AccountRefusedError(message)
    return account


def end_sessions(account: Account, **changed: object) -> None:
    """End all sessions of an account, and change it in the same breath."""
    Account.objects.filter(pk=account.pk).update(sessions_ended=F("sessions_ended") + 1, **changed)
    OpenSession.objects.filter(account=account).delete()
