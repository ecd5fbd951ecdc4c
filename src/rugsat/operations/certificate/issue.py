"""Issuing a certificate: its code, its paper, its signature and its credential, from one description."""

from dataclasses import dataclass
from datetime import datetime

from rugsat.evidence.credentials.certificate import Certificate
from rugsat.evidence.credentials.cwt import code_text, compact
from rugsat.evidence.credentials.key_ring import KeyRing, Use
from rugsat.evidence.credentials.sd_jwt import credential
from rugsat.operations.certificate.document_signature import signed_document
from rugsat.operations.certificate.paper import paper_of
from rugsat.operations.certificate.time_service import TimeService


@dataclass(frozen=True, slots=True)
class Issued:
    """A certificate in its three forms."""

    document: bytes
    """PDF/A, signed as PAdES."""
    code: str
    """Text of the printed code."""
    credential: str
    """SD-JWT VC."""


def issue(certificate: Certificate, *, ring: KeyRing, at: datetime, page: str = "", time_stamps: str = "") -> Issued:
    """Issue a certificate at a moment.

    `page` is the address of a page to verify on that the printed code begins with; none, where none is set.
    `time_stamps` is the address of a service for time stamps (RFC 3161); with it the PDF is PAdES B-T.
    """
    credentials, documents = (ring.signer(use, at) for use in (Use.CREDENTIALS, Use.DOCUMENTS))
    code = code_text(compact(certificate, at=at, signer=credentials), page=page)
    paper = paper_of(certificate, code=code, key=credentials.key.id, at=at)
    signed = signed_document(
        paper,
        signer=documents,
        chain=ring.chain(documents),
        at=at,
        reason=f"{certificate.title.get('en', certificate.instrument)} {certificate.number}",
        stamper=TimeService(time_stamps) if time_stamps else None,
    )
    return Issued(signed, code, credential(certificate, at=at, signer=credentials))
