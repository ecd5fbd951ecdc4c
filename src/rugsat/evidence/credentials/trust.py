"""What a verifier trusts: the authority's public keys, each with its days, and the certificate its documents rest on.

The file is a JSON Web Key Set (RFC 7517). It is handed over apart from what it verifies: on paper, by a visit, in a
gazette. A single PEM file with a public key or with the authority's root certificate does for one kind of signature.
"""

import base64
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePublicNumbers
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, load_pem_public_key

from rugsat.evidence.credentials.base64url import from_base64url, to_base64url
from rugsat.evidence.credentials.plain_json import read_json
from rugsat.evidence.credentials.signer import CredentialError, PublicKey, VerificationKey, verification_key
from rugsat.kernel.errors import SourceError

_P256_BYTES = 32


@dataclass(frozen=True, slots=True)
class TrustedKey:
    """A public key with the days on which it signs: from `since`, no longer from `until`; None is not known."""

    key: VerificationKey
    since: date | None = None
    until: date | None = None
    revoked: date | None = None
    """Day on which the authority gave the key up, because somebody else may have it."""
    jurisdiction: str = ""
    """The jurisdiction whose authority signs with it; empty where the key came without saying so."""

    def speaks_for(self, jurisdiction: str) -> None:
        """Refuse what the authority of one jurisdiction signs in the name of another: CredentialError."""
        if self.jurisdiction and self.jurisdiction.lower() != jurisdiction.lower():
            message = (
                f"it speaks for '{jurisdiction}', but key {self.key.id} is of the authority of '{self.jurisdiction}': "
                "no authority signs for another; do not rely on it"
            )
            raise CredentialError(message)

    def joined(self, other: "TrustedKey") -> "TrustedKey":
        """The key as two files say it together: an end or a revocation that one of them knows holds."""
        if self.jurisdiction and other.jurisdiction and self.jurisdiction != other.jurisdiction:
            message = f"key {self.key.id} is said to be of '{self.jurisdiction}' and of '{other.jurisdiction}'"
            raise CredentialError(message)
        return TrustedKey(
            self.key,
            since=max((day for day in (self.since, other.since) if day), default=None),
            until=min((day for day in (self.until, other.until) if day), default=None),
            revoked=min((day for day in (self.revoked, other.revoked) if day), default=None),
            jurisdiction=self.jurisdiction or other.jurisdiction,
        )

    def objection(self, at: datetime, *, proven: bool = False) -> str | None:
        """Why a signature of a moment is not to be trusted though the key made it; None where it is.

        `proven` is whether a trusted body bears out that it was signed at that moment, and not merely dated so.
        """
        on = at.astimezone(UTC).date()
        if self.revoked and not (proven and on < self.revoked):
            return f"key {self.key.id} was revoked on {self.revoked}: what it signed proves nothing by itself"
        if (self.since and on < self.since) or (self.until and on >= self.until):
            return (
                f"key {self.key.id} does not sign on {on}: it signs from {self.since} until {self.until or 'further'}"
            )
        return None


@dataclass(frozen=True, slots=True)
class Trust:
    """The keys and root certificates that a verifier trusts."""

    keys: Mapping[str, TrustedKey]
    roots: tuple[x509.Certificate, ...] = ()
    time_roots: tuple[x509.Certificate, ...] = ()
    """Root certificates of bodies that stamp times; they certify no document of the authority."""

    def key(self, name: str) -> TrustedKey:
        """The key of a name; CredentialError where it is not trusted."""
        if name in self.keys:
            return self.keys[name]
        message = (
            f"it is signed with the key {name}, which is not among the trusted ones ({', '.join(sorted(self.keys))}); "
            "take the authority's present file of keys, or do not trust it"
        )
        raise CredentialError(message)

    def to_json(self, *, jurisdiction: str, authority: Mapping[str, str]) -> dict[str, Any]:
        """The trust as the JSON Web Key Set that the authority hands out."""
        keys = [_jwk(trusted) for _, trusted in sorted(self.keys.items())]
        roots = [base64.b64encode(root.public_bytes(Encoding.DER)).decode() for root in self.roots]
        return {"jurisdiction": jurisdiction, "authority": dict(authority), "keys": keys, "roots": roots}


def read_trust(paths: Iterable[Path]) -> Trust:
    """Put together what several files say: key sets, public keys (PEM), root certificates (PEM).

    An older file beside a newer one takes nothing back: a key that one of them says is revoked is revoked.
    """
    keys: dict[str, TrustedKey] = {}
    roots: list[x509.Certificate] = []
    for path in paths:
        found = _read(path)
        for name, key in found.keys.items():
            keys[name] = keys[name].joined(key) if name in keys else key
        roots += found.roots
    return Trust(keys, tuple(roots))


def trust_from_json(content: Mapping[str, Any]) -> Trust:
    """Read a JSON Web Key Set; a key of a kind that is not known is refused."""
    jurisdiction = str(content.get("jurisdiction", ""))
    trusted = [_trusted(jwk, jurisdiction) for jwk in content["keys"]]
    roots = [x509.load_der_x509_certificate(base64.b64decode(root)) for root in content.get("roots", ())]
    return Trust({each.key.id: each for each in trusted}, tuple(roots))


def _read(path: Path) -> Trust:
    content = path.read_bytes()
    try:
        if content.lstrip().startswith(b"{"):
            return trust_from_json(read_json(content))
        if b"BEGIN CERTIFICATE" in content:
            return Trust({}, tuple(x509.load_pem_x509_certificates(content)))
        key = verification_key(load_pem_public_key(content))
    except (ValueError, KeyError, TypeError, AttributeError, CredentialError) as error:
        why = error if isinstance(error, CredentialError) else type(error).__name__
        message = f"these are no keys to verify with ({why}); take the file that the authority hands out"
        raise SourceError(message, file=str(path)) from None
    return Trust({key.id: TrustedKey(key)})


def _jwk(trusted: TrustedKey) -> dict[str, Any]:
    public = trusted.key.public
    if isinstance(public, Ed25519PublicKey):
        form = {"kty": "OKP", "crv": "Ed25519", "x": to_base64url(public.public_bytes_raw())}
    else:
        numbers = public.public_numbers()
        x, y = (to_base64url(number.to_bytes(_P256_BYTES)) for number in (numbers.x, numbers.y))
        form = {"kty": "EC", "crv": "P-256", "x": x, "y": y}
    days = {"since": trusted.since, "until": trusted.until, "revoked": trusted.revoked}
    said = {name: day.isoformat() for name, day in days.items() if day}
    return {**form, "use": "sig", "alg": trusted.key.algorithm.value, "kid": trusted.key.id, **said}


def _trusted(jwk: Mapping[str, Any], jurisdiction: str) -> TrustedKey:
    key = VerificationKey(_public(jwk))
    if jwk.get("kid", key.id) != key.id:
        message = f"a key is called {jwk['kid']} and is {key.id}: the file was changed"
        raise CredentialError(message)
    days = {name: date.fromisoformat(jwk[name]) for name in ("since", "until", "revoked") if jwk.get(name)}
    return TrustedKey(key, jurisdiction=jurisdiction, **days)


def _public(jwk: Mapping[str, Any]) -> PublicKey:
    if jwk["kty"] == "OKP" and jwk["crv"] == "Ed25519":
        return Ed25519PublicKey.from_public_bytes(from_base64url(jwk["x"]))
    if jwk["kty"] == "EC" and jwk["crv"] == "P-256":
        x, y = (int.from_bytes(from_base64url(jwk[name])) for name in ("x", "y"))
        return EllipticCurvePublicNumbers(x, y, SECP256R1()).public_key()
    message = f"a key of the kind {jwk['kty']} is not known"
    raise CredentialError(message)
