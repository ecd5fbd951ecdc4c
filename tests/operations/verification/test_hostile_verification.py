"""Whatever bytes somebody hands over to be verified: an answer or a refusal, never a crash, never a wrong yes."""

import base64
import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rugsat.evidence.credentials.extra import MissingExtraError
from rugsat.evidence.credentials.key_ring import KeyRing, Use, trust_file
from rugsat.evidence.credentials.signed import sign_digest, signature_beside
from rugsat.evidence.credentials.status_list import Status, status_list
from rugsat.evidence.credentials.trust import read_trust
from rugsat.kernel.errors import RugsatError
from rugsat.law.pack import load_jurisdiction
from rugsat.operations.bundle.container import About, Part
from rugsat.operations.bundle.sealing import sealed
from rugsat.operations.certificate.issue import Issued
from rugsat.operations.verification.verify import Means, verify_file
from tests.evidence.credentials.made_by_hand import AT, LIST

DEEP = b'{"a":' * 50_000
DEEP_TEXT = base64.urlsafe_b64encode(DEEP).rstrip(b"=")
FORMS = ("code", "credential", "list.jwt", "list.cwt", "bundle")


@pytest.fixture(scope="session")
def genuine(issued: Issued, ring: KeyRing) -> dict[str, bytes]:
    signer = ring.signer(Use.CREDENTIALS, AT)
    listed = status_list({3: Status.REVOKED}, uri=LIST, size=64, as_of=AT)
    about = About(kind="decision", key="A-1", title="An act", jurisdiction="tm", made_at=AT)
    return {
        "code": issued.code.encode(),
        "credential": issued.credential.encode(),
        "list.jwt": listed.to_jwt(signer=signer).encode(),
        "list.cwt": listed.to_cwt(signer=signer),
        "bundle": sealed(about, [Part("act.json", b'{"key": "A-1"}', "the act")], signer=signer),
    }


def answered(content: bytes, means: Means, path: Path) -> int:
    """The exit code; 2 where it is refused."""
    path.write_bytes(content)
    try:
        return verify_file(path, means).exit_code
    except RugsatError:
        return 2


CHANGE = st.tuples(
    st.floats(0, 1, exclude_max=True), st.sampled_from(("set", "cut", "add")), st.binary(min_size=1, max_size=9)
)


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(form=st.sampled_from(FORMS), changes=st.lists(CHANGE, min_size=1, max_size=5))
def test_what_was_changed_anyhow_is_never_called_valid(genuine, ring: KeyRing, tmp_path: Path, form: str, changes):
    content = bytearray(genuine[form])
    for where, how, other in changes:
        place = int(where * len(content))
        end = place if how == "add" else place + len(other)
        content[place:end] = b"" if how == "cut" else other
    signed = genuine[form].partition(b":")[2] if form == "code" else genuine[form]  # the address before a code is not
    if bytes(content).strip().endswith(signed):
        return
    means = Means(trust=ring.trust, on=date(2026, 7, 1))
    assert answered(bytes(content), means, tmp_path / "thing") in {1, 2}


@pytest.mark.parametrize("form", FORMS)
def test_what_was_not_changed_is_called_valid(genuine, ring: KeyRing, tmp_path: Path, form: str):
    assert answered(genuine[form], Means(trust=ring.trust, on=date(2026, 7, 1)), tmp_path / "thing") == 0


@pytest.mark.parametrize(
    "content",
    [
        b"\xd2\x84" + b"\x81" * 200_000,
        b"\xd2\x84\x5b\x7f\xff\xff\xff\xff\xff\xff\xff",
        b"\xd2\x84\xd8\x1d\x05\xa0\x40\x40",
        b"[" * 200_000,
        b'{"jurisdiction":' + DEEP,
        DEEP_TEXT + b"." + DEEP_TEXT + b"." + DEEP_TEXT,
        DEEP_TEXT + b"." + DEEP_TEXT + b"." + DEEP_TEXT + b"~",
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\xff\xff\xff\xff\xff\xff\xff\xff\x08\x02\0\0\0",
    ],
    ids=[
        "deep CBOR",
        "long CBOR",
        "CBOR reference",
        "deep JSON",
        "deep pack",
        "deep text",
        "deep credential",
        "vast PNG",
    ],
)
def test_what_is_made_to_crash_a_reader_is_refused(ring: KeyRing, tmp_path: Path, content: bytes):
    assert answered(content, Means(trust=ring.trust, on=date(2026, 7, 1)), tmp_path / "thing") in {1, 2}


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(where=st.floats(0, 1, exclude_max=True), other=st.binary(min_size=1, max_size=4))
def test_a_damaged_file_of_keys_is_read_or_refused(ring: KeyRing, tmp_path: Path, where: float, other: bytes):
    content = bytearray(trust_file(ring.folder).read_bytes())
    place = int(where * len(content))
    content[place : place + len(other)] = other
    (tmp_path / "keys").write_bytes(bytes(content))
    try:
        assert read_trust([tmp_path / "keys"]).keys.keys() >= set()
    except RugsatError as error:
        assert "keys" in str(error)


def test_without_the_extra_signed_texts_are_verified_and_the_rest_names_it(
    genuine, issued: Issued, ring: KeyRing, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    for module in ("cbor2", "pyhanko", "typst", "segno"):
        monkeypatch.setitem(sys.modules, module, None)
    means = Means(trust=ring.trust, on=date(2026, 7, 1))
    for form in ("credential", "list.jwt", "bundle"):
        assert answered(genuine[form], means, tmp_path / "thing") == 0
    pack = load_jurisdiction("tm")
    (tmp_path / "tm.json").write_bytes(pack.to_bytes())
    signer = ring.signer(Use.CREDENTIALS, AT)
    statement = sign_digest(pack.digest, what="rule_pack", at=AT, signer=signer)
    signature_beside(tmp_path / "tm.json").write_text(statement)
    assert verify_file(tmp_path / "tm.json", means).exit_code == 0
    for content in (genuine["code"], genuine["list.cwt"], issued.document):
        (tmp_path / "thing").write_bytes(content)
        with pytest.raises(MissingExtraError, match=r"rugsat\[certificates\]"):
            verify_file(tmp_path / "thing", means)
