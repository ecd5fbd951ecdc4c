"""Signed CBOR as COSE_Sign1 (RFC 9052): what a CWT and the compact form of a status list are."""

from dataclasses import dataclass
from typing import Any

from rugsat.evidence.credentials.extra import needed
from rugsat.evidence.credentials.signer import Algorithm, CredentialError, Signer
from rugsat.evidence.credentials.trust import Trust, TrustedKey

_ALGORITHM, _KEY, _TYPE = 1, 4, 16
_SIGN1 = 18
_CODES = {Algorithm.ED25519: -8, Algorithm.P256: -7}
_PARTS = 4


@dataclass(frozen=True, slots=True)
class SignedClaims:
    """The claims that a trusted key signed."""

    claims: dict[int, Any]
    key: TrustedKey


def sign_claims(claims: dict[int, Any], *, signer: Signer, kind: str = "") -> bytes:
    """Sign the claims of a CWT; the algorithm and `kind`, a media type, are protected, the key id is beside them."""
    cbor2 = needed("cbor2")
    protected = cbor2.dumps({_ALGORITHM: _CODES[signer.key.algorithm], **({_TYPE: kind} if kind else {})})
    payload = cbor2.dumps(claims, canonical=True)
    signature = signer.sign(_signed(protected, payload))
    key = {_KEY: bytes.fromhex(signer.key.id)}
    return bytes(cbor2.dumps(cbor2.CBORTag(_SIGN1, [protected, key, payload, signature])))


def verify_claims(content: bytes, *, trust: Trust, kind: str = "") -> SignedClaims:
    """The claims of a CWT; CredentialError where it was changed, is of another kind or signed with another key."""
    cbor2 = needed("cbor2")
    try:
        tagged = cbor2.loads(content)
        if tagged.tag != _SIGN1 or len(tagged.value) != _PARTS or cbor2.dumps(tagged) != content:
            raise ValueError
        protected, beside, payload, signature = tagged.value
        header = cbor2.loads(protected)
        # Whatever else stands beside would not be signed, and what else is protected would have to be understood.
        if set(beside) != {_KEY} or not set(header) <= {_ALGORITHM, _TYPE} or not isinstance(payload, bytes):
            raise ValueError
        name, algorithm, said = beside[_KEY].hex(), header[_ALGORITHM], header.get(_TYPE, "")
    except Exception as error:  # a changed byte may mean anything in CBOR, also a reference to what is not there
        message = (
            f"the signed bytes cannot be read ({type(error).__name__}); they were changed or cut off: get them again"
        )
        raise CredentialError(message) from None
    trusted = trust.key(name)
    if algorithm != _CODES[trusted.key.algorithm] or said != kind:
        message = f"it is signed as '{said}' with algorithm {algorithm}, which is not what is asked for"
        raise CredentialError(message)
    if not trusted.key.verifies(signature, _signed(protected, payload)):
        message = "the signature does not fit: it was changed after it was signed; do not rely on it"
        raise CredentialError(message)
    return SignedClaims(_claims(payload), trusted)


def _claims(payload: bytes) -> dict[int, Any]:
    """What was signed, read only now that it is known who signed it."""
    try:
        claims = needed("cbor2").loads(payload)
    except Exception:  # the key of the authority signed what is no CBOR
        claims = None
    if not isinstance(claims, dict):
        message = "it is signed, but says nothing that can be read; ask the authority"
        raise CredentialError(message)
    return claims


def kind_of_claims(content: bytes) -> str:
    """The kind that a COSE_Sign1 says it is of; empty where it says none, or the bytes are none."""
    cbor2 = needed("cbor2")
    try:
        return str(cbor2.loads(cbor2.loads(content).value[0]).get(_TYPE, ""))
    except Exception:  # whatever it is, it says no kind
        return ""


def _signed(protected: bytes, payload: bytes) -> bytes:
    return bytes(needed("cbor2").dumps(["Signature1", protected, b"", payload]))
