"""The token itself: made, shown once, and known from then on by its digest."""

import hashlib
import secrets

PREFIX = "rugsat_"
"""How a token begins, so that a scanner for secrets finds one that was left lying about."""
_RANDOM_BYTES = 32
NAME_LENGTH = 16


def new_secret() -> str:
    """A new token; whoever makes it shows it once and keeps only its digest."""
    return PREFIX + secrets.token_urlsafe(_RANDOM_BYTES)


def digest_of_secret(secret: str) -> str:
    """SHA-256 of a token, in hexadecimal digits."""
    return hashlib.sha256(secret.encode()).hexdigest()
