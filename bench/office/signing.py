"""A session of the officer of the measurement, as it is after he has signed in with all that it takes."""

from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_backends

from bench.office.fill import OFFICER
from rugsat.store.accounts.models import Account
from rugsat.web.layout import moment
from rugsat.web.layout.session import BEGAN, FACTOR, SEEN


def cookie() -> str:
    """The cookie that a browser of the officer sends."""
    session: Any = import_module(settings.SESSION_ENGINE).SessionStore()
    account, now = Account.objects.get(login=OFFICER), moment.now().timestamp()
    backend = next(each for each in get_backends() if hasattr(each, "get_user"))
    session[SESSION_KEY] = str(account.pk)
    session[BACKEND_SESSION_KEY] = f"{type(backend).__module__}.{type(backend).__name__}"
    session[HASH_SESSION_KEY] = account.get_session_auth_hash()
    session[BEGAN] = session[SEEN] = now
    session[FACTOR] = True
    session.save()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"
