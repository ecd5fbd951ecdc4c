"""A signed text holds for its key, its kind and its days, and for nothing else."""

import json
from datetime import date

import pytest
from jwcrypto import jwk, jws

from rugsat.evidence.credentials.base64url import from_base64url, to_base64url
from rugsat.evidence.credentials.jws import kind_of, sign_json, verify_json
from rugsat.evidence.credentials.signer import CredentialError, SoftwareSigner
from rugsat.evidence.credentials.trust import Trust, TrustedKey
from tests.evidence.credentials.made_by_hand import AT, ed25519, p256, trusting

IAT = int(AT.timestamp())


@pytest.fixture(params=[ed25519, p256], ids=["Ed25519", "P-256"])
def signer(request: pytest.FixtureRequest) -> SoftwareSigner:
    return request.param()


def test_what_was_signed_is_read_back(signer: SoftwareSigner):
    text = sign_json({"iat": IAT, "is": "ýň"}, kind="test", signer=signer)
    held = verify_json(text, kind="test", trust=trusting(signer))
    assert (held.payload["is"], held.key, held.signed_at) == ("ýň", signer.key.id, AT)
    assert kind_of(text) == "test"


def test_another_implementation_of_jose_reads_it(signer: SoftwareSigner):
    text = sign_json({"iat": IAT, "is": 1}, kind="test", signer=signer)
    handed_out = trusting(signer).to_json(jurisdiction="tm", authority={"en": "A"})
    own = {name: value for name, value in handed_out["keys"][0].items() if name != "since"}
    token = jws.JWS()
    token.deserialize(text)
    token.verify(jwk.JWK(**own))
    assert json.loads(token.payload)["is"] == 1


def test_a_changed_character_anywhere_is_seen(signer: SoftwareSigner):
    text, trust = sign_json({"iat": IAT, "is": 1}, kind="test", signer=signer), trusting(signer)
    for place, character in enumerate(text):
        other = "A" if character != "A" else "B"
        with pytest.raises(CredentialError):
            verify_json(text[:place] + other + text[place + 1 :], kind="test", trust=trust)


def test_another_kind_and_another_key_are_refused(signer: SoftwareSigner):
    text = sign_json({"iat": IAT}, kind="test", signer=signer)
    with pytest.raises(CredentialError, match="signed as test"):
        verify_json(text, kind="other", trust=trusting(signer))
    with pytest.raises(CredentialError, match="not among the trusted ones"):
        verify_json(text, kind="test", trust=trusting(ed25519()))


def test_a_text_without_a_signature_is_refused_whatever_its_head_claims(signer: SoftwareSigner):
    _, payload, _ = sign_json({"iat": IAT}, kind="test", signer=signer).split(".")
    head = to_base64url(json.dumps({"alg": "none", "kid": signer.key.id, "typ": "test"}).encode())
    with pytest.raises(CredentialError):
        verify_json(f"{head}.{payload}.", kind="test", trust=trusting(signer))


@pytest.mark.parametrize(
    ("held", "why"),
    [
        ({"since": date(2026, 3, 3)}, "does not sign on 2026-03-02"),
        ({"until": date(2026, 3, 2)}, "does not sign on 2026-03-02"),
        ({"revoked": date(2027, 1, 1)}, "was revoked on 2027-01-01"),
    ],
)
def test_a_key_signs_only_on_its_days_and_never_once_it_is_revoked(signer: SoftwareSigner, held, why: str):
    text = sign_json({"iat": IAT}, kind="test", signer=signer)
    trust = Trust({signer.key.id: TrustedKey(signer.key, **held)})
    with pytest.raises(CredentialError, match=why):
        verify_json(text, kind="test", trust=trust)


@pytest.mark.parametrize("text", ["", "a", "a.b.c", "e30.e30.e30", "e30.W10.e30", "....", "é.é.é"])
def test_what_is_no_signed_text_is_refused_and_not_crashed_on(text: str):
    with pytest.raises(CredentialError):
        verify_json(text, kind="test", trust=trusting(ed25519()))


def test_base64url_has_one_form_for_each_content():
    assert from_base64url("_-8") == b"\xff\xef"
    for other in ("_-9", "_-8=", "/+8", "_-8\n", "A"):
        with pytest.raises(ValueError, match=r"base64url|length|padding|data"):
            from_base64url(other)
