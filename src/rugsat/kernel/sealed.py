"""A national identifier sealed to the authority: whoever files it can close it, only the authority can open it."""

import base64
import binascii
import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from rugsat.kernel.errors import RugsatError

DOCUMENT_TYPES = frozenset({"passport", "id_card", "tax_number", "registration_number", "alien_registration", "other"})
"""The documents that an identifier can be taken from, named as in the returns."""

_VERSION = "sealed1"
_INFO = b"rugsat sealed identifier 1"
# RFC 9180, base mode: DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, ChaCha20-Poly1305.
_SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)
_BLOCK = 64
_FORM = re.compile(r"sealed1\.([0-9a-f]{16})\.([A-Za-z0-9_-]{120,760})")
_LONGEST_IDENTIFIER = 64


class SealError(RugsatError):
    """A sealed identifier that cannot be made or opened."""


@dataclass(frozen=True, slots=True)
class Identifier:
    """A national identifier: what stands in the document, which document it is, which country issued it."""

    text: str
    document: str
    country: str


def key_id(key: X25519PublicKey) -> str:
    """The name of a public key: the first 16 hexadecimal digits of its SHA-256."""
    return hashlib.sha256(key.public_bytes_raw()).hexdigest()[:16]


def seal(identifier: Identifier, *, to: X25519PublicKey) -> str:
    """Seal an identifier to the authority, as the text `sealed1.<key>.<base64url>`; each time another text.

    The plain text is JSON filled up to whole blocks of 64 bytes, so that its length says nothing of the document.
    """
    if identifier.document not in DOCUMENT_TYPES:
        known = ", ".join(sorted(DOCUMENT_TYPES))
        message = f"'{identifier.document}' is not a document type; use one of {known}"
        raise SealError(message)
    if not 0 < len(identifier.text.strip()) <= _LONGEST_IDENTIFIER:
        message = f"an identifier has 1 to {_LONGEST_IDENTIFIER} characters; write the one that stands in the document"
        raise SealError(message)
    if not re.fullmatch(r"[A-Z]{2}", identifier.country):
        message = f"'{identifier.country}' is not a country code; write two capitals, as in TM"
        raise SealError(message)
    fields = {"country": identifier.country, "document": identifier.document, "identifier": identifier.text}
    plain = json.dumps(fields, ensure_ascii=False).encode()
    filled = plain.ljust(-(-len(plain) // _BLOCK) * _BLOCK)
    sealed = base64.urlsafe_b64encode(_SUITE.encrypt(filled, to, info=_INFO)).rstrip(b"=").decode()
    return f"{_VERSION}.{key_id(to)}.{sealed}"


def is_sealed(text: str) -> bool:
    """Tell whether a text has the form of a sealed identifier; whether it can be opened only the authority knows."""
    return bool(_FORM.fullmatch(text))


def open_sealed(text: str, *, keys: Mapping[str, X25519PrivateKey]) -> Identifier:
    """Open a sealed identifier with the authority's private keys, named by `key_id`; SealError where none opens it."""
    match = _FORM.fullmatch(text)
    if not match:
        message = "a sealed identifier is written sealed1.<key>.<base64url>; seal it with the authority's public key"
        raise SealError(message)
    key = keys.get(match[1])
    if key is None:
        message = f"it is sealed to the key {match[1]}, which the authority does not have; use its current public key"
        raise SealError(message)
    try:
        plain = _SUITE.decrypt(base64.urlsafe_b64decode(match[2] + "=" * (-len(match[2]) % 4)), key, info=_INFO)
        fields = json.loads(plain)
        found = Identifier(str(fields["identifier"]), str(fields["document"]), str(fields["country"]))
    except (InvalidTag, binascii.Error, ValueError, KeyError, TypeError):
        message = "it does not open with the authority's key: it was changed, cut off or not sealed; seal it anew"
        raise SealError(message) from None
    if found.document not in DOCUMENT_TYPES or len(found.text) > _LONGEST_IDENTIFIER:
        message = "it opens to no known document; seal it anew with one of the document types of the return"
        raise SealError(message)
    return found
