"""Which login a failed try is counted for."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from rugsat.store.accounts.models import Account


def login_of(request: HttpRequest | None, credentials: Mapping[str, Any] | None) -> str:
    """The login that was tried, in the letters in which accounts are kept.

    Where nobody has it, it is a keyed hash of what was typed, which may have been a password in the wrong field.
    """
    held = credentials or {}
    said = held.get("username") or held.get("login") or (request.POST.get("login", "") if request else "")
    login = str(said).strip().lower()[:80]
    if Account.objects.filter(login=login).exists():
        return login
    return "?" + salted_hmac("rugsat.web.accounts.lock", login, algorithm="sha256").hexdigest()[:32]
