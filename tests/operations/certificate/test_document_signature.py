"""The signature of the PDF: others verify it too, a changed byte is seen, and it allows no addition."""

import dataclasses
import hashlib
import io
import subprocess
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from asn1crypto import cms
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader

from rugsat.evidence.credentials.key_ring import KeyRing, Use, make_key_ring, revoked, trust_file
from rugsat.evidence.credentials.signer import CredentialError
from rugsat.evidence.credentials.trust import Trust, read_trust
from rugsat.operations.certificate.document_signature import signed_document
from rugsat.operations.certificate.document_verification import attachment_of, verify_document
from rugsat.operations.certificate.issue import Issued
from tests.evidence.credentials.made_by_hand import AT, CERTIFICATE, ed25519, trusting
from tests.operations.certificate.poppler import WITH_POPPLER
from tests.operations.certificate.time_stamps import stamper_saying


def signed_ranges(document: bytes) -> list[tuple[int, int]]:
    (signature,) = PdfFileReader(io.BytesIO(document)).embedded_regular_signatures
    first, length, second, rest = (int(each) for each in signature.byte_range)
    return [(first, first + length), (second, second + rest)]


def test_the_signature_says_who_signed_and_when(issued: Issued, ring: KeyRing):
    signed = verify_document(issued.document, trust=ring.trust)
    assert (signed.signed_at, signed.stamped) == (AT, False)
    assert signed.signer == CERTIFICATE.issued_by["en"]
    assert signed.key == ring.signer(Use.DOCUMENTS, AT).key.id


def test_the_root_certificate_alone_is_enough_to_verify(issued: Issued, ring: KeyRing):
    trust = read_trust([ring.folder / "authority-root.pem"])
    assert verify_document(issued.document, trust=trust).signed_at == AT


def test_the_signature_covers_everything_but_itself(issued: Issued):
    (begin, first), (second, end) = signed_ranges(issued.document)
    assert (begin, end) == (0, len(issued.document))
    hole = issued.document[first:second]
    assert hole.startswith(b"<") and hole.endswith(b">") and bytes.fromhex(hole[1:-1].decode())


def test_a_changed_byte_is_seen_wherever_it_is_signed(issued: Issued, ring: KeyRing):
    places = [place for begin, end in signed_ranges(issued.document) for place in range(begin, end, 997)]
    _refuse_each(issued.document, ring.trust, places)


@pytest.mark.prove
def test_a_changed_byte_is_seen_at_three_thousand_places(issued: Issued, ring: KeyRing):
    ranges = signed_ranges(issued.document)
    step = sum(end - begin for begin, end in ranges) // 3000
    _refuse_each(issued.document, ring.trust, [at for begin, end in ranges for at in range(begin, end, step)])


def _refuse_each(document: bytes, trust: Trust, places: list[int]) -> None:
    assert len(places) > 100
    for place in places:
        changed = bytearray(document)
        changed[place] ^= 1
        with pytest.raises(CredentialError):
            verify_document(bytes(changed), trust=trust)


def test_what_is_added_after_the_signature_is_seen(issued: Issued, ring: KeyRing):
    writer = IncrementalPdfFileWriter(io.BytesIO(issued.document))
    writer.root["/Lang"] = writer.root["/Lang"]
    writer.update_root()
    out = io.BytesIO()
    writer.write(out)
    for added in (out.getvalue(), issued.document + b"\n% more\n"):
        with pytest.raises(CredentialError, match="added"):
            verify_document(added, trust=ring.trust)


def test_a_file_without_a_signature_or_of_another_authority_is_refused(issued: Issued, ring: KeyRing, tmp_path: Path):
    (begin, _), _ = signed_ranges(issued.document)
    unsigned = issued.document[begin : issued.document.index(b"%%EOF") + 6]
    with pytest.raises(CredentialError, match="carries 0 signatures"):
        verify_document(unsigned, trust=ring.trust)
    other = make_key_ring(tmp_path / "other", jurisdiction="tm", authority=CERTIFICATE.issued_by, on=date(2026, 1, 1))
    with pytest.raises(CredentialError, match="not certified by a trusted root"):
        verify_document(issued.document, trust=other.trust)
    with pytest.raises(CredentialError, match="no root certificate"):
        verify_document(issued.document, trust=trusting(ed25519()))


def test_a_revoked_key_is_not_relied_on_for_documents_either(issued: Issued, tmp_path: Path):
    ring = make_key_ring(tmp_path / "keys", jurisdiction="tm", authority=CERTIFICATE.issued_by, on=date(2026, 1, 1))
    signer = ring.signer(Use.DOCUMENTS, AT)
    document = signed_document(_paper(issued), signer=signer, chain=ring.chain(signer), at=AT, reason="")
    assert verify_document(document, trust=ring.trust)
    revoked(ring, signer.key.id, on=date(2026, 4, 1))
    with pytest.raises(CredentialError, match="was revoked"):
        verify_document(document, trust=read_trust([trust_file(ring.folder)]))


def test_a_signature_outside_the_days_of_its_certificate_is_refused(issued: Issued, ring: KeyRing):
    signer = ring.signer(Use.DOCUMENTS, AT)
    for at in (datetime(2025, 12, 31, 12, tzinfo=UTC), datetime(2031, 6, 1, tzinfo=UTC)):
        document = signed_document(_paper(issued), signer=signer, chain=ring.chain(signer), at=at, reason="")
        with pytest.raises(CredentialError):
            verify_document(document, trust=ring.trust)


def test_a_time_stamp_bears_out_when_it_was_signed_where_its_body_is_trusted(issued: Issued, ring: KeyRing):
    later, signer, (stamper, stamping) = (
        AT + timedelta(minutes=3),
        ring.signer(Use.DOCUMENTS, AT),
        stamper_saying(AT + timedelta(minutes=3)),
    )
    document = signed_document(
        _paper(issued), signer=signer, chain=ring.chain(signer), at=AT, reason="", stamper=stamper
    )
    signed = verify_document(document, trust=ring.trust)
    assert (signed.stamped, signed.signed_at) == (False, AT)
    assert "Time stamps" in signed.stamp
    trusted = verify_document(document, trust=dataclasses.replace(ring.trust, time_roots=(stamping,)))
    assert (trusted.stamped, trusted.signed_at) == (True, later)


@pytest.mark.parametrize(("stamped", "relied_on"), [(date(2026, 3, 31), True), (date(2026, 4, 1), False)])
def test_a_document_stamped_before_its_key_was_revoked_stays_valid(
    issued: Issued, tmp_path: Path, stamped: date, relied_on: bool
):
    ring = make_key_ring(tmp_path / "keys", jurisdiction="tm", authority=CERTIFICATE.issued_by, on=date(2026, 1, 1))
    signer = ring.signer(Use.DOCUMENTS, AT)
    stamper, stamping = stamper_saying(datetime(stamped.year, stamped.month, stamped.day, 12, tzinfo=UTC))
    document = signed_document(
        _paper(issued), signer=signer, chain=ring.chain(signer), at=AT, reason="", stamper=stamper
    )
    trust = revoked(ring, signer.key.id, on=date(2026, 4, 1)).trust
    with pytest.raises(CredentialError, match="was revoked"):
        verify_document(document, trust=trust)
    trust = dataclasses.replace(trust, time_roots=(stamping,))
    if relied_on:
        assert verify_document(document, trust=trust).stamped
    else:
        with pytest.raises(CredentialError, match="was revoked"):
            verify_document(document, trust=trust)


def test_a_body_that_stamps_times_certifies_no_document(issued: Issued, ring: KeyRing):
    with pytest.raises(CredentialError, match="no root certificate"):
        verify_document(issued.document, trust=Trust({}, (), (ring.root,)))


def test_documents_are_not_signed_once_their_certificate_has_ended(ring: KeyRing):
    with pytest.raises(CredentialError, match="rotate the keys"):
        ring.signer(Use.DOCUMENTS, datetime(2031, 1, 1, tzinfo=UTC))
    assert ring.signer(Use.DOCUMENTS, datetime(2030, 12, 31, tzinfo=UTC))


def test_an_attachment_that_is_not_there_is_none(issued: Issued):
    assert attachment_of(issued.document, "other.txt") is None
    assert attachment_of(b"%PDF-1.7 nothing", "code.txt") is None


@pytest.mark.prove
@WITH_POPPLER
def test_pdfsig_calls_the_signature_valid_and_a_changed_file_invalid(document: Path):
    said = subprocess.run(["pdfsig", document], check=False, capture_output=True, text=True).stdout
    assert "Signature is Valid" in said
    assert "Total document signed" in said
    assert "ETSI.CAdES.detached" in said
    content = bytearray(document.read_bytes())
    content[signed_ranges(bytes(content))[0][1] // 2] ^= 1
    document.write_bytes(bytes(content))
    assert (
        "Signature is Valid"
        not in subprocess.run(["pdfsig", document], check=False, capture_output=True, text=True).stdout
    )


@pytest.mark.prove
def test_openssl_verifies_the_signature_by_the_root_certificate(document: Path, ring: KeyRing, tmp_path: Path):
    content = document.read_bytes()
    ranges = signed_ranges(content)
    (tmp_path / "signed").write_bytes(b"".join(content[begin:end] for begin, end in ranges))
    hole = bytes.fromhex(content[ranges[0][1] + 1 : ranges[1][0] - 1].decode())
    signature = cms.ContentInfo.load(hole)
    (tmp_path / "signature.der").write_bytes(signature.dump())
    moment = str(int(AT.timestamp()))
    command = ["openssl", "cms", "-verify", "-binary", "-inform", "DER", "-in", tmp_path / "signature.der"]
    command += ["-content", tmp_path / "signed", "-CAfile", ring.folder / "authority-root.pem", "-purpose", "any"]
    command += ["-attime", moment, "-out", tmp_path / "out"]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert (
        hashlib.sha256((tmp_path / "out").read_bytes()).digest()
        == hashlib.sha256((tmp_path / "signed").read_bytes()).digest()
    )
    with (tmp_path / "signed").open("ab") as file:
        file.write(b" ")
    assert subprocess.run(command, check=False, capture_output=True).returncode != 0


def _paper(issued: Issued) -> bytes:
    """The paper before it was signed: typst's own file, to which the signature was added."""
    return issued.document[: issued.document.index(b"%%EOF") + 6]
