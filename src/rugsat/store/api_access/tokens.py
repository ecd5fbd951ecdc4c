"""Finding the token that a request brings."""

from datetime import datetime

from rugsat.kernel.errors import RugsatError
from rugsat.store.api_access.models import Token
from rugsat.store.api_access.secret import digest_of_secret


class TokenRefusedError(RugsatError):
    """A token that nobody has, that has ended or was revoked."""


def token_for(secret: str, at: datetime) -> Token:
    """The token that is good at a moment, with its account; TokenRefusedError does not say which of all is wrong."""
    found = Token.objects.select_related("account").filter(digest=digest_of_secret(secret)).first()
    if found is None or found.revoked_at is not None or found.expires_at <= at or not found.account.is_active:
        message = "the token is not known, has ended or was revoked: ask the authority for a new one"
        raise TokenRefusedError(message)
    return found
