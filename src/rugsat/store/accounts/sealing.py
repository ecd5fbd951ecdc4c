"""Secrets at rest, as of second factors: sealed under a key derived from the secret of the office."""

import base64
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from rugsat.kernel.errors import RugsatError

_FACTOR = b"rugsat second factor at rest 1"
HALF = b"rugsat half of a password 1"
"""What a secret is sealed for; one that is sealed for something else is not opened."""
_NONCE_BYTES = 12


class FactorUnreadableError(RugsatError):
    """A secret that was sealed under another secret of the office."""


def sealed(text: str, purpose: bytes = _FACTOR) -> str:
    """Seal a secret; each time another text."""
    nonce = os.urandom(_NONCE_BYTES)
    cipher = _cipher(settings.SECRET_KEY, purpose)
    return base64.urlsafe_b64encode(nonce + cipher.encrypt(nonce, text.encode(), None)).decode()


def unsealed(text: str, purpose: bytes = _FACTOR) -> str:
    """Open what was sealed, under the secret of the office or one that it had before; else FactorUnreadableError."""
    content = base64.urlsafe_b64decode(text)
    for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        try:
            return _cipher(secret, purpose).decrypt(content[:_NONCE_BYTES], content[_NONCE_BYTES:], None).decode()
        except InvalidTag:
            continue
    message = (
        "the second factor was set up under another secret of the office: restore secret.key, or name the earlier one "
        "in RUGSAT_SECRET_KEY_BEFORE, or have the administrator remove the factor"
        if purpose == _FACTOR
        else "it was sealed under another secret of the office: begin anew, or restore secret.key"
    )
    raise FactorUnreadableError(message)


def _cipher(secret: str, purpose: bytes) -> AESGCM:
    return AESGCM(HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose).derive(secret.encode()))
