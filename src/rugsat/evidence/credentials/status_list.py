"""The status of many certificates in one signed list (Token Status List), which says of nobody who asked."""

import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import IntEnum

from rugsat.evidence.credentials.base64url import from_base64url, to_base64url
from rugsat.evidence.credentials.cose import sign_claims, verify_claims
from rugsat.evidence.credentials.jws import sign_json, verify_json
from rugsat.evidence.credentials.signer import CredentialError, Signer
from rugsat.evidence.credentials.trust import Trust

JWT_KIND = "statuslist+jwt"
CWT_KIND = "application/statuslist+cwt"
_SUBJECT, _EXPIRES, _ISSUED, _LIST = 2, 4, 6, 65533
_BITS = 2
_LARGEST = 1 << 26
"""Bytes that a list may unfold to: room for 268 million certificates, and no more, against a bomb."""


class Status(IntEnum):
    """What a list says of a certificate; the numbers are those of the specification."""

    VALID = 0
    REVOKED = 1
    SUSPENDED = 2


@dataclass(frozen=True, slots=True)
class StatusList:
    """The statuses by place, from 0, as of a moment, and where the list is published."""

    uri: str
    statuses: bytes
    """Statuses, packed from the least significant bit."""
    as_of: datetime
    valid_until: datetime | None = None
    bits: int = _BITS
    key: str = ""
    """Key that signed it; empty before it was signed and verified."""
    jurisdiction: str = ""
    """The jurisdiction whose authority signed it, where its key says so."""

    def __getitem__(self, index: int) -> int:
        """The status in a place; CredentialError where the list does not reach so far."""
        per_byte = 8 // self.bits
        if not 0 <= index < len(self.statuses) * per_byte:
            message = f"the status list has no place {index}; take the list that the certificate names, as of now"
            raise CredentialError(message)
        return self.statuses[index // per_byte] >> (index % per_byte * self.bits) & ((1 << self.bits) - 1)

    def count(self, status: Status) -> int:
        """How many places have a status; counted byte by byte, for a list may have millions of places."""
        mask, wanted = (1 << self.bits) - 1, status.value
        return sum(
            self.statuses.count(byte) * sum(byte >> at & mask == wanted for at in range(0, 8, self.bits))
            for byte in range(256)
        )

    def to_jwt(self, *, signer: Signer) -> str:
        """The list as a signed JWT."""
        packed = {"bits": self.bits, "lst": to_base64url(zlib.compress(self.statuses, 9))}
        payload = {"sub": self.uri, "iat": int(self.as_of.timestamp()), "status_list": packed}
        if self.valid_until:
            payload["exp"] = int(self.valid_until.timestamp())
        return sign_json(payload, kind=JWT_KIND, signer=signer)

    def to_cwt(self, *, signer: Signer) -> bytes:
        """The list as a signed CWT."""
        packed = {"bits": self.bits, "lst": zlib.compress(self.statuses, 9)}
        claims = {_SUBJECT: self.uri, _ISSUED: int(self.as_of.timestamp()), _LIST: packed}
        if self.valid_until:
            claims[_EXPIRES] = int(self.valid_until.timestamp())
        return sign_claims(claims, signer=signer, kind=CWT_KIND)


def status_list(
    statuses: Mapping[int, Status], *, uri: str, size: int, as_of: datetime, valid_for: timedelta | None = None
) -> StatusList:
    """Make a list with room for `size` certificates, of which all that are not named are valid.

    Give every list the same generous size: how many places are taken is then not told.
    """
    packed = bytearray(-(-size * _BITS // 8))
    per_byte = 8 // _BITS
    for index, status in statuses.items():
        if not 0 <= index < size:
            message = f"place {index} is outside the list of {size}; make the list larger"
            raise CredentialError(message)
        packed[index // per_byte] |= status << (index % per_byte * _BITS)
    return StatusList(uri, bytes(packed), as_of, as_of + valid_for if valid_for else None)


def read_status_list(content: bytes, *, trust: Trust) -> StatusList:
    """Read a signed list of either form; CredentialError where it was changed or a key is not trusted."""
    try:
        if content.lstrip().startswith(b"ey"):
            signed = verify_json(content.decode(), kind=JWT_KIND, trust=trust)
            packed = signed.payload["status_list"]
            times = (signed.payload["iat"], signed.payload.get("exp"))
            found = (signed.payload["sub"], from_base64url(packed["lst"]), signed.key)
        else:
            claimed = verify_claims(content, trust=trust, kind=CWT_KIND)
            packed = claimed.claims[_LIST]
            times = (claimed.claims[_ISSUED], claimed.claims.get(_EXPIRES))
            found = (claimed.claims[_SUBJECT], packed["lst"], claimed.key.key.id)
        as_of, until = (datetime.fromtimestamp(each, UTC) if each is not None else None for each in times)
        assert as_of is not None
        if packed["bits"] not in {1, 2, 4, 8}:
            raise ValueError
        of = trust.key(found[2]).jurisdiction
        listed = StatusList(found[0], unfolded(found[1]), as_of, until, packed["bits"], found[2], of)
    except (ValueError, KeyError, TypeError, OverflowError, zlib.error) as error:
        message = f"the status list cannot be read ({type(error).__name__}); get it again from the authority"
        raise CredentialError(message) from None
    if objection := trust.key(listed.key).objection(listed.as_of):
        raise CredentialError(objection)
    return listed


def unfolded(content: bytes) -> bytes:
    """The statuses of a compressed list; ValueError where it is cut off or unfolds without end."""
    unfold = zlib.decompressobj()
    statuses = unfold.decompress(content, _LARGEST)
    if not unfold.eof or unfold.unused_data:
        message = "the list is cut off or too large"
        raise ValueError(message)
    return statuses
