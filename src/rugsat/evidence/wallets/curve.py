"""Keys and signatures on secp256k1, and the hashes that go with them."""

import hashlib
from typing import TYPE_CHECKING

from rugsat.evidence.wallets.refusal import ProofRefusedError, extra_missing

if TYPE_CHECKING:
    from coincurve import PublicKey


def double_sha256(content: bytes) -> bytes:
    """SHA-256 twice, as Bitcoin hashes."""
    return hashlib.sha256(hashlib.sha256(content).digest()).digest()


def tagged_hash(tag: str, content: bytes) -> bytes:
    """SHA-256 with a tag in front, as BIP-340 defines it."""
    head = hashlib.sha256(tag.encode()).digest()
    return hashlib.sha256(head + head + content).digest()


def hash160(content: bytes) -> bytes:
    """RIPEMD-160 of SHA-256, as addresses hold it."""
    try:
        from bip_utils.utils.crypto import Hash160  # noqa: PLC0415
    except ImportError as error:
        raise extra_missing(error) from error
    return bytes(Hash160.QuickDigest(content))


def recovered(signature: bytes, recovery: int, digest: bytes) -> "PublicKey":
    """The key that made a signature (r and s, 64 bytes) of a digest."""
    try:
        from coincurve import PublicKey  # noqa: PLC0415
    except ImportError as error:
        raise extra_missing(error) from error
    try:
        return PublicKey.from_signature_and_message(signature + bytes([recovery]), digest, hasher=None)
    except Exception as error:  # coincurve raises bare exceptions
        message = "the signature is no point of the curve: sign the message again and copy the whole signature"
        raise ProofRefusedError(message) from error


def ecdsa_holds(key: bytes, signature: bytes, digest: bytes) -> bool:
    """Whether a DER signature of a digest was made with a key."""
    try:
        from coincurve import PublicKey  # noqa: PLC0415
    except ImportError as error:
        raise extra_missing(error) from error
    try:
        return PublicKey(key).verify(signature, digest, hasher=None)
    except Exception:
        return False


def schnorr_holds(key: bytes, signature: bytes, digest: bytes) -> bool:
    """Whether a Schnorr signature (BIP-340) of a digest was made with a key of 32 bytes."""
    try:
        from coincurve import PublicKeyXOnly  # noqa: PLC0415
    except ImportError as error:
        raise extra_missing(error) from error
    try:
        return PublicKeyXOnly(key).verify(signature, digest)
    except Exception:
        return False
