"""Secrets of second factors at rest: sealed under a key derived from the secret of the office."""

import base64
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from rugsat.kernel.errors import RugsatError

_PURPOSE = b"rugsat second factor at rest 1"
_NONCE_BYTES = 12


class FactorUnreadableError(RugsatError):
    """A secret of a second factor that was sealed under another secret of the office."""


def sealed(text: str) -> str:
    """Seal a secret; each time another text."""
    nonce = os.urandom(_NONCE_BYTES)
    return base64.urlsafe_b64encode(nonce + _cipher(settings.SECRET_KEY).encrypt(nonce, text.encode(), None)).decode()


def unsealed(text: str) -> str:
    """Open what was sealed, under the secret of the office or one that it had before; else FactorUnreadableError."""
    content = base64.urlsafe_b64decode(text)
    for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        try:
            return _cipher(secret).decrypt(content[:_NONCE_BYTES], content[_NONCE_BYTES:], None).decode()
        except InvalidTag:
            continue
    message = (
        "the second factor was set up under another secret of the office: restore secret.key, or name the earlier one "
        "in RUGSAT_SECRET_KEY_BEFORE, or have the administrator remove the factor"
    )
    raise FactorUnreadableError(message)


def _cipher(secret: str) -> AESGCM:
    return AESGCM(HKDF(algorithm=SHA256(), length=32, salt=None, info=_PURPOSE).derive(secret.encode()))
