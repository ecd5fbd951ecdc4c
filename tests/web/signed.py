"""Somebody who has signed in with all that it takes, and has just shown who he is."""

from allauth.account.internal.flows.login import (
    _AUTHENTICATION_METHODS_USER_SESSION_KEY,
    AUTHENTICATION_METHODS_SESSION_KEY,
)
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_backends
from django.test import Client

from rugsat.store.accounts.models import Account
from rugsat.web.layout import moment
from rugsat.web.layout.session import BEGAN, FACTOR, SEEN


def signed_in(login: str, *, fresh: bool = True, client: Client | None = None) -> Client:
    """A browser in which an account has signed in; without `fresh` that is too long ago for an act that counts."""
    client, account, now = client or Client(), Account.objects.get(login=login), moment.now().timestamp()
    session = client.session
    backend = next(each for each in get_backends() if hasattr(each, "get_user"))
    session[SESSION_KEY] = str(account.pk)
    session[BACKEND_SESSION_KEY] = f"{type(backend).__module__}.{type(backend).__name__}"
    session[HASH_SESSION_KEY] = account.get_session_auth_hash()
    session[BEGAN] = session[SEEN] = now
    session[FACTOR] = True
    if fresh:
        session[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "password", "at": now}]
        session[_AUTHENTICATION_METHODS_USER_SESSION_KEY] = str(account.pk)
    session.save()
    return client
