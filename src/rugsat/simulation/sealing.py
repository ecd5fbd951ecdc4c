"""Sealing identifiers to the simulated authority, the same text for the same seed; and the token that must come of it.

Written from RFC 9180 and RFC 2104 apart from the code that opens seals, so that the two check each other.
"""

import base64
import hashlib
import hmac
import json
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from rugsat.simulation.streams import stream

_KEM = b"KEM" + (0x0020).to_bytes(2, "big")
_HPKE = b"HPKE" + (0x0020).to_bytes(2, "big") + (0x0001).to_bytes(2, "big") + (0x0003).to_bytes(2, "big")
_INFO = b"rugsat sealed identifier 1"
_BLOCK = 64


@dataclass(frozen=True, slots=True)
class Passport:
    """The number of a passport, in the one way of writing that a token is made of."""

    number: str
    country: str


class Sealer:
    """Seals identifiers to the key of a simulated authority, which follows from the seed and protects nobody.

    Senders seal apart from each other: each has randomness of its own.
    """

    def __init__(self, seed: int, sender: str = "") -> None:
        rng = stream(seed, "authority keys")
        self._private = X25519PrivateKey.from_private_bytes(rng.bytes(32))
        self._token_key = rng.bytes(32)
        self._ephemeral = stream(seed, "ephemeral keys", *([sender] if sender else []))
        public = self._private.public_key()
        self._public: X25519PublicKey = public
        self._public_raw = public.public_bytes_raw()
        self._key_id = hashlib.sha256(self._public_raw).hexdigest()[:16]
        self._psk_context = _psk_context()

    def seal(self, passport: Passport) -> str:
        """The sealed text of a passport number; each time another one, the same ones again for the same seed."""
        fields = {"country": passport.country, "document": "passport", "identifier": passport.number}
        plain = json.dumps(fields, ensure_ascii=False).encode()
        filled = plain.ljust(-(-len(plain) // _BLOCK) * _BLOCK)
        ephemeral = X25519PrivateKey.from_private_bytes(self._ephemeral.bytes(32))
        encapsulated = ephemeral.public_key().public_bytes_raw()
        shared = _shared_secret(ephemeral.exchange(self._public), encapsulated + self._public_raw)
        secret = _extract(_HPKE, shared, b"secret", b"")
        key = _expand(_HPKE, secret, b"key", self._psk_context, 32)
        nonce = _expand(_HPKE, secret, b"base_nonce", self._psk_context, 12)
        sealed = encapsulated + ChaCha20Poly1305(key).encrypt(nonce, filled, b"")
        return f"sealed1.{self._key_id}.{base64.urlsafe_b64encode(sealed).rstrip(b'=').decode()}"

    def token(self, passport: Passport) -> str:
        """The token that intake must make of the passport."""
        message = "\x1f".join((passport.country, "passport", passport.number)).encode()
        digest = hmac.digest(self._token_key, message, "sha256")
        return f"1.{base64.urlsafe_b64encode(digest).rstrip(b'=').decode()}"

    def write_keys(self, folder: Path) -> None:
        """Write the keys of the simulated authority, so that intake can open what was sealed."""
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / "authority-keys.json"
        path.unlink(missing_ok=True)
        path.touch(mode=0o600)
        content = {
            "opening": [base64.b64encode(self._private.private_bytes_raw()).decode()],
            "token_key": "1",
            "token_keys": {"1": base64.b64encode(self._token_key).decode()},
        }
        path.write_text(json.dumps(content, indent=2))
        (folder / "authority-public.pem").write_bytes(
            self._public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
        )


def _shared_secret(exchanged: bytes, context: bytes) -> bytes:
    extracted = _extract(_KEM, b"", b"eae_prk", exchanged)
    return _expand(_KEM, extracted, b"shared_secret", context, 32)


def _psk_context() -> bytes:
    """The context of the base mode: no pre-shared key."""
    identifier = _extract(_HPKE, b"", b"psk_id_hash", b"")
    return b"\x00" + identifier + _extract(_HPKE, b"", b"info_hash", _INFO)


def _extract(suite: bytes, salt: bytes, label: bytes, material: bytes) -> bytes:
    return hmac.digest(salt or bytes(32), b"HPKE-v1" + suite + label + material, "sha256")


def _expand(suite: bytes, key: bytes, label: bytes, info: bytes, length: int) -> bytes:
    # One block of SHA-256 is enough for all lengths that are asked for here.
    return hmac.digest(key, length.to_bytes(2, "big") + b"HPKE-v1" + suite + label + info + b"\x01", "sha256")[:length]
