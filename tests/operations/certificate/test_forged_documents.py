"""A signed certificate that somebody worked on afterwards: more signatures, more pages, bytes where none is signed."""

import asyncio
import io
from contextlib import suppress
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from asn1crypto import x509
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import copy_into_new_writer
from pyhanko.sign.fields import SigFieldSpec, append_signature_field
from pyhanko.sign.signers.pdf_signer import PdfSignatureMetadata, PdfSigner, PdfTimeStamper

from rugsat.evidence.credentials.key_ring import KeyRing, Use, make_key_ring
from rugsat.evidence.credentials.signer import CredentialError
from rugsat.operations.certificate.document_signature import _HeldKey, signed_document
from rugsat.operations.certificate.document_verification import verify_document
from rugsat.operations.certificate.issue import Issued
from rugsat.operations.verification.verify import Means, verify_file
from tests.evidence.credentials.made_by_hand import AT, CERTIFICATE
from tests.operations.certificate.time_stamps import stamper_saying


def byte_range(document: bytes) -> tuple[int, int, int, int]:
    (embedded,) = PdfFileReader(io.BytesIO(document)).embedded_signatures
    first, length, second, rest = (int(each) for each in embedded.sig_object["/ByteRange"])
    return first, length, second, rest


def refused(document: bytes, ring: KeyRing) -> str:
    with pytest.raises(CredentialError) as error:
        verify_document(document, trust=ring.trust)
    return str(error.value)


def test_nothing_is_hidden_in_the_place_of_the_signature(issued: Issued, ring: KeyRing):
    """The place is larger than the signature, and no signature covers it: what a stranger writes there must be seen."""
    _, begins, ends, _ = byte_range(issued.document)
    for place in (ends - 2, ends - 3, ends - 2001, ends - 8000):
        assert issued.document[place : place + 1] == b"0"
        for other in (b"1", b" ", b"\n", b">", b"g", b"\0"):
            changed = issued.document[:place] + other + issued.document[place + 1 :]
            assert refused(changed, ring)
    for place in range(begins, begins + 40):
        changed = issued.document[:place] + b" " + issued.document[place + 1 :]
        assert refused(changed, ring)
    hidden = b"hidden".hex().encode()
    whole = issued.document[: ends - 100] + hidden + issued.document[ends - 100 + len(hidden) :]
    assert "place of the signature" in refused(whole, ring)


def test_another_writing_of_the_same_signature_is_told_from_a_change(issued: Issued, ring: KeyRing):
    """Capitals mean the same bytes; that they were written otherwise changes nothing that anybody reads."""
    _, begins, ends, _ = byte_range(issued.document)
    place = issued.document[begins:ends]
    other = place.upper() if place != place.upper() else place.lower()
    assert verify_document(issued.document[:begins] + other + issued.document[ends:], trust=ring.trust)


def test_a_range_that_leaves_more_out_than_the_signature_is_refused(issued: Issued, ring: KeyRing):
    first, length, second, rest = byte_range(issued.document)
    ranges = (
        (first, length - 8, second, rest),
        (first, length, second + 8, rest - 8),
        (8, length - 8, second, rest),
        (first, length, second, rest - 1),
        (first, length, second, 0),
        (0, 0, 0, 0),
    )
    for changed in ranges:
        at = issued.document.index(b"/ByteRange")
        end = issued.document.index(b"]", at) + 1
        said = f"/ByteRange [{' '.join(map(str, changed))}]".encode()
        assert len(said) <= end - at
        assert refused(issued.document[:at] + said.ljust(end - at) + issued.document[end:], ring)


def signed_by(document: bytes, ring: KeyRing, at: datetime) -> bytes:
    signer = ring.signer(Use.DOCUMENTS, at)
    return signed_document(document, signer=signer, chain=ring.chain(signer), at=at, reason="again")


def unsigned(issued: Issued) -> bytes:
    out = io.BytesIO()
    reader = PdfFileReader(io.BytesIO(issued.document[: issued.document.index(b"%%EOF") + 6]))
    copy_into_new_writer(reader).write(out)
    return out.getvalue()


def with_field(document: bytes, name: str) -> bytes:
    writer = IncrementalPdfFileWriter(io.BytesIO(document))
    append_signature_field(writer, SigFieldSpec(name))
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_second_signature_even_of_the_authority_or_of_somebody_else_makes_it_no_certificate(
    issued: Issued, ring: KeyRing, tmp_path: Path
):
    other = make_key_ring(tmp_path / "other", jurisdiction="tm", authority=CERTIFICATE.issued_by, on=date(2026, 1, 1))
    once = signed_by(unsigned(issued), other, AT)
    for signer in (ring, other):
        twice = approved(once, signer)
        assert len(PdfFileReader(io.BytesIO(twice)).embedded_regular_signatures) == 2
        assert "2 signatures" in refused(twice, ring)
        assert "2 signatures" in refused(twice, other)


class Reckless(PdfSigner):
    """Signs what was signed before, without asking whether that allows it."""

    def _enforce_certification_constraints(self, reader: PdfFileReader) -> None: ...


def approved(document: bytes, ring: KeyRing) -> bytes:
    held = ring.signer(Use.DOCUMENTS, AT)
    chain = [x509.Certificate.load(each.public_bytes(Encoding.DER)) for each in ring.chain(held)]
    signer = Reckless(PdfSignatureMetadata(field_name="Second", md_algorithm="sha256"), _HeldKey(held, *chain))
    writer = IncrementalPdfFileWriter(io.BytesIO(document))
    return bytes(asyncio.run(signer.async_sign_pdf(writer, bytes_reserved=16384)).getvalue())


def test_a_field_for_a_further_signature_is_an_addition(issued: Issued, ring: KeyRing):
    assert "added" in refused(with_field(issued.document, "More"), ring)


def test_a_time_stamp_on_the_whole_file_is_an_addition_too(issued: Issued, ring: KeyRing):
    stamper, _ = stamper_saying(AT + timedelta(days=1))
    stamped = asyncio.run(
        PdfTimeStamper(stamper).async_timestamp_pdf(
            IncrementalPdfFileWriter(io.BytesIO(issued.document)), md_algorithm="sha256"
        )
    )
    assert "added" in refused(stamped.getvalue(), ring)


def test_pages_taken_from_a_certificate_are_none_without_its_signature(issued: Issued, ring: KeyRing):
    assert "0 signatures" in refused(unsigned(issued), ring)


@pytest.mark.parametrize("before", [b"\n", b"%!PS\n", b"PK\x03\x04", b"\xef\xbb\xbf", b" " * 1000])
def test_a_certificate_behind_other_bytes_is_not_verified_as_one(
    issued: Issued, ring: KeyRing, tmp_path: Path, before: bytes
):
    (tmp_path / "thing").write_bytes(before + issued.document)
    with suppress(CredentialError):  # some of it is nothing that can be verified
        assert verify_file(tmp_path / "thing", Means(trust=ring.trust, on=date(2026, 7, 1))).exit_code == 1
    assert refused(before + issued.document, ring)


@pytest.mark.parametrize("length", [5, 9, 20, 1000, 20_000])
def test_a_certificate_cut_off_anywhere_is_refused(issued: Issued, ring: KeyRing, length: int):
    assert refused(issued.document[:length], ring)
    assert refused(issued.document[:-length], ring)
