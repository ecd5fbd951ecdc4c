"""The code of a certificate: read by another implementation of CWT, refused where anything was changed."""

import dataclasses
from datetime import date

import cbor2
import cwt
import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import given
from hypothesis import strategies as st

from rugsat.evidence.credentials.certificate import Certificate
from rugsat.evidence.credentials.cwt import PREFIX, code_text, compact, from_code_text, verify_compact
from rugsat.evidence.credentials.signer import CredentialError, SoftwareSigner
from tests.evidence.credentials.made_by_hand import AT, CERTIFICATE, ed25519, p256, trusting


@pytest.fixture(params=[ed25519, p256], ids=["Ed25519", "P-256"])
def signer(request: pytest.FixtureRequest) -> SoftwareSigner:
    return request.param()


def test_a_code_says_the_least_that_a_certificate_must(signer: SoftwareSigner):
    said = verify_compact(compact(CERTIFICATE, at=AT, signer=signer), trust=trusting(signer))
    assert (said.number, said.holder, said.instrument) == (
        CERTIFICATE.number,
        CERTIFICATE.holder,
        "mining_registration",
    )
    assert (said.since, said.until, said.status) == (CERTIFICATE.since, CERTIFICATE.until, CERTIFICATE.status)
    assert (said.cls, said.demonstration, said.issued_at, said.key) == ("industrial", True, AT, signer.key.id)


def test_a_code_without_end_class_or_status_says_none(signer: SoftwareSigner):
    bare = dataclasses.replace(CERTIFICATE, until=None, cls="*", status=None, demonstration={})
    said = verify_compact(compact(bare, at=AT, signer=signer), trust=trusting(signer))
    assert (said.until, said.cls, said.status, said.demonstration) == (None, "*", None, False)


def test_another_implementation_of_cwt_reads_it(signer: SoftwareSigner):
    signed = compact(CERTIFICATE, at=AT, signer=signer)
    pem = signer.key.public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    key = cwt.COSEKey.from_pem(pem, kid=bytes.fromhex(signer.key.id))
    read = cbor2.loads(cwt.COSE.new().decode(signed, key))
    assert read[2] == CERTIFICATE.number
    assert read[5] == int(CERTIFICATE.begins.timestamp())
    assert read[65535] == {"status_list": {"idx": 48213, "uri": "urn:rugsat:tm:status:1"}}


def test_a_changed_byte_anywhere_is_seen(signer: SoftwareSigner):
    signed, trust = compact(CERTIFICATE, at=AT, signer=signer), trusting(signer)
    for place in range(len(signed)):
        for bit in (1, 128):
            changed = bytearray(signed)
            changed[place] ^= bit
            with pytest.raises(CredentialError):
                verify_compact(bytes(changed), trust=trust)


def test_a_code_cut_off_or_lengthened_is_refused(signer: SoftwareSigner):
    signed, trust = compact(CERTIFICATE, at=AT, signer=signer), trusting(signer)
    for other in (signed[:-1], signed + b"\0", b"", signed[1:]):
        with pytest.raises(CredentialError):
            verify_compact(other, trust=trust)


@pytest.mark.parametrize(
    "page", ["", "https://register.example/c/", "https://register.example/verify#", "https://register.example/?c="]
)
def test_the_text_of_a_code_is_read_whichever_page_it_names(page: str):
    signed = compact(CERTIFICATE, at=AT, signer=ed25519())
    text = code_text(signed, page=page)
    assert text.startswith(page or PREFIX)
    assert from_code_text(f" {text}\n") == signed


@given(st.binary(min_size=64, max_size=400))
def test_any_bytes_pass_through_the_text_of_a_code(content: bytes):
    assert from_code_text(code_text(content)) == content


@pytest.mark.parametrize("text", ["", "RUGSAT:", "RUGSAT:ABC", "TM-MR-2026-000123", "https://register.example/c/"])
def test_what_is_no_code_is_refused(text: str):
    with pytest.raises(CredentialError):
        from_code_text(text)


def test_a_long_name_is_cut_at_a_word_so_that_the_code_still_scans():
    name = "Открытое акционерное общество " * 9
    long = dataclasses.replace(CERTIFICATE, holder=name)
    signer = ed25519()
    said = verify_compact(compact(long, at=AT, signer=signer), trust=trusting(signer))
    assert said.holder.endswith(("общество…", "акционерное…", "Открытое…"))
    assert len(said.holder.encode()) <= 96


@pytest.mark.parametrize(("on", "holds"), [(date(2026, 3, 8), False), (date(2026, 3, 9), True)])
def test_a_term_begins_at_midnight_of_the_jurisdiction(on: date, holds: bool):
    certificate: Certificate = CERTIFICATE
    assert (certificate.begins.date() <= on) is holds
    assert certificate.begins.utcoffset() == certificate.begins.tzinfo.utcoffset(certificate.begins)
    assert certificate.begins.isoformat() == "2026-03-09T00:00:00+05:00"
