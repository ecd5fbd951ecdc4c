"""A signature beside what it signs: the authority's statement on a digest, as a signed text of one line."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from rugsat.evidence.credentials.jws import sign_json, verify_json
from rugsat.evidence.credentials.signer import CredentialError, Signer
from rugsat.evidence.credentials.trust import Trust

KIND = "rugsat-statement+jwt"
SUFFIX = ".jws"
"""What the name of a signature ends in, after the whole name of the file that it stands beside."""
_DIGEST_LENGTH = 64


@dataclass(frozen=True, slots=True)
class Statement:
    """What a trusted key says: what is signed, its SHA-256, when."""

    what: str
    """rule_pack, receipt, bundle, register."""
    digest: str
    signed_at: datetime
    key: str
    jurisdiction: str = ""
    """The jurisdiction whose authority signed it, where its key says so."""


def sign_digest(digest: str, *, what: str, at: datetime, signer: Signer) -> str:
    """State that something is the authority's: `digest` is its SHA-256 in hexadecimal digits."""
    assert len(digest) == _DIGEST_LENGTH
    return sign_json({"what": what, "sha256": digest, "iat": int(at.timestamp())}, kind=KIND, signer=signer)


def verify_digest(text: str, digest: str, *, what: str, trust: Trust) -> Statement:
    """The statement on a digest; CredentialError where it is on something else or does not hold."""
    statement = read_statement(text, trust=trust)
    if (statement.what, statement.digest) != (what, digest):
        message = (
            f"the signature is on {statement.what} {statement.digest[:16]}…, and this is {what} {digest[:16]}…: "
            "it was changed, or the signature belongs to another file"
        )
        raise CredentialError(message)
    return statement


def read_statement(text: str, *, trust: Trust) -> Statement:
    """A statement whose signature holds."""
    signed = verify_json(text, kind=KIND, trust=trust)
    try:
        what, digest = str(signed.payload["what"]), str(signed.payload["sha256"])
    except KeyError:
        message = "it is signed, but states nothing; get the signature again from where the file came from"
        raise CredentialError(message) from None
    return Statement(what, digest, signed.signed_at, signed.key, trust.key(signed.key).jurisdiction)


def text_beside(path: Path) -> str:
    """The signature that lies beside a file, as text; bytes that are none make a signature that does not hold."""
    return signature_beside(path).read_text(encoding="utf-8", errors="replace")


def signature_beside(path: Path) -> Path:
    """Where the signature of a file lies: beside it, with `.jws` after its name."""
    return path.with_name(f"{path.name}{SUFFIX}")
