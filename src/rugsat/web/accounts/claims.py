"""Which login a provider's word names."""

from collections.abc import Mapping
from typing import Any

_EMAIL, _VERIFIED = "email", "email_verified"


def login_named(claim: str, *, token: Mapping[str, Any], information: Mapping[str, Any]) -> str:
    """The login that a claim is, of the signed token before the information beside it; empty where it names none.

    An address of e-mail counts only where the same of the two says that the provider has verified that it is his who
    signs in: else anybody could enter that of an officer there.
    """
    said_by = token if claim in token else information
    said = said_by.get(claim)
    if not isinstance(said, str) or (claim == _EMAIL and said_by.get(_VERIFIED) is not True):
        return ""
    return said.strip().lower()
