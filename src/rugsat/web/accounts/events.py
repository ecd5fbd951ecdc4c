"""What happens at the door is recorded as it happens, and changes what must change with it."""

from typing import Any

from allauth.account import signals as account_signals
from allauth.core import context
from allauth.mfa import signals as factor_signals
from allauth.mfa.models import Authenticator
from axes.signals import user_locked_out
from django.contrib import messages
from django.contrib.auth import signals as auth_signals
from django.contrib.auth import update_session_auth_hash
from django.db.models import F
from django.dispatch import receiver
from django.http import HttpRequest

from rugsat.store.accounts.models import AccessEvent, Account, HandedOutPassword, OpenSession
from rugsat.store.queries.door import done_to
from rugsat.web.accounts.happened import told_at_sign_in
from rugsat.web.layout import moment
from rugsat.web.layout.session import FACTOR, TRUSTED, address_of, begin, browser_of, row_of


def record(request: HttpRequest | None, account: Account | None, kind: str, detail: str = "") -> None:
    """Record what happened, with where it came from."""
    asked = request or context.request
    AccessEvent.objects.create(
        account=account,
        kind=kind,
        at=moment.now(),
        address=address_of(asked) if asked else "",
        browser=browser_of(asked) if asked else "",
        detail=detail,
    )


@receiver(auth_signals.user_logged_in)
def _signed_in(request: HttpRequest, user: Account, **_given: Any) -> None:
    begin(request, user)
    request.session[TRUSTED] = getattr(request, "factor_trusted", False)
    if told := told_at_sign_in(done_to(user.login, at=moment.now())):
        messages.warning(request, told)
    record(request, user, "signed_in")


@receiver(auth_signals.user_logged_out)
def _signed_out(request: HttpRequest, user: Account | None, **_given: Any) -> None:
    if user is not None:
        OpenSession.objects.filter(pk=row_of(request)).delete()
        record(request, user, "signed_out")


@receiver(auth_signals.user_login_failed)
def _failed(credentials: dict[str, Any], request: HttpRequest | None = None, **_given: Any) -> None:
    # What was typed as a login may be a password, so a login that nobody has is not kept.
    account = Account.objects.filter(login=str(credentials.get("username", "")).lower()).first()
    record(request, account, "sign_in_failed", "" if account else "unknown login")


@receiver(user_locked_out)
def _locked_out(request: HttpRequest, username: str, **_given: Any) -> None:
    record(request, Account.objects.filter(login=username).first(), "locked_out")


@receiver(factor_signals.authentication_failed)
def _factor_failed(request: HttpRequest, user: Account, authenticator: Authenticator, **_given: Any) -> None:
    record(request, user, "factor_failed", authenticator.type)


@receiver(factor_signals.authenticator_used)
def _factor_used(request: HttpRequest, user: Account, authenticator: Authenticator, **_given: Any) -> None:
    record(request, user, "factor_used", authenticator.type)


@receiver(factor_signals.authenticator_added)
def _factor_added(request: HttpRequest, user: Account, authenticator: Authenticator, **_given: Any) -> None:
    record(request, user, "factor_added", authenticator.type)
    end_others(request, user)
    request.session[FACTOR] = authenticator.type != Authenticator.Type.RECOVERY_CODES


@receiver(factor_signals.authenticator_removed)
@receiver(factor_signals.authenticator_reset)
def _factor_removed(request: HttpRequest, user: Account, authenticator: Authenticator, **given: Any) -> None:
    reset = given["signal"] is factor_signals.authenticator_reset
    record(request, user, "factor_renewed" if reset else "factor_removed", authenticator.type)
    end_others(request, user)
    request.session.pop(FACTOR, None)


@receiver(account_signals.password_changed)
def _password_changed(request: HttpRequest, user: Account, **_given: Any) -> None:
    HandedOutPassword.objects.filter(account=user).delete()
    record(request, user, "password_changed")
    end_others(request, user)


def end_others(request: HttpRequest, account: Account) -> None:
    """End every session of an account but the one that asks."""
    Account.objects.filter(pk=account.pk).update(sessions_ended=F("sessions_ended") + 1)
    account.refresh_from_db(fields=("sessions_ended", "password"))
    OpenSession.objects.filter(account=account).exclude(pk=row_of(request)).delete()
    # The session that goes on gets another key by it.
    update_session_auth_hash(request, account)
    OpenSession.objects.filter(pk=row_of(request)).update(session_key=str(request.session.session_key))
