"""Verifying the signature of a PDF without a connection: whole, unchanged, of a key that the root certifies."""

import io
import logging
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from asn1crypto import cms
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, load_der_public_key
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import SignatureCoverageLevel, validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from rugsat.evidence.credentials.signer import CredentialError, verification_key
from rugsat.evidence.credentials.trust import Trust

_MEBIBYTE = 1 << 20
_HEXADECIMAL = re.compile(rb"<[0-9A-Fa-f]*>")
LARGEST = 64 * _MEBIBYTE
"""Bytes of a PDF that is looked at."""


@dataclass(frozen=True, slots=True)
class SignedDocument:
    """What the signature of a PDF says, after it was verified."""

    signed_at: datetime
    """The authority's own word, unless `stamped`."""
    stamped: bool
    """Whether a time stamp of a body that is trusted bears the moment out."""
    stamp: str
    """Who made the time stamp, trusted or not; empty where there is none."""
    signer: str
    key: str


def verify_document(content: bytes, *, trust: Trust) -> SignedDocument:
    """What the one signature of a PDF says.

    CredentialError where there is none, it does not cover the whole file, anything was changed or added, or its key
    is not certified by a trusted root. The certificate is judged as of the moment of signing.
    """
    if not trust.roots:
        message = "there is no root certificate to verify the PDF with; give the authority's file of keys with --key"
        raise CredentialError(message)
    try:
        embedded = _the_signature(content)
        signed_at: datetime = embedded.self_reported_timestamp
        status = _validated(embedded, trust, signed_at)
    except CredentialError:
        raise
    except Exception as error:  # a changed byte may break the file in any way that a reader of PDF can meet
        message = f"the PDF or its signature cannot be read ({type(error).__name__}); it was changed or cut off"
        raise CredentialError(message) from None
    if objection := _objection(status):
        raise CredentialError(objection)
    stamp = status.timestamp_validity
    stamped = stamp is not None and bool(stamp.trusted)
    if stamped:
        signed_at = stamp.timestamp
    key = _key_of(embedded.signer_cert, trust, signed_at, proven=stamped)
    return SignedDocument(
        signed_at=signed_at,
        stamped=stamped,
        stamp=str(stamp.signing_cert.subject.human_friendly) if stamp else "",
        signer=str(embedded.signer_cert.subject.native["organization_name"]),
        key=key,
    )


def attachment_of(content: bytes, name: str) -> bytes | None:
    """A file that is attached to a PDF, None where there is none of that name."""
    try:
        names = PdfFileReader(io.BytesIO(content)).root["/Names"]["/EmbeddedFiles"]["/Names"]
        held = {str(names[place]): names[place + 1] for place in range(0, len(names), 2)}
        data: bytes = held[name]["/EF"]["/F"].data
    except Exception:  # whatever is wrong with the file, there is nothing attached that can be used
        return None
    return data


def _the_signature(content: bytes) -> Any:
    if len(content) > LARGEST:
        message = f"the PDF is larger than {LARGEST // _MEBIBYTE} MB; no certificate is"
        raise CredentialError(message)
    logging.getLogger("pyhanko").setLevel(logging.CRITICAL)
    logging.getLogger("pyhanko_certvalidator").setLevel(logging.CRITICAL)
    signatures = PdfFileReader(io.BytesIO(content), strict=True).embedded_regular_signatures
    if len(signatures) != 1:
        message = f"the PDF carries {len(signatures)} signatures; a certificate carries the one of the authority"
        raise CredentialError(message)
    if signatures[0].self_reported_timestamp is None:
        message = "the signature does not say when it was made; ask the authority for the certificate again"
        raise CredentialError(message)
    _refuse_filled_gap(content, signatures[0])
    return signatures[0]


def _refuse_filled_gap(content: bytes, embedded: Any) -> None:
    """Refuse a PDF whose place for the signature holds anything besides: no signature covers what stands there."""
    _, begins, ends, _ = (int(each) for each in embedded.sig_object["/ByteRange"])
    place, held = content[begins:ends], embedded.pkcs7_content
    padding = held[len(cms.ContentInfo.load(held).dump()) :]
    if any(padding) or not _HEXADECIMAL.fullmatch(place) or bytes.fromhex(place[1:-1].decode()) != held:
        message = "something was put into the place of the signature, which covers all but that; do not rely on it"
        raise CredentialError(message)


def _validated(embedded: Any, trust: Trust, at: datetime) -> Any:
    return validate_pdf_signature(embedded, _context(trust.roots, at), _context(trust.time_roots, at))


def _context(roots: Sequence[x509.Certificate], at: datetime) -> ValidationContext:
    trusted = [asn1_x509.Certificate.load(root.public_bytes(Encoding.DER)) for root in roots]
    return ValidationContext(
        trust_roots=trusted, allow_fetching=False, moment=at, best_signature_time=at, revocation_mode="soft-fail"
    )


def _objection(status: Any) -> str | None:
    if not status.intact or not status.valid:
        return "the signature does not fit: the PDF was changed after it was signed; do not rely on it"
    if status.coverage is not SignatureCoverageLevel.ENTIRE_FILE or (
        status.modification_level is not ModificationLevel.NONE
    ):
        return "something was added to the PDF after it was signed; ask for the file as the authority gave it out"
    if not status.trusted:
        return "the key that signed the PDF is not certified by a trusted root; it is not the authority's"
    if status.timestamp_validity is not None and not (
        status.timestamp_validity.intact and status.timestamp_validity.valid
    ):
        return "the time stamp of the PDF does not fit; it was changed"
    return None


def _key_of(certificate: asn1_x509.Certificate, trust: Trust, at: datetime, *, proven: bool) -> str:
    """The id of the key that signed; CredentialError where the authority hands out a list and it objects."""
    public = verification_key(load_der_public_key(certificate.public_key.dump()))
    held = trust.keys.get(public.id)
    if held is None and trust.keys:
        trust.key(public.id)
    if held and (objection := held.objection(at, proven=proven)):
        raise CredentialError(objection)
    return public.id
