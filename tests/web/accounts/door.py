"""Signing in as people do, with a password and the code of an app, in Django's test client."""

from datetime import UTC, datetime
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.test import Client

from rugsat.store.accounts.models import Account
from rugsat.store.accounts.sealing import unsealed

PASSWORD = "four words make one"


def give_password(login: str, password: str = PASSWORD) -> Account:
    """Let an account have a password that it chose itself."""
    account = Account.objects.get(login=login)
    account.set_password(password)
    account.save()
    return account


def give_app(login: str) -> str:
    """Let an account have an app that shows codes; its secret."""
    secret = generate_totp_secret()
    TOTP.activate(Account.objects.get(login=login), secret)
    return secret


def code_of(secret: str, *, later: int = 0) -> str:
    """The code that an app shows now, or so many half minutes later."""
    return format_hotp_value(hotp_value(secret, int(datetime.now(UTC).timestamp()) // 30 + later))


def secret_of(login: str) -> str:
    """The secret of an account's app."""
    return unsealed(Authenticator.objects.get(user__login=login, type="totp").data["secret"])


def sign_in(client: Client, login: str, password: str = PASSWORD, **more: str) -> Any:
    """Send login and password; the answer."""
    return client.post("/account/sign-in", {"login": login, "password": password, **more})


def enter(client: Client, login: str) -> Any:
    """Sign in with password and, where there is one, the code of the app; the last answer.

    A code is good once, so whoever signs in twice within a minute takes the next one.
    """
    if not Account.objects.get(login=login).check_password(PASSWORD):
        give_password(login)
    answer = sign_in(client, login)
    if answer.status_code == 302 and answer.url.startswith("/account/sign-in/code"):
        for later in (0, 1, -1):
            answer = client.post("/account/sign-in/code", {"code": code_of(secret_of(login), later=later)})
            if answer.status_code == 302:
                break
    return answer
