"""Status lists: the examples of the specification, both signed forms, and what cannot be unfolded."""

import dataclasses
import zlib
from datetime import timedelta

import cbor2
import cwt
import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import given
from hypothesis import strategies as st

from rugsat.evidence.credentials.base64url import from_base64url
from rugsat.evidence.credentials.jws import sign_json
from rugsat.evidence.credentials.signer import CredentialError
from rugsat.evidence.credentials.status_list import (
    JWT_KIND,
    Status,
    StatusList,
    read_status_list,
    status_list,
    unfolded,
)
from tests.evidence.credentials.made_by_hand import AT, LIST, ed25519, trusting

SIGNER = ed25519()
TRUST = trusting(SIGNER)


@pytest.mark.parametrize(
    ("bits", "packed", "statuses"),
    [
        (1, "eNrbuRgAAhcBXQ", [1, 0, 0, 1, 1, 1, 0, 1, 1, 1, 0, 0, 0, 1, 0, 1]),
        (2, "eNo76fITAAPfAgc", [1, 2, 0, 3, 0, 1, 0, 1, 1, 2, 3, 3]),
    ],
    ids=["one bit", "two bits"],
)
def test_the_examples_of_the_specification_are_read(bits: int, packed: str, statuses: list[int]):
    listed = StatusList(LIST, unfolded(from_base64url(packed)), AT, bits=bits)
    assert [listed[place] for place in range(len(statuses))] == statuses


@given(st.dictionaries(st.integers(0, 999), st.sampled_from(Status), max_size=60))
def test_every_place_keeps_its_status_in_both_signed_forms(held: dict[int, Status]):
    made = status_list(held, uri=LIST, size=1000, as_of=AT, valid_for=timedelta(days=1))
    for content in (made.to_jwt(signer=SIGNER).encode(), made.to_cwt(signer=SIGNER)):
        read = read_status_list(content, trust=TRUST)
        assert [read[place] for place in range(1000)] == [held.get(place, 0) for place in range(1000)]
        assert (read.uri, read.as_of, read.valid_until) == (LIST, AT, AT + timedelta(days=1))


def test_another_implementation_of_cwt_reads_the_list():
    made = status_list({3: Status.SUSPENDED}, uri=LIST, size=8, as_of=AT)
    pem = SIGNER.key.public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    key = cwt.COSEKey.from_pem(pem, kid=bytes.fromhex(SIGNER.key.id))
    read = cbor2.loads(cwt.COSE.new().decode(made.to_cwt(signer=SIGNER), key))
    assert (read[2], read[65533]["bits"], zlib.decompress(read[65533]["lst"])) == (LIST, 2, b"\x80\x00")


def test_a_changed_byte_of_either_form_is_seen():
    made = status_list({3: Status.REVOKED}, uri=LIST, size=64, as_of=AT)
    for content in (made.to_jwt(signer=SIGNER).encode(), made.to_cwt(signer=SIGNER)):
        for place in range(len(content)):
            changed = bytearray(content)
            changed[place] = changed[place] ^ 1
            with pytest.raises(CredentialError):
                read_status_list(bytes(changed), trust=TRUST)


def test_a_place_outside_the_list_is_refused_not_called_valid():
    made = status_list({}, uri=LIST, size=16, as_of=AT)
    assert made[15] == Status.VALID
    for place in (16, -1):
        with pytest.raises(CredentialError, match="no place"):
            made[place]
    with pytest.raises(CredentialError, match="make the list larger"):
        status_list({16: Status.REVOKED}, uri=LIST, size=16, as_of=AT)


def test_a_list_that_unfolds_without_end_is_refused():
    bomb = zlib.compress(bytes(1 << 27), 9)
    with pytest.raises(ValueError, match="too large"):
        unfolded(bomb)
    with pytest.raises(ValueError, match="cut off"):
        unfolded(zlib.compress(bytes(99))[:-2])


def test_a_signed_text_that_is_no_list_is_refused():
    for payload in ({}, {"status_list": {}}, {"sub": LIST, "status_list": {"bits": 3, "lst": "eNo"}}):
        text = sign_json({"iat": int(AT.timestamp()), **payload}, kind=JWT_KIND, signer=SIGNER)
        with pytest.raises(CredentialError, match="cannot be read"):
            read_status_list(text.encode(), trust=TRUST)


def test_lists_of_one_size_do_not_tell_how_many_places_are_taken():
    empty, full = (status_list(held, uri=LIST, size=4096, as_of=AT) for held in ({}, {9: Status.REVOKED}))
    assert len(empty.statuses) == len(full.statuses)
    assert dataclasses.replace(empty, statuses=full.statuses) == full
