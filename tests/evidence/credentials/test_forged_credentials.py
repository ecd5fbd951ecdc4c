"""What somebody without the key of the authority makes of its codes, credentials, lists and keys: all of it refused."""

import base64
import dataclasses
import hashlib
import hmac
import json
import zlib
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import cbor2
import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from rugsat.evidence.credentials.base64url import from_base64url, to_base64url
from rugsat.evidence.credentials.cose import sign_claims
from rugsat.evidence.credentials.cwt import compact, verify_compact
from rugsat.evidence.credentials.jws import sign_json, verify_json
from rugsat.evidence.credentials.sd_jwt import KIND, credential, verify_credential, withholding
from rugsat.evidence.credentials.signer import CredentialError, SoftwareSigner
from rugsat.evidence.credentials.status_list import CWT_KIND, JWT_KIND, Status, read_status_list, status_list
from rugsat.evidence.credentials.trust import Trust, TrustedKey, read_trust, trust_from_json
from rugsat.kernel.errors import SourceError
from tests.evidence.credentials.made_by_hand import AT, CERTIFICATE, LIST, ed25519, p256, trusting

Parts = list[Any]


@pytest.fixture(scope="module")
def signer() -> SoftwareSigner:
    return ed25519()


def text_of(header: dict[str, Any], payload: dict[str, Any], signature: Callable[[bytes], bytes]) -> str:
    said = ".".join(to_base64url(json.dumps(each).encode()) for each in (header, payload))
    return f"{said}.{to_base64url(signature(said.encode()))}"


def keyed_by(signer: SoftwareSigner, form: Encoding) -> Callable[[bytes], bytes]:
    """Signs as HS256 does, with the public key of the authority as the secret that both are said to know."""
    forms = {Encoding.Raw: PublicFormat.Raw}
    secret = signer.key.public.public_bytes(form, forms.get(form, PublicFormat.SubjectPublicKeyInfo))
    return lambda said: hmac.new(secret, said, hashlib.sha256).digest()


PAYLOAD = {"iat": int(AT.timestamp()), "what": "receipt", "sha256": "0" * 64}


@pytest.mark.parametrize("algorithm", ["none", "None", "HS256", "ES256", "RS256", "EdDSA", "", None, 7, ["EdDSA"]])
def test_no_other_algorithm_than_that_of_the_key_is_let_in(signer: SoftwareSigner, algorithm: object):
    trust = trusting(signer)
    header = {"alg": algorithm, "kid": signer.key.id, "typ": "x"}
    signatures = [
        lambda _: b"",
        lambda _: bytes(64),
        keyed_by(signer, Encoding.Raw),
        keyed_by(signer, Encoding.PEM),
        keyed_by(signer, Encoding.DER),
        ed25519().sign,
    ]
    for signature in signatures:
        with pytest.raises(CredentialError):
            verify_json(text_of(header, PAYLOAD, signature), kind="x", trust=trust)


def test_a_key_that_the_text_brings_along_is_not_asked(signer: SoftwareSigner):
    other = ed25519()
    own = {"kty": "OKP", "crv": "Ed25519", "x": to_base64url(other.key.public.public_bytes_raw())}
    for more in ({"jwk": own}, {"jku": "https://example.org/keys"}, {"x5u": "https://example.org"}, {"crit": ["exp"]}):
        header = {"alg": "EdDSA", "kid": signer.key.id, "typ": "x", **more}
        with pytest.raises(CredentialError):
            verify_json(text_of(header, PAYLOAD, other.sign), kind="x", trust=trusting(signer))


def test_what_is_signed_as_one_thing_is_none_of_another_kind(signer: SoftwareSigner):
    trust = trusting(signer)
    listed = status_list({}, uri=LIST, size=64, as_of=AT)
    with pytest.raises(CredentialError):
        verify_credential(f"{listed.to_jwt(signer=signer)}~", trust=trust)
    with pytest.raises(CredentialError):
        verify_compact(listed.to_cwt(signer=signer), trust=trust)
    with pytest.raises(CredentialError):
        read_status_list(compact(CERTIFICATE, at=AT, signer=signer), trust=trust)
    with pytest.raises(CredentialError):
        read_status_list(credential(CERTIFICATE, at=AT, signer=signer).partition("~")[0].encode(), trust=trust)


def test_another_key_under_the_name_of_a_trusted_one_signs_nothing(signer: SoftwareSigner):
    other = ed25519()
    tagged = cbor2.loads(compact(CERTIFICATE, at=AT, signer=other))
    tagged.value[1][4] = bytes.fromhex(signer.key.id)
    with pytest.raises(CredentialError, match="does not fit"):
        verify_compact(cbor2.dumps(tagged), trust=trusting(signer))


def changed_code(signer: SoftwareSigner, change: Callable[[Parts], Any]) -> bytes:
    tagged = cbor2.loads(compact(CERTIFICATE, at=AT, signer=signer))
    parts = list(tagged.value)
    return cbor2.dumps(cbor2.CBORTag(tagged.tag, change(parts) or parts))


def put(place: int, value: object) -> Callable[[Parts], None]:
    def change(parts: Parts) -> None:
        parts[place] = value

    return change


@pytest.mark.parametrize(
    "change",
    [
        lambda parts: parts[1].update({1: -8}),
        lambda parts: parts[1].update({99: "beside"}),
        lambda parts: parts[1].update({5: b"iv"}),
        lambda parts: parts.append(b""),
        lambda parts: parts[:3],
        put(3, "text where bytes must be"),
        put(3, 7),
        put(3, None),
        put(3, b""),
        put(3, bytes(63)),
        put(3, bytes(1 << 16)),
        put(2, "text"),
        put(2, {2: "TM-MR-2026-000123"}),
        put(0, b""),
        put(0, cbor2.dumps({1: -7})),
        put(0, cbor2.dumps({1: 5})),
        put(0, cbor2.dumps({1: -8, 2: [99], 99: 1})),
        put(0, cbor2.dumps([1, -8])),
        put(1, {}),
        put(1, {4: 1.5}),
        put(1, {4: "text"}),
        put(1, [4]),
    ],
)
def test_a_code_that_was_put_together_otherwise_is_refused_and_crashes_nobody(
    signer: SoftwareSigner, change: Callable[[Parts], Any]
):
    with pytest.raises(CredentialError):
        verify_compact(changed_code(signer, change), trust=trusting(signer))


@pytest.mark.parametrize(
    "rewritten",
    [
        lambda whole: b"\xd8\x12" + whole[1:],
        lambda whole: b"\xd9\x00\x12" + whole[1:],
        lambda whole: b"\xd9\xd9\xf7" + whole,
        lambda whole: b"\xd8\x3d" + whole,
        lambda whole: whole[1:],
        lambda whole: b"\xd2\x98\x04" + whole[2:],
        lambda whole: b"\xd2\x9f" + whole[2:] + b"\xff",
        lambda whole: b"\xdb\xff\xff\xff\xff\xff\xff\xff\xff" + whole[1:],
        lambda whole: b"\xd2\x9b\xff\xff\xff\xff\xff\xff\xff\xff" + whole[2:],
        lambda whole: whole + b"\xf6",
    ],
    ids=["long tag", "longer tag", "self-described", "tagged as CWT", "no tag", "long array", "endless", "huge tag",
         "huge array", "more behind"],
)  # fmt: skip
def test_the_same_code_in_another_writing_of_cbor_is_refused(signer: SoftwareSigner, rewritten):
    with pytest.raises(CredentialError):
        verify_compact(rewritten(compact(CERTIFICATE, at=AT, signer=signer)), trust=trusting(signer))


def test_claims_that_nobody_asks_for_change_nothing_of_what_is_read(signer: SoftwareSigner):
    """Only the authority can add them; a later version of this program may."""
    claims = cbor2.loads(cbor2.loads(compact(CERTIFICATE, at=AT, signer=signer)).value[2])
    more = sign_claims({**claims, 7: b"cti", -70000: cbor2.CBORTag(4711, "x"), 2**40: [1]}, signer=signer)
    plain = verify_compact(compact(CERTIFICATE, at=AT, signer=signer), trust=trusting(signer))
    assert verify_compact(more, trust=trusting(signer)) == plain


@pytest.mark.parametrize("said", [[1], "text", 7, None, b"bytes", cbor2.undefined])
def test_what_the_authority_signed_and_is_no_claims_is_refused(signer: SoftwareSigner, said: Any):
    with pytest.raises(CredentialError, match="says nothing that can be read"):
        verify_compact(sign_claims(said, signer=signer), trust=trusting(signer))


def resigned(signer: SoftwareSigner, **changed: Any) -> str:
    signed, *disclosures = credential(CERTIFICATE, at=AT, signer=signer).split("~")
    payload = json.loads(from_base64url(signed.split(".")[1])) | changed
    kept = {name: value for name, value in payload.items() if value is not None}
    return "~".join([sign_json(kept, kind=KIND, signer=signer), *disclosures])


@pytest.mark.parametrize("algorithm", ["sha-512", "md5", "", 7, ["sha-256"]])
def test_a_credential_that_hashes_otherwise_is_refused_and_says_so(signer: SoftwareSigner, algorithm: object):
    with pytest.raises(CredentialError, match="hash by sha-256"):
        verify_credential(resigned(signer, _sd_alg=algorithm), trust=trusting(signer))


def test_a_credential_cut_off_before_its_tilde_is_refused(signer: SoftwareSigner):
    for text in (credential(CERTIFICATE, at=AT, signer=signer).partition("~")[0], "", "."):
        with pytest.raises(CredentialError, match="cut off"):
            verify_credential(text, trust=trusting(signer))


def test_of_a_text_that_is_no_credential_nothing_is_withheld():
    for text in ("", "a.b.c", "\ufffd"):
        with pytest.raises(CredentialError, match="no credential"):
            withholding(text, showing=())


def test_a_disclosure_is_shown_once_in_its_own_form_and_no_digest_is_there_twice(signer: SoftwareSigner):
    text, trust = credential(CERTIFICATE, at=AT, signer=signer), trusting(signer)
    signed, first, *rest = text.split("~")
    for odd in (f"{first}=", first + "A", "", to_base64url(b"[1]"), to_base64url(b'["s","owners","v"]'), "%", "é"):
        with pytest.raises(CredentialError):
            verify_credential("~".join([signed, odd, *rest]), trust=trust)
    payload = json.loads(from_base64url(signed.split(".")[1]))
    twice = resigned(signer, owners=[*payload["owners"], payload["owners"][0]])
    with pytest.raises(CredentialError):
        verify_credential(twice, trust=trust)


@pytest.mark.parametrize(
    "changed",
    [{"iss": "urn:rugsat:kz"}, {"iss": None}, {"iss": 7}, {"jurisdiction": "kz"}, {"vct": "urn:other"}, {"owners": "x"},
     {"owners": [{"...": ["x"]}]}, {"status": {"status_list": {"uri": LIST}}}, {"since": "soon"}, {"extra": 1}],
)  # fmt: skip
def test_a_credential_that_contradicts_itself_is_refused(signer: SoftwareSigner, changed: dict[str, Any]):
    with pytest.raises(CredentialError):
        verify_credential(resigned(signer, **changed), trust=trusting(signer))


def of(jurisdiction: str, signer: SoftwareSigner) -> Trust:
    return trust_from_json(trusting(signer).to_json(jurisdiction=jurisdiction, authority={}))


def test_the_authority_of_one_state_certifies_nobody_in_another(signer: SoftwareSigner):
    """Whoever verifies for two states trusts the keys of both, each for its own."""
    code, text = compact(CERTIFICATE, at=AT, signer=signer), credential(CERTIFICATE, at=AT, signer=signer)
    assert verify_compact(code, trust=of("tm", signer)).number == CERTIFICATE.number
    assert verify_credential(text, trust=of("TM", signer)).withheld == 0
    for verified in (lambda: verify_compact(code, trust=of("kz", signer)),
                     lambda: verify_credential(text, trust=of("kz", signer))):  # fmt: skip
        with pytest.raises(CredentialError, match="no authority signs for another"):
            verified()


def test_a_list_knows_whose_key_has_signed_it(signer: SoftwareSigner):
    listed = status_list({3: Status.REVOKED}, uri=LIST, size=64, as_of=AT)
    for form in (listed.to_jwt(signer=signer).encode(), listed.to_cwt(signer=signer)):
        assert read_status_list(form, trust=of("kz", signer)).jurisdiction == "kz"


def packed_list(signer: SoftwareSigner, content: bytes, **changed: Any) -> bytes:
    packed = {"bits": 2, "lst": to_base64url(content)} | changed
    payload = {"sub": LIST, "iat": int(AT.timestamp()), "status_list": packed}
    return sign_json(payload, kind=JWT_KIND, signer=signer).encode()


def test_a_list_that_unfolds_without_end_or_says_its_bits_wrongly_is_refused(signer: SoftwareSigner):
    trust, whole = trusting(signer), zlib.compress(bytes(64))
    bomb = zlib.compress(bytes((1 << 26) + 1), 9)
    for made in (
        packed_list(signer, bomb),
        packed_list(signer, whole + b"more"),
        packed_list(signer, whole[:-1]),
        packed_list(signer, b""),
        packed_list(signer, whole, bits=3),
        packed_list(signer, whole, bits=0),
        packed_list(signer, whole, bits="2"),
        packed_list(signer, whole, lst=7),
    ):
        with pytest.raises(CredentialError):
            read_status_list(made, trust=trust)
    odd = {2: LIST, 6: int(AT.timestamp()), 65533: [2, whole]}
    with pytest.raises(CredentialError):
        read_status_list(sign_claims(odd, signer=signer, kind=CWT_KIND), trust=trust)


@pytest.mark.parametrize("index", [-1, 64, 1 << 40])
def test_a_place_outside_the_list_has_no_status(index: int):
    with pytest.raises(CredentialError, match="has no place"):
        status_list({}, uri=LIST, size=64, as_of=AT)[index]


def test_statuses_are_counted_as_they_are_looked_up_one_by_one():
    held = {0: Status.REVOKED, 1: Status.SUSPENDED, 6: Status.SUSPENDED, 63: Status.REVOKED, 40: Status.REVOKED}
    listed = status_list(held, uri=LIST, size=64, as_of=AT)
    for bits in (1, 2, 4, 8):
        other = dataclasses.replace(listed, bits=bits)
        one_by_one = [other[place] for place in range(len(other.statuses) * 8 // bits)]
        assert [other.count(status) for status in Status] == [one_by_one.count(status) for status in Status]


def written(folder: Path, name: str, trust: Trust, **changed: Any) -> Path:
    content = trust.to_json(jurisdiction="tm", authority={}) | changed
    (folder / name).write_text(json.dumps(content))
    return folder / name


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_an_older_file_of_keys_beside_a_newer_one_takes_no_revocation_back(
    signer: SoftwareSigner, tmp_path: Path, order: tuple[int, ...]
):
    key, day = TrustedKey(signer.key, date(2026, 1, 1)), date(2026, 4, 1)
    newer = dataclasses.replace(key, until=day, revoked=day)
    pem = signer.key.public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    (tmp_path / "key.pem").write_bytes(pem)
    files = [
        written(tmp_path, "old.json", Trust({signer.key.id: key})),
        written(tmp_path, "new.json", Trust({signer.key.id: newer})),
        tmp_path / "key.pem",
    ]
    trust = read_trust([files[place] for place in order])
    assert trust.keys[signer.key.id] == dataclasses.replace(newer, jurisdiction="tm")
    with pytest.raises(CredentialError, match="was revoked"):
        verify_compact(compact(CERTIFICATE, at=AT, signer=signer), trust=trust)


def test_a_file_of_keys_that_calls_a_key_by_the_name_of_another_is_refused(signer: SoftwareSigner, tmp_path: Path):
    other = p256()
    content = trusting(other).to_json(jurisdiction="tm", authority={})
    content["keys"][0]["kid"] = signer.key.id
    path = written(tmp_path, "keys.json", trusting(other), keys=content["keys"])
    with pytest.raises(SourceError, match="the file was changed"):
        read_trust([path])


def test_one_key_is_not_that_of_two_states(signer: SoftwareSigner, tmp_path: Path):
    files = [written(tmp_path, f"{code}.json", trusting(signer), jurisdiction=code) for code in ("tm", "kz")]
    with pytest.raises(CredentialError, match="of 'tm' and of 'kz'"):
        read_trust(files)


@pytest.mark.parametrize("moment", [float("nan"), 1e300, "soon", None, True])
def test_a_moment_that_is_none_is_refused(signer: SoftwareSigner, moment: object):
    header = {"alg": "EdDSA", "kid": signer.key.id, "typ": "x"}
    trust = Trust({signer.key.id: TrustedKey(signer.key, date(2026, 1, 1))})
    with pytest.raises(CredentialError):
        verify_json(text_of(header, PAYLOAD | {"iat": moment}, signer.sign), kind="x", trust=trust)


def test_base64_that_only_means_the_same_is_another_text(signer: SoftwareSigner):
    text = sign_json(PAYLOAD, kind="x", signer=signer)
    header, payload, signature = text.split(".")
    last = base64.urlsafe_b64decode(signature + "==")
    assert last == from_base64url(signature)
    for odd in (f"{signature}==", signature[:-1] + chr(ord(signature[-1]) + 1), f" {signature}", f"{signature}\n.x"):
        with pytest.raises(CredentialError):
            verify_json(f"{header}.{payload}.{odd}", kind="x", trust=trusting(signer))
    assert verify_json(text, kind="x", trust=trusting(signer)).signed_at == datetime(2026, 3, 2, 9, tzinfo=UTC)
