"""The least that a certificate must say, signed as a CBOR Web Token (RFC 8392), small enough for a printed code."""

import base64
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from rugsat.evidence.credentials.certificate import Certificate, StatusPosition
from rugsat.evidence.credentials.cose import sign_claims, verify_claims
from rugsat.evidence.credentials.signer import CredentialError, Signer
from rugsat.evidence.credentials.trust import Trust

_ISSUER, _SUBJECT, _EXPIRES, _NOT_BEFORE, _ISSUED = 1, 2, 4, 5, 6
_STATUS = 65535
# Keys below -65536 are for private use (RFC 8392, section 9.1).
_HOLDER, _INSTRUMENT, _CLASS, _SINCE, _UNTIL, _DEMONSTRATION = (-65537 - number for number in range(6))
_EPOCH = date(1970, 1, 1)
_LONGEST_NAME = 96
"""Bytes of the holder's name that the code has room for; a longer one is cut at a word and ends in an ellipsis."""

PREFIX = "RUGSAT:"
"""What a code begins with where no address of a page to verify on is set."""
_CODE = re.compile(r"(?:^|[/:#=?])([A-Z2-7]{64,})$")


@dataclass(frozen=True, slots=True)
class Compact:
    """What a code says, after its signature was verified."""

    number: str
    jurisdiction: str
    holder: str
    instrument: str
    cls: str
    since: date
    until: date | None
    demonstration: bool
    status: StatusPosition | None
    issued_at: datetime
    key: str


def compact(certificate: Certificate, *, at: datetime, signer: Signer) -> bytes:
    """Sign what the code says of a certificate."""
    claims: dict[int, Any] = {
        _ISSUER: certificate.jurisdiction,
        _SUBJECT: certificate.number,
        _ISSUED: int(at.timestamp()),
        _NOT_BEFORE: int(certificate.begins.timestamp()),
        _HOLDER: _shortened(certificate.holder),
        _INSTRUMENT: certificate.instrument,
        _SINCE: (certificate.since - _EPOCH).days,
    }
    if certificate.cls != "*":
        claims[_CLASS] = certificate.cls
    if certificate.until and certificate.ends:
        claims |= {_EXPIRES: int(certificate.ends.timestamp()), _UNTIL: (certificate.until - _EPOCH).days}
    if certificate.demonstration:
        claims[_DEMONSTRATION] = True
    if certificate.status:
        place = {"idx": certificate.status.index, "uri": certificate.status.uri}
        claims[_STATUS] = {"status_list": place}
    return sign_claims(claims, signer=signer)


def verify_compact(content: bytes, *, trust: Trust) -> Compact:
    """What a trusted key signed; CredentialError where it was changed or says less than a certificate must."""
    signed = verify_claims(content, trust=trust)
    claims = signed.claims
    try:
        found = _read(claims, signed.key.key.id)
    except (KeyError, TypeError, ValueError, OverflowError) as error:
        message = f"it is signed, but says not what a certificate must ({type(error).__name__}); ask the authority"
        raise CredentialError(message) from None
    if objection := signed.key.objection(found.issued_at):
        raise CredentialError(objection)
    signed.key.speaks_for(found.jurisdiction)
    return found


def code_text(content: bytes, *, page: str = "") -> str:
    """The text of the printed code: capitals and digits, which such a code holds most densely, after `page`.

    `page` is the address of a page to verify on, up to where the text of the code begins.
    """
    return f"{page or PREFIX}{base64.b32encode(content).rstrip(b'=').decode()}"


def signed_part(text: str) -> str:
    """The signed part of the text of a code, whichever page it names; CredentialError where there is none."""
    if match := _CODE.search(text.strip()):
        return match[1]
    message = f"this is not the text of a code: it ends in capitals and the digits 2 to 7, as {PREFIX}ABC…"
    raise CredentialError(message)


def from_code_text(text: str) -> bytes:
    """The signed bytes of the text of a code; CredentialError where it is none, or cut off."""
    signed = signed_part(text)
    try:
        content = base64.b32decode(signed + "=" * (-len(signed) % 8))
    except ValueError:
        content = b""
    if not content or base64.b32encode(content).rstrip(b"=").decode() != signed:
        message = "the text of the code is cut off or was changed; scan the code again"
        raise CredentialError(message)
    return content


def _shortened(name: str) -> str:
    if len(name.encode()) <= _LONGEST_NAME:
        return name
    kept = name.encode()[: _LONGEST_NAME - len("…".encode())].decode(errors="ignore")
    return f"{kept.rsplit(' ', 1)[0]}…"


def _read(claims: Mapping[int, Any], key: str) -> Compact:
    place = claims[_STATUS]["status_list"] if _STATUS in claims else None
    return Compact(
        number=str(claims[_SUBJECT]),
        jurisdiction=str(claims[_ISSUER]),
        holder=str(claims[_HOLDER]),
        instrument=str(claims[_INSTRUMENT]),
        cls=str(claims.get(_CLASS, "*")),
        since=_EPOCH + timedelta(days=claims[_SINCE]),
        until=_EPOCH + timedelta(days=claims[_UNTIL]) if _UNTIL in claims else None,
        demonstration=bool(claims.get(_DEMONSTRATION, False)),
        status=StatusPosition(str(place["uri"]), int(place["idx"])) if place else None,
        issued_at=datetime.fromtimestamp(claims[_ISSUED], UTC),
        key=key,
    )
