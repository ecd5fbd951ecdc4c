"""Who asks: the token of a request, what it is good for, and how often it may ask."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest

from rugsat.store.accounts.models import Account
from rugsat.store.accounts.standing import offices_of
from rugsat.store.api_access.rate import Rate, take_one
from rugsat.store.api_access.tokens import token_for
from rugsat.usecases.call import Call, NotPermittedError
from rugsat.usecases.permissions import matrix
from rugsat.usecases.work import day_of
from rugsat.web.api import clock
from rugsat.web.api.problems import ProblemError

SCHEME = "bearer"
_VERSION = re.compile(r'"([0-9]{1,9})"')
_SHOWN_BY = {
    "returns:read": "portal:returns",
    "applications:read": "portal:application",
    "sandbox": "portal:returns-check",
}
"""The page by which a person sees what a token of a scope reads."""
_KEY = re.compile(r"[!-~]{1,80}")


@dataclass(frozen=True, slots=True)
class Caller:
    """Whoever a token stands for."""

    account: Account
    party: str

    def call(self, request: HttpRequest) -> Call:
        """A call for an act, now, with the key and the version that the request names."""
        return Call(by=self.account.login, at=clock.now(), key=key_of(request), seen=_seen(request))


class Needs:
    """Lets a request through whose token has a scope, so long as its rate is kept."""

    def __init__(self, scope: str) -> None:
        self.scope = scope

    def __call__(self, request: HttpRequest) -> Caller:
        """The caller; ProblemError or TokenRefusedError where there is none, or not for this, or too often."""
        kind, _, secret = request.headers.get("Authorization", "").partition(" ")
        if kind.lower() != SCHEME or not secret.strip():
            message = "this needs a token: send it in the header Authorization, as in Bearer rugsat_…"
            raise ProblemError(401, "token-missing", message, {"WWW-Authenticate": "Bearer"})
        key_of(request)
        at = clock.now()
        token = token_for(secret.strip(), at)
        rate = take_one(token, at)
        request.rate = rate  # type: ignore[attr-defined]
        if not rate.passed:
            message = f"the token has asked {rate.limit} times in this minute: wait {rate.resets_in_s} seconds"
            raise ProblemError(429, "too-often", message, {"Retry-After": str(rate.resets_in_s)})
        if self.scope not in token.scopes:
            message = f"the token is not good for this: it needs the scope {self.scope}, ask for one that has it"
            header = f'Bearer error="insufficient_scope", scope="{self.scope}"'
            raise ProblemError(403, "scope-missing", message, {"WWW-Authenticate": header})
        self._refuse_without_role(token.account, at)
        return Caller(token.account, str(token.account.party_id))

    def _refuse_without_role(self, account: Account, at: datetime) -> None:
        """Refuse reading what the pages would not show to the account: a token adds nothing to its roles.

        Acts are refused by their use cases.
        """
        page = _SHOWN_BY.get(self.scope)
        if page and not matrix().sees(page, offices_of(account, day_of(at)), signed_in=True):
            message = f"{account.login} holds no role today that may see this: let somebody who does bring a token"
            raise NotPermittedError(message)


def needs(scope: str) -> dict[str, Any]:
    """What an operation says of itself that needs a scope: how it is let through, and how the reference says so."""
    return {"auth": Needs(scope), "openapi_extra": {"security": [{"token": [scope]}]}}


def caller_of(request: HttpRequest) -> Caller:
    """The caller of a request that was let through."""
    found: Caller = request.auth  # type: ignore[attr-defined]
    return found


def rate_of(request: HttpRequest) -> Rate | None:
    """The rate of the token of a request, where it has one."""
    return getattr(request, "rate", None)


def key_of(request: HttpRequest) -> str:
    """The Idempotency-Key of a request; empty where it has none."""
    said = request.headers.get("Idempotency-Key")
    if said is None:
        return ""
    key = said.strip().strip('"')
    if not _KEY.fullmatch(key):
        message = "the Idempotency-Key has at most 80 plain characters and no space: send a UUID"
        raise ProblemError(400, "key-refused", message)
    return key


def _seen(request: HttpRequest) -> int | None:
    """The version that the request says it has seen, in the header If-Match."""
    said = request.headers.get("If-Match")
    if said is None:
        return None
    found = _VERSION.fullmatch(said.strip())
    if found is None:
        message = 'If-Match names the version that you have seen: send the number that the case has, as in "3"'
        raise ProblemError(400, "version-refused", message)
    return int(found[1])
