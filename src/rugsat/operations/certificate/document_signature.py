"""Signing a PDF as PAdES with a key of the authority, wherever that key is held."""

import asyncio
import io
from datetime import datetime
from typing import Any

from asn1crypto import x509 as asn1_x509
from asn1crypto.algos import SignedDigestAlgorithm
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner
from pyhanko.sign.signers import Signer as PdfKey
from pyhanko.sign.signers.pdf_signer import PdfSigningSession
from pyhanko.sign.timestamps import TimeStamper, TimestampRequestError
from pyhanko_certvalidator.registry import SimpleCertificateStore

from rugsat.evidence.credentials.signer import CredentialError, Signer

FIELD = "Authority"
"""Name of the signature in the document."""
_RESERVED = 16384
"""Bytes kept free for the signature: room for certificates and a time stamp."""
_LONGEST_DSS = 72


def signed_document(
    document: bytes,
    *,
    signer: Signer,
    chain: tuple[x509.Certificate, x509.Certificate],
    at: datetime,
    reason: str,
    stamper: TimeStamper | None = None,
) -> bytes:
    """Sign a PDF, which then allows no further change: PAdES B-B, or B-T where a time stamper is given.

    `chain` is the certificate of the key and the root that it rests on. The rest of the file stays as it was.
    CredentialError where the time stamper refuses.
    """
    own, root = (asn1_x509.Certificate.load(each.public_bytes(Encoding.DER)) for each in chain)
    meta = PdfSignatureMetadata(
        field_name=FIELD,
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
        reason=reason,
        certify=True,
        docmdp_permissions=MDPPerm.NO_CHANGES,
    )
    writer = IncrementalPdfFileWriter(io.BytesIO(document))
    signing = _DatedSigner(meta, _HeldKey(signer, own, root), at=at, stamper=stamper)
    try:
        out = asyncio.run(signing.async_sign_pdf(writer, bytes_reserved=_RESERVED))
    except TimestampRequestError as error:
        message = f"the service for time stamps refused ({error}); try again, or issue without one"
        raise CredentialError(message) from error
    signed: bytes = out.getvalue()
    return signed


class _HeldKey(PdfKey):
    """The key of a `Signer` as pyHanko wants one: ECDSA over P-256 with SHA-256."""

    def __init__(self, signer: Signer, own: asn1_x509.Certificate, root: asn1_x509.Certificate) -> None:
        self._signer = signer
        registry: Any = SimpleCertificateStore()  # type: ignore[no-untyped-call]
        registry.register(root)
        mechanism = SignedDigestAlgorithm({"algorithm": "sha256_ecdsa"})
        super().__init__(signing_cert=own, cert_registry=registry, signature_mechanism=mechanism, embed_roots=False)

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        assert digest_algorithm == "sha256"
        if dry_run:
            return bytes(_LONGEST_DSS)
        signature = self._signer.sign(data)
        half = len(signature) // 2
        return encode_dss_signature(int.from_bytes(signature[:half]), int.from_bytes(signature[half:]))


class _DatedSigner(PdfSigner):
    """Signs at the moment that it is told, for only an entry point reads the clock."""

    def __init__(self, meta: PdfSignatureMetadata, key: PdfKey, *, at: datetime, stamper: TimeStamper | None) -> None:
        self._at = at
        super().__init__(meta, key, timestamper=stamper)

    def init_signing_session(self, pdf_out: Any, existing_fields_only: bool = False) -> PdfSigningSession:
        session = super().init_signing_session(pdf_out, existing_fields_only=existing_fields_only)
        session.system_time = self._at
        return session
