"""Finding the token that a request brings, and telling of tokens without ever telling one."""

import hashlib
import secrets
from datetime import datetime
from typing import Any

from rugsat.kernel.errors import RugsatError
from rugsat.store.api_access.models import Token

PREFIX = "rugsat_"
"""How a token begins, so that a scanner for secrets finds one that was left lying about."""
_RANDOM_BYTES = 32
NAME_LENGTH = 16


class TokenRefusedError(RugsatError):
    """A token that nobody has, that has ended or was revoked."""


def new_secret() -> str:
    """A new token; whoever makes it shows it once and keeps only its digest."""
    return PREFIX + secrets.token_urlsafe(_RANDOM_BYTES)


def digest_of_secret(secret: str) -> str:
    """SHA-256 of a token, in hexadecimal digits."""
    return hashlib.sha256(secret.encode()).hexdigest()


def token_for(secret: str, at: datetime) -> Token:
    """The token that is good at a moment, with its account; TokenRefusedError does not say which of all is wrong."""
    found = Token.objects.select_related("account").filter(digest=digest_of_secret(secret)).first()
    if found is None or found.revoked_at is not None or found.expires_at <= at or not found.account.is_active:
        message = "the token is not known, has ended or was revoked: ask the authority for a new one"
        raise TokenRefusedError(message)
    return found


def listed(*, party: str = "") -> list[dict[str, Any]]:
    """Tokens in the order in which they were issued, without the tokens themselves."""
    rows = Token.objects.select_related("account").order_by("issued_at", "token")
    if party:
        rows = rows.filter(account__party_id=party)
    return [
        {
            "token": row.token,
            "label": row.label,
            "account": row.account.login,
            "party": row.account.party_id,
            "scopes": row.scopes,
            "requests_a_minute": row.requests_a_minute,
            "issued_at": row.issued_at.isoformat(),
            "expires_at": row.expires_at.isoformat(),
            "revoked_at": row.revoked_at.isoformat() if row.revoked_at else "",
        }
        for row in rows
    ]
