"""Signed JSON in the compact form of JWS (RFC 7515): header, payload, signature."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from rugsat.evidence.credentials.base64url import from_base64url, to_base64url
from rugsat.evidence.credentials.plain_json import read_json
from rugsat.evidence.credentials.signer import CredentialError, Signer
from rugsat.evidence.credentials.trust import Trust
from rugsat.kernel.digest import canonical_json

_PARTS = 3


@dataclass(frozen=True, slots=True)
class SignedJson:
    """What was signed, by which key and when, after the signature was verified."""

    payload: Mapping[str, Any]
    key: str
    signed_at: datetime


def sign_json(payload: Mapping[str, Any], *, kind: str, signer: Signer) -> str:
    """Sign a payload, which must say when in `iat`; `kind` is the media type without its `application/`."""
    header = {"alg": signer.key.algorithm.value, "kid": signer.key.id, "typ": kind}
    signed = f"{to_base64url(canonical_json(header))}.{to_base64url(canonical_json(payload))}"
    return f"{signed}.{to_base64url(signer.sign(signed.encode()))}"


def kind_of(text: str) -> str:
    """The kind that a compact JWS says it is of; empty where the text is no JWS."""
    try:
        header = read_json(from_base64url(text.split(".", 1)[0]))
        return str(header.get("typ", "")) if isinstance(header, dict) else ""
    except ValueError:
        return ""


def verify_json(text: str, *, kind: str, trust: Trust) -> SignedJson:
    """What a trusted key signed; CredentialError where the text was changed, is of another kind or of another key."""
    parts = text.strip().split(".")
    if len(parts) != _PARTS:
        message = f"it is no signed {kind}: a signed text has three parts with points between them; get it whole"
        raise CredentialError(message)
    try:
        header, payload = (read_json(from_base64url(part)) for part in parts[:2])
        signature = from_base64url(parts[2])
        signed_at = datetime.fromtimestamp(payload["iat"], UTC)
        algorithm, name, said = header["alg"], str(header["kid"]), header["typ"]
    except (ValueError, KeyError, TypeError, OverflowError, OSError) as error:
        message = f"the signed text cannot be read ({type(error).__name__}); it was changed or cut off: get it again"
        raise CredentialError(message) from None
    trusted = trust.key(name)
    if algorithm != trusted.key.algorithm.value or said != kind or "crit" in header:
        message = f"it is signed as {said} with {algorithm}, not as {kind} with {trusted.key.algorithm.value}"
        raise CredentialError(message)
    if not trusted.key.verifies(signature, f"{parts[0]}.{parts[1]}".encode()):
        message = "the signature does not fit: it was changed after it was signed; do not rely on it"
        raise CredentialError(message)
    if objection := trusted.objection(signed_at):
        raise CredentialError(objection)
    return SignedJson(payload, name, signed_at)
