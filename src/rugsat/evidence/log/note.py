"""Signed notes of C2SP: text that one or more named keys have signed with Ed25519."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import NoReturn, Protocol

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    load_pem_private_key,
    load_pem_public_key,
)

from rugsat.evidence.log.base64_text import from_base64, to_base64
from rugsat.evidence.log.errors import KeyRefusedError, SignatureError

LONGEST_NOTE = 1 << 20
"""Bytes that a note has at most."""

_ED25519 = b"\x01"
_MOST_SIGNATURES = 64
_SIGNATURE = re.compile(r"— (\S+) (\S+)")
_PEM = b"-----BEGIN"


class Signer(Protocol):
    """Whoever signs for a log: a key in a file, or one in a device that never gives it out."""

    @property
    def name(self) -> str:
        """Name of the key; that of a log's key is the origin of the log."""

    @property
    def public_key(self) -> bytes:
        """The 32 bytes of the public key."""

    def sign(self, text: bytes) -> bytes:
        """The 64 bytes of the Ed25519 signature of a text."""


@dataclass(frozen=True, slots=True)
class Verifier:
    """A name and the public key that is trusted under it."""

    name: str
    public_key: bytes

    @property
    def key_id(self) -> bytes:
        """The four bytes by which a signature line tells its key."""
        return sha256(self.name.encode() + b"\n" + _ED25519 + self.public_key).digest()[:4]

    def __str__(self) -> str:
        """The key as one line that can be handed over: name, key id, key."""
        return f"{self.name}+{self.key_id.hex()}+{to_base64(_ED25519 + self.public_key)}"

    @classmethod
    def read(cls, text: str | bytes, *, name: str = "") -> "Verifier":
        """Read a public key from its line, or from PEM, which holds no name and so needs one.

        Raises KeyRefusedError where the text is neither.
        """
        content = text.encode() if isinstance(text, str) else text
        if content.lstrip().startswith(_PEM):
            return cls(named(name), _public_from_pem(content))
        try:
            line = content.decode().strip()
            found, key_id, key = line.split("+", 2)
            raw = from_base64(key)
            verifier = cls(named(found), raw[1:])
        except (ValueError, KeyRefusedError):
            message = "this is no key of a log: give the line name+id+key, or a PEM file with an Ed25519 public key"
            raise KeyRefusedError(message) from None
        if raw[:1] != _ED25519 or len(raw) != 33 or verifier.key_id.hex() != key_id:
            message = (
                f"the key of '{found}' is damaged or not Ed25519: its id {key_id} is not that of the key; copy it anew"
            )
            raise KeyRefusedError(message)
        return verifier

    def has_signed(self, text: bytes, signature: bytes) -> bool:
        """Whether a signature of a text is by this key."""
        try:
            Ed25519PublicKey.from_public_bytes(self.public_key).verify(signature, text)
        except (InvalidSignature, ValueError):
            return False
        return True


class KeySigner:
    """Signs with a private key that the program holds."""

    def __init__(self, name: str, key: Ed25519PrivateKey) -> None:
        self._name, self._key = named(name), key

    @classmethod
    def from_pem(cls, content: bytes, *, name: str, password: bytes | None = None) -> "KeySigner":
        """Read a private key from PEM; KeyRefusedError where it holds no Ed25519 key."""
        try:
            key = load_pem_private_key(content, password)
        except (ValueError, TypeError, UnsupportedAlgorithm):
            key = None
        if not isinstance(key, Ed25519PrivateKey):
            message = "this is no private key in PEM that can be opened, or not Ed25519; a log is signed with Ed25519"
            raise KeyRefusedError(message)
        return cls(name, key)

    @property
    def name(self) -> str:
        """Name of the key."""
        return self._name

    @property
    def public_key(self) -> bytes:
        """The 32 bytes of the public key."""
        return self._key.public_key().public_bytes_raw()

    def sign(self, text: bytes) -> bytes:
        """The Ed25519 signature of a text."""
        return self._key.sign(text)


def verifier_of(signer: Signer) -> Verifier:
    """The public half of a signer."""
    return Verifier(named(signer.name), signer.public_key)


def named(name: str) -> str:
    """A name that a key may have; KeyRefusedError where it is empty or has a space, a plus or a control character."""
    if not name or any(each == "+" or each.isspace() or unicodedata.category(each) == "Cc" for each in name):
        message = f"'{name}' cannot name a key or a log: write it without spaces and plus, as in log.example.gov/acts"
        raise KeyRefusedError(message)
    return name


def sign_note(text: str, *signers: Signer) -> bytes:
    """A note: the text, which must end a line, and a signature line of each signer."""
    _check_text(text)
    lines = []
    for signer in signers:
        verifier = verifier_of(signer)
        lines.append(f"— {verifier.name} {to_base64(verifier.key_id + signer.sign(text.encode()))}\n")
    return f"{text}\n{''.join(lines)}".encode()


def open_note(note: bytes, verifiers: Sequence[Verifier]) -> tuple[str, tuple[Verifier, ...]]:
    """The text of a note, and those of the known keys that have signed it, at least one.

    Raises SignatureError where the bytes are no note, no known key has signed it, or a signature that names a known
    key is not by it. Signatures of unknown keys are passed over, as the format asks.
    """
    text, lines = _parts(note)
    signed = []
    for name, blob in lines:
        for verifier in verifiers:
            if (verifier.name, verifier.key_id) != (name, blob[:4]):
                continue
            if not verifier.has_signed(text.encode(), blob[4:]):
                message = f"the signature of '{name}' is not of this text: the note was changed after it was signed"
                raise SignatureError(message)
            if verifier not in signed:  # the same line twice, or the same key given twice, is one signature
                signed.append(verifier)
    if not signed:
        names = ", ".join(sorted({name for name, _ in lines}))
        known = ", ".join(sorted({str(verifier) for verifier in verifiers}))
        message = f"no known key has signed it: it is signed by {names}, and the keys given are {known or 'none'}"
        raise SignatureError(message)
    return text, tuple(signed)


def text_of(note: bytes) -> str:
    """The text of a note whoever has signed it: only to find out which key is needed, never to be believed."""
    return _parts(note)[0]


def names_key(note: bytes, verifier: Verifier) -> bool:
    """Whether a signature line of a note names a key; whether the signature is right is found by opening the note."""
    return any((name, blob[:4]) == (verifier.name, verifier.key_id) for name, blob in _parts(note)[1])


def _parts(note: bytes) -> tuple[str, list[tuple[str, bytes]]]:
    if len(note) > LONGEST_NOTE:
        _refuse(f"it has {len(note)} bytes")
    try:
        content = note.decode()
    except UnicodeDecodeError:
        _refuse("it is not UTF-8")
    text, separator, below = content.rpartition("\n\n")
    if not separator or not below.endswith("\n"):
        _refuse("it has no signature lines after an empty line")
    _check_text(f"{text}\n")
    lines = below[:-1].split("\n")
    if len(lines) > _MOST_SIGNATURES:
        _refuse(f"it has {len(lines)} signatures")
    return f"{text}\n", [_signature(line) for line in lines]


def _signature(line: str) -> tuple[str, bytes]:
    match = _SIGNATURE.fullmatch(line)
    if match is None:
        _refuse(f"'{line[:40]}' is no signature line")
    try:
        blob = from_base64(match[2])
    except ValueError:
        _refuse(f"the signature of '{match[1]}' is not written in base64")
    if len(blob) < 5:
        _refuse(f"the signature of '{match[1]}' is cut off")
    return match[1], blob


def _check_text(text: str) -> None:
    if not text.endswith("\n") or any(each < " " and each != "\n" for each in text):
        _refuse("its text does not end a line, or has control characters")


def _refuse(why: str) -> NoReturn:
    message = f"this is no signed note: {why}; fetch it anew from its source"
    raise SignatureError(message) from None


def _public_from_pem(content: bytes) -> bytes:
    try:
        key = load_pem_public_key(content)
    except (ValueError, UnsupportedAlgorithm):
        key = None
    if not isinstance(key, Ed25519PublicKey):
        message = "this PEM holds no Ed25519 public key; ask for the public key of the log"
        raise KeyRefusedError(message)
    return key.public_bytes_raw()
