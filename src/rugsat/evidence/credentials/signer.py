"""Keys that sign and keys that verify; what holds a signing key, a file or a device, stands behind one protocol."""

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol, TypeAlias

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, SECP256R1, EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey as P256PublicKey
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from rugsat.kernel.errors import RugsatError

PublicKey: TypeAlias = Ed25519PublicKey | P256PublicKey
PrivateKey: TypeAlias = Ed25519PrivateKey | EllipticCurvePrivateKey

_KEY_ID_LENGTH = 16
_P256_BYTES = 32


class CredentialError(RugsatError):
    """Something signed, a key or a list that cannot be made or read."""


class Algorithm(StrEnum):
    """The closed set of signature algorithms, named as in JOSE (RFC 7518, RFC 8037)."""

    ED25519 = "EdDSA"
    P256 = "ES256"


class Signer(Protocol):
    """Signs with a key that it does not show: a file holds it here, a device (PKCS#11) may hold it elsewhere."""

    @property
    def key(self) -> "VerificationKey":
        """The public half."""
        ...

    def sign(self, message: bytes) -> bytes:
        """Sign a message: 64 bytes, as JOSE and COSE write them."""
        ...


@dataclass(frozen=True, slots=True)
class VerificationKey:
    """The public half of a signing key."""

    public: PublicKey

    @property
    def id(self) -> str:
        """Name of the key: the first 16 hexadecimal digits of the SHA-256 of its SubjectPublicKeyInfo."""
        form = self.public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
        return hashlib.sha256(form).hexdigest()[:_KEY_ID_LENGTH]

    @property
    def algorithm(self) -> Algorithm:
        """What the key signs with."""
        return Algorithm.ED25519 if isinstance(self.public, Ed25519PublicKey) else Algorithm.P256

    def verifies(self, signature: object, message: bytes) -> bool:
        """Tell whether the key signed the message; what is no bytes, as a stranger may send it, is no signature."""
        if not isinstance(signature, bytes):
            return False
        try:
            if isinstance(self.public, Ed25519PublicKey):
                self.public.verify(signature, message)
                return True
            if len(signature) != 2 * _P256_BYTES:
                return False
            halves = (int.from_bytes(signature[:_P256_BYTES]), int.from_bytes(signature[_P256_BYTES:]))
            self.public.verify(encode_dss_signature(*halves), message, ECDSA(SHA256()))
        except InvalidSignature:
            return False
        return True


@dataclass(frozen=True, slots=True)
class SoftwareSigner:
    """A signing key in the memory of this program."""

    private: PrivateKey

    def __repr__(self) -> str:
        """The name of the key and never the key."""
        return f"SoftwareSigner({self.key.id})"

    @property
    def key(self) -> VerificationKey:
        """The public half."""
        return verification_key(self.private.public_key())

    def sign(self, message: bytes) -> bytes:
        """Sign a message: 64 bytes, as JOSE and COSE write them."""
        if isinstance(self.private, Ed25519PrivateKey):
            return self.private.sign(message)
        r, s = decode_dss_signature(self.private.sign(message, ECDSA(SHA256())))
        return r.to_bytes(_P256_BYTES) + s.to_bytes(_P256_BYTES)


def verification_key(public: object) -> VerificationKey:
    """A public key that verifies; CredentialError where it is of a kind that the authority does not use."""
    if isinstance(public, Ed25519PublicKey) or (
        isinstance(public, P256PublicKey) and isinstance(public.curve, SECP256R1)
    ):
        return VerificationKey(public)
    message = "the key is neither Ed25519 nor P-256; take the file of keys that the authority hands out"
    raise CredentialError(message)
