"""The whole certificate as an SD-JWT VC: the holder shows or withholds each owner, the authority's signature holds.

Forms: Selective Disclosure for JWTs (RFC 9901) and SD-JWT-based Verifiable Credentials (dc+sd-jwt).
"""

import hashlib
import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from rugsat.evidence.credentials.base64url import from_base64url, to_base64url
from rugsat.evidence.credentials.certificate import Certificate, certificate_from_json
from rugsat.evidence.credentials.jws import sign_json, verify_json
from rugsat.evidence.credentials.plain_json import read_json
from rugsat.evidence.credentials.signer import CredentialError, Signer
from rugsat.evidence.credentials.trust import Trust

KIND = "dc+sd-jwt"
TYPE = "urn:rugsat:certificate:1"
_SALT_BYTES = 16
_STATUS = "status"
_REGISTERED = ("iss", "iat", "nbf", "exp", "vct", "sub", "_sd_alg", _STATUS)


@dataclass(frozen=True, slots=True)
class Credential:
    """What an SD-JWT VC says, after its signature and its disclosures were verified."""

    certificate: Certificate
    """With those owners that were disclosed."""
    withheld: int
    """Owners that were not disclosed."""
    issued_at: datetime
    key: str


def credential(certificate: Certificate, *, at: datetime, signer: Signer) -> str:
    """Sign a certificate; every owner is a disclosure of its own at the end of the text."""
    disclosures = [_disclosure(owner) for owner in certificate.owners]
    said = {name: value for name, value in certificate.to_json().items() if name not in {"owners", _STATUS}}
    claims = {
        **said,
        "iss": f"urn:rugsat:{certificate.jurisdiction}",
        "vct": TYPE,
        "sub": certificate.number,
        "iat": int(at.timestamp()),
        "nbf": int(certificate.begins.timestamp()),
        "owners": [{"...": _digest(each)} for each in disclosures],
        "_sd_alg": "sha-256",
    }
    if certificate.ends:
        claims["exp"] = int(certificate.ends.timestamp())
    if certificate.status:
        claims[_STATUS] = {"status_list": {"idx": certificate.status.index, "uri": certificate.status.uri}}
    return "~".join([sign_json(claims, kind=KIND, signer=signer), *disclosures, ""])


def withholding(text: str, *, showing: Sequence[int]) -> str:
    """The credential with only those owners shown whose places, from 0, are named; the holder makes it.

    CredentialError where the text is no credential, of which nothing could be withheld.
    """
    if "~" not in text:
        message = "this is no credential: its text has no tilde; take the file that the authority gave out"
        raise CredentialError(message)
    signed, *disclosures, end = text.split("~")
    return "~".join([signed, *(disclosures[place] for place in showing), end])


def verify_credential(text: str, *, trust: Trust) -> Credential:
    """What a trusted key signed; CredentialError where it was changed, or a disclosure does not belong to it."""
    signed, *disclosures = text.strip().split("~")
    if not disclosures:
        message = "it is cut off: a credential ends in a tilde, after what its holder shows; get it whole"
        raise CredentialError(message)
    if disclosures.pop():
        message = "it ends in a proof of its holder, which certificates have none of; get it from the holder as issued"
        raise CredentialError(message)
    verified = verify_json(signed, kind=KIND, trust=trust)
    payload = dict(verified.payload)
    if payload.get("vct") != TYPE:
        message = f"it is a credential of the type {payload.get('vct')}, not {TYPE}"
        raise CredentialError(message)
    if payload.get("_sd_alg", "sha-256") != "sha-256":
        message = (
            f"what it withholds is hashed by {payload['_sd_alg']}, and certificates hash by sha-256; ask for another"
        )
        raise CredentialError(message)
    shown = {_digest(each): each for each in disclosures}
    try:
        wanted = [place["..."] for place in payload["owners"]]
        if set(shown) - set(wanted) or len(shown) != len(disclosures) or len(set(wanted)) != len(wanted):
            message = "a disclosure does not belong to the credential, or is there twice; do not rely on it"
            raise CredentialError(message)
        owners = [_value(shown[digest]) for digest in wanted if digest in shown]
        certificate = certificate_from_json(_said(payload, owners))
        if payload["iss"] != f"urn:rugsat:{certificate.jurisdiction}":
            raise ValueError
    except (KeyError, TypeError, ValueError) as error:
        message = f"it is signed, but says not what a certificate must ({type(error).__name__}); ask the authority"
        raise CredentialError(message) from None
    trust.key(verified.key).speaks_for(certificate.jurisdiction)
    return Credential(certificate, len(wanted) - len(owners), verified.signed_at, verified.key)


def _said(payload: Mapping[str, Any], owners: Sequence[str]) -> dict[str, Any]:
    said = {name: value for name, value in payload.items() if name not in _REGISTERED}
    place = payload[_STATUS]["status_list"] if _STATUS in payload else None
    status = {"uri": place["uri"], "index": place["idx"]} if place else None
    return {**said, "owners": list(owners), _STATUS: status}


def _disclosure(value: str) -> str:
    salt = to_base64url(secrets.token_bytes(_SALT_BYTES))
    return to_base64url(json.dumps([salt, value], ensure_ascii=False).encode())


def _digest(disclosure: str) -> str:
    return to_base64url(hashlib.sha256(disclosure.encode()).digest())


def _value(disclosure: str) -> str:
    _salt, value = read_json(from_base64url(disclosure))
    return str(value)
