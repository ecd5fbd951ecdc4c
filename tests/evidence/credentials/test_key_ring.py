"""Keys are made once, kept from others, rotated with an overlap and given up when they are lost."""

import json
import stat
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from rugsat.evidence.credentials.key_ring import (
    KeyRing,
    Use,
    make_key_ring,
    read_key_ring,
    revoked,
    rotated,
    trust_file,
)
from rugsat.evidence.credentials.signed import sign_digest, verify_digest
from rugsat.evidence.credentials.signer import CredentialError
from rugsat.evidence.credentials.trust import Trust, read_trust
from rugsat.kernel.errors import SourceError

DIGEST = "ab" * 32
NAMES = {"en": "Central Bank of Turkmenistan", "ru": "Центральный банк Туркменистана"}


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


FIRST, LATER = date(2026, 1, 1), date(2027, 1, 1)


@pytest.fixture
def ring(tmp_path: Path) -> KeyRing:
    return make_key_ring(tmp_path / "keys", jurisdiction="tm", authority=NAMES, on=FIRST)


def handed_out(ring: KeyRing) -> Trust:
    return read_trust([trust_file(ring.folder)])


def signed(ring: KeyRing, day: date) -> str:
    return sign_digest(DIGEST, what="receipt", at=at(day), signer=ring.signer(Use.CREDENTIALS, at(day)))


def test_what_the_ring_signs_the_file_that_is_handed_out_verifies(ring: KeyRing):
    statement = verify_digest(signed(ring, FIRST), DIGEST, what="receipt", trust=handed_out(ring))
    assert (statement.digest, statement.signed_at) == (DIGEST, at(FIRST))


def test_a_statement_on_something_else_is_refused(ring: KeyRing):
    text, trust = signed(ring, FIRST), handed_out(ring)
    for digest, what in (("cd" * 32, "receipt"), (DIGEST, "rule_pack")):
        with pytest.raises(CredentialError, match="belongs to another file"):
            verify_digest(text, digest, what=what, trust=trust)


def test_secrets_are_for_their_owner_and_never_handed_out_or_shown(ring: KeyRing):
    secrets = [path for path in ring.folder.iterdir() if b"PRIVATE" in path.read_bytes()]
    assert len(secrets) == 3
    assert all(stat.S_IMODE(path.stat().st_mode) == 0o600 for path in secrets)
    assert stat.S_IMODE(ring.folder.stat().st_mode) == 0o700
    assert "PRIVATE" not in trust_file(ring.folder).read_text() + (ring.folder / "ring.json").read_text()
    signer = ring.signer(Use.CREDENTIALS, at(FIRST))
    assert repr(signer) == f"SoftwareSigner({signer.key.id})"


def test_a_secret_that_others_can_read_is_not_signed_with(ring: KeyRing):
    for path in ring.folder.glob("*.pem"):
        path.chmod(0o644)
    with pytest.raises(SourceError, match="others than its owner"):
        ring.signer(Use.CREDENTIALS, at(FIRST))


def test_keys_that_are_there_are_never_overwritten(ring: KeyRing):
    before = (ring.folder / "ring.json").read_bytes()
    with pytest.raises(CredentialError, match="holds keys already"):
        make_key_ring(ring.folder, jurisdiction="tm", authority=NAMES, on=FIRST)
    assert (ring.folder / "ring.json").read_bytes() == before


def test_new_keys_are_known_before_they_sign_and_old_signatures_stay_valid(ring: KeyRing):
    old = signed(ring, FIRST)
    rotated(ring, on=date(2026, 11, 1), since=LATER)
    ring = read_key_ring(ring.folder)
    eve = LATER - timedelta(days=1)
    before, after = (ring.signer(Use.CREDENTIALS, at(day)).key.id for day in (eve, LATER))
    assert before != after
    trust = handed_out(ring)
    assert {before, after} <= set(trust.keys)
    for text in (old, signed(ring, eve), signed(ring, LATER)):
        assert verify_digest(text, DIGEST, what="receipt", trust=trust)
    backdated = sign_digest(DIGEST, what="receipt", at=at(eve), signer=ring.signer(Use.CREDENTIALS, at(LATER)))
    with pytest.raises(CredentialError, match="does not sign on"):
        verify_digest(backdated, DIGEST, what="receipt", trust=trust)


def test_new_keys_cannot_have_signed_before_they_were_made(ring: KeyRing):
    with pytest.raises(CredentialError, match="cannot sign from"):
        rotated(ring, on=LATER, since=FIRST)


def test_a_revoked_key_neither_signs_nor_is_relied_on(ring: KeyRing):
    text = signed(ring, FIRST)
    lost = ring.signer(Use.CREDENTIALS, at(FIRST)).key.id
    ring = revoked(ring, lost, on=LATER)
    with pytest.raises(CredentialError, match="has no key that signs credentials"):
        ring.signer(Use.CREDENTIALS, at(FIRST))
    with pytest.raises(CredentialError, match="was revoked"):
        verify_digest(text, DIGEST, what="receipt", trust=handed_out(ring))
    with pytest.raises(CredentialError, match="no signing key"):
        revoked(ring, "0" * 16, on=LATER)


def test_before_its_first_day_a_ring_signs_nothing(ring: KeyRing):
    with pytest.raises(CredentialError, match="rotate the keys"):
        ring.signer(Use.DOCUMENTS, at(FIRST - timedelta(days=1)))


def test_the_root_certifies_the_key_of_documents_and_may_certify_nothing_else(ring: KeyRing):
    own, root = ring.chain(ring.signer(Use.DOCUMENTS, at(FIRST)))
    root.public_key().verify(own.signature, own.tbs_certificate_bytes, ECDSA(own.signature_hash_algorithm))
    assert own.issuer == root.subject
    constraints = [each.extensions.get_extension_for_class(x509.BasicConstraints).value for each in (own, root)]
    assert [each.ca for each in constraints] == [False, True]
    assert constraints[1].path_length == 0
    assert own.extensions.get_extension_for_class(x509.KeyUsage).value.content_commitment


def test_a_key_held_by_a_device_is_not_looked_for_in_a_file(ring: KeyRing):
    path = ring.folder / "ring.json"
    content = json.loads(path.read_text())
    for key in content["keys"]:
        key["private"] = "pkcs11:token=authority;object=1"
    path.write_text(json.dumps(content))
    with pytest.raises(CredentialError, match="held by 'pkcs11'"):
        read_key_ring(ring.folder).signer(Use.CREDENTIALS, at(FIRST))


def test_a_single_public_key_and_a_root_certificate_are_trusted_too(ring: KeyRing, tmp_path: Path):
    key = ring.signer(Use.CREDENTIALS, at(FIRST)).key
    pem = tmp_path / "key.pem"
    pem.write_bytes(key.public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
    trust = read_trust([pem, ring.folder / "authority-root.pem"])
    assert (list(trust.keys), len(trust.roots)) == ([key.id], 1)
    assert verify_digest(signed(ring, FIRST), DIGEST, what="receipt", trust=trust)


@pytest.mark.parametrize("content", [b"", b"{}", b'{"keys": [{"kty": "RSA"}]}', b"-----BEGIN PUBLIC KEY-----\nAA\n"])
def test_what_is_no_key_is_refused_with_its_file(tmp_path: Path, content: bytes):
    path = tmp_path / "key"
    path.write_bytes(content)
    with pytest.raises(SourceError, match="no keys to verify with"):
        read_trust([path])
    with pytest.raises(SourceError, match="make-keys"):
        read_key_ring(tmp_path)
