"""The authority's signing keys in a folder: made, rotated with an overlap, revoked, and handed out as trust."""

import json
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePrivateKey, generate_private_key
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

from rugsat.evidence.credentials.authority_certificate import document_certificate, root_certificate
from rugsat.evidence.credentials.plain_json import read_json
from rugsat.evidence.credentials.signer import (
    CredentialError,
    PrivateKey,
    SoftwareSigner,
    VerificationKey,
    verification_key,
)
from rugsat.evidence.credentials.trust import Trust, TrustedKey
from rugsat.evidence.lake.durable import sync_file, write_durably
from rugsat.kernel.errors import SourceError

_RING, _TRUST, _ROOT = "ring.json", "authority-trust.json", "authority-root.pem"


class Use(StrEnum):
    """What a key signs; one key has one use."""

    ROOT = "root"
    DOCUMENTS = "documents"
    CREDENTIALS = "credentials"


@dataclass(frozen=True, slots=True)
class HeldKey:
    """A key of the ring; `private` says where its secret half is: `file:NAME` here, a device elsewhere."""

    key: VerificationKey
    use: Use
    since: date
    until: date | None
    private: str
    revoked: date | None = None

    @property
    def trusted(self) -> TrustedKey:
        """What a verifier is told of it."""
        return TrustedKey(self.key, self.since, self.until, self.revoked)


@dataclass(frozen=True, slots=True)
class KeyRing:
    """The keys of an authority."""

    folder: Path
    jurisdiction: str
    authority: Mapping[str, str]
    """Titles of the authority by language."""
    keys: tuple[HeldKey, ...]

    def signer(self, use: Use, at: datetime) -> SoftwareSigner:
        """The key that signs for a use at a moment, the newest of several; CredentialError where there is none."""
        on = at.date()
        able = [key for key in self.keys if key.use is use and not key.revoked and key.trusted.objection(at) is None]
        if not able:
            message = f"{self.folder} has no key that signs {use.value} on {on}; rotate the keys"
            raise CredentialError(message)
        return SoftwareSigner(self._private(max(able, key=lambda key: key.since)))

    def chain(self, signer: SoftwareSigner) -> tuple[x509.Certificate, x509.Certificate]:
        """The certificate of a key that signs documents, and the root that it rests on."""
        own = (self.folder / f"{signer.key.id}.crt.pem").read_bytes()
        return x509.load_pem_x509_certificate(own), self.root

    @property
    def root(self) -> x509.Certificate:
        """The root certificate."""
        return x509.load_pem_x509_certificate((self.folder / _ROOT).read_bytes())

    @property
    def trust(self) -> Trust:
        """What is handed out to whoever verifies."""
        held = [key for key in self.keys if key.use is not Use.ROOT]
        return Trust({key.key.id: key.trusted for key in held}, (self.root,))

    def _private(self, held: HeldKey) -> PrivateKey:
        place, _, name = held.private.partition(":")
        if place != "file":
            message = f"key {held.key.id} is held by '{place}', which this program cannot open; sign where it is held"
            raise CredentialError(message)
        return _read_private(self.folder / name)


def make_key_ring(folder: Path, *, jurisdiction: str, authority: Mapping[str, str], on: date) -> KeyRing:
    """Make the keys of an authority, and what it hands out; keys that are there already are never overwritten.

    The root key only certifies the keys that sign documents: keep `root.pem` in a safe, apart from the others.
    """
    if (folder / _RING).exists():
        message = f"{folder} holds keys already, and certificates rest on them; rotate them, or choose another folder"
        raise CredentialError(message)
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(stat.S_IRWXU)
    root = generate_private_key(SECP256R1())
    certificate = root_certificate(root, authority=authority["en"], jurisdiction=jurisdiction, on=on)
    write_durably(folder / _ROOT, certificate.public_bytes(Encoding.PEM))
    keys = (_kept(folder, root, Use.ROOT, on, name="root.pem"), *_pair(folder, root, certificate, on))
    return _written(KeyRing(folder, jurisdiction, authority, keys))


def rotated(ring: KeyRing, *, on: date, since: date) -> KeyRing:
    """Make new keys that sign from a day on, when the present ones cease to; what those signed stays valid.

    Between `on` and `since` both are handed out, so that verifiers know the new keys before they are used.
    """
    if since < on:
        message = f"new keys cannot sign from {since}, for they are made on {on}; name that day or a later one"
        raise CredentialError(message)
    root = next(key for key in ring.keys if key.use is Use.ROOT)
    private = ring._private(root)
    assert isinstance(private, EllipticCurvePrivateKey)
    new = _pair(ring.folder, private, ring.root, since)
    old = [replace(key, until=since) if _signs(key, since) else key for key in ring.keys]
    return _written(replace(ring, keys=(*old, *new)))


def revoked(ring: KeyRing, key: str, *, on: date) -> KeyRing:
    """Give a key up because somebody else may have it; make new ones by rotating."""
    if key not in {held.key.id for held in ring.keys if held.use is not Use.ROOT}:
        message = f"{ring.folder} has no signing key '{key}'; its keys are in {_RING}"
        raise CredentialError(message)
    keys = tuple(replace(held, revoked=on) if held.key.id == key else held for held in ring.keys)
    return _written(replace(ring, keys=keys))


def read_key_ring(folder: Path) -> KeyRing:
    """Read the keys of an authority; SourceError where the folder holds none."""
    path = folder / _RING
    try:
        content = read_json(path.read_bytes())
        keys = tuple(_held(each) for each in content["keys"])
        return KeyRing(folder, content["jurisdiction"], content["authority"], keys)
    except (OSError, ValueError, KeyError, TypeError) as error:
        message = f"no signing keys can be read ({type(error).__name__}); make them with rugsat certificates make-keys"
        raise SourceError(message, file=str(path)) from None


def trust_file(folder: Path) -> Path:
    """Where the trust that is handed out lies."""
    return folder / _TRUST


def _signs(key: HeldKey, since: date) -> bool:
    return key.use is not Use.ROOT and (key.until is None or key.until > since)


def _pair(folder: Path, root: EllipticCurvePrivateKey, certificate: x509.Certificate, since: date) -> Iterator[HeldKey]:
    yield _kept(folder, Ed25519PrivateKey.generate(), Use.CREDENTIALS, since)
    private = generate_private_key(SECP256R1())
    held = _kept(folder, private, Use.DOCUMENTS, since)
    own = document_certificate(private.public_key(), root, certificate, since=since)
    write_durably(folder / f"{held.key.id}.crt.pem", own.public_bytes(Encoding.PEM))
    yield replace(held, until=own.not_valid_after_utc.date())


def _kept(folder: Path, private: PrivateKey, use: Use, since: date, *, name: str = "") -> HeldKey:
    key = verification_key(private.public_key())
    path = folder / (name or f"{key.id}.pem")
    path.touch(mode=0o600, exist_ok=False)
    path.write_bytes(private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    sync_file(path)
    return HeldKey(key, use, since, None, f"file:{path.name}")


def _read_private(path: Path) -> PrivateKey:
    try:
        if path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
            message = "others than its owner can read this signing key; revoke it, and set the mode 600 of the next"
            raise SourceError(message, file=str(path))
        private = load_pem_private_key(path.read_bytes(), password=None)
    except (OSError, ValueError, TypeError) as error:
        message = f"the signing key cannot be read ({type(error).__name__}); bring it from the safe, or rotate the keys"
        raise SourceError(message, file=str(path)) from None
    assert isinstance(private, Ed25519PrivateKey | EllipticCurvePrivateKey)
    return private


def _written(ring: KeyRing) -> KeyRing:
    content = {
        "jurisdiction": ring.jurisdiction,
        "authority": dict(ring.authority),
        "keys": [_to_json(key) for key in ring.keys],
    }
    _replace(ring.folder / _RING, content)
    _replace(trust_file(ring.folder), ring.trust.to_json(jurisdiction=ring.jurisdiction, authority=ring.authority))
    return ring


def _replace(path: Path, content: Mapping[str, Any]) -> None:
    write_durably(path, f"{json.dumps(content, indent=1, ensure_ascii=False)}\n".encode())


def _to_json(held: HeldKey) -> dict[str, Any]:
    days = {"since": held.since, "until": held.until, "revoked": held.revoked}
    public = held.key.public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
    said = {name: day.isoformat() if day else None for name, day in days.items()}
    return {"id": held.key.id, "use": held.use.value, **said, "private": held.private, "public": public}


def _held(content: Mapping[str, Any]) -> HeldKey:
    days = {name: date.fromisoformat(content[name]) if content[name] else None for name in ("until", "revoked")}
    return HeldKey(
        key=verification_key(load_pem_public_key(content["public"].encode())),
        use=Use(content["use"]),
        since=date.fromisoformat(content["since"]),
        private=content["private"],
        **days,
    )
