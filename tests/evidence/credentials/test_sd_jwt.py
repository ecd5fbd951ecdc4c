"""The credential: another implementation reads it, and its holder shows the owners that the holder wants to."""

import json
from collections.abc import Sequence

import pytest
from jwcrypto.jwk import JWK
from sd_jwt.verifier import SDJWTVerifier

from rugsat.evidence.credentials.base64url import from_base64url, to_base64url
from rugsat.evidence.credentials.sd_jwt import TYPE, credential, verify_credential, withholding
from rugsat.evidence.credentials.signer import CredentialError, SoftwareSigner
from tests.evidence.credentials.made_by_hand import AT, CERTIFICATE, ed25519, p256, trusting


@pytest.fixture(params=[ed25519, p256], ids=["Ed25519", "P-256"])
def signer(request: pytest.FixtureRequest) -> SoftwareSigner:
    return request.param()


def test_a_credential_says_everything_that_the_certificate_does(signer: SoftwareSigner):
    read = verify_credential(credential(CERTIFICATE, at=AT, signer=signer), trust=trusting(signer))
    assert read.certificate == CERTIFICATE
    assert (read.withheld, read.issued_at, read.key) == (0, AT, signer.key.id)


@pytest.mark.parametrize("showing", [(), (1,), (0, 2), (0, 1, 2)])
def test_another_implementation_reads_what_the_holder_shows(signer: SoftwareSigner, showing: Sequence[int]):
    text = withholding(credential(CERTIFICATE, at=AT, signer=signer), showing=showing)
    own = trusting(signer).to_json(jurisdiction="tm", authority={})["keys"][0]
    read = SDJWTVerifier(text, lambda *_: JWK(**own)).get_verified_payload()
    assert read["owners"] == [CERTIFICATE.owners[place] for place in showing]
    assert (read["vct"], read["sub"], read["status"]["status_list"]["idx"]) == (TYPE, CERTIFICATE.number, 48213)
    ours = verify_credential(text, trust=trusting(signer))
    assert list(ours.certificate.owners) == read["owners"]
    assert ours.withheld == 3 - len(showing)


def test_what_is_withheld_cannot_be_read_or_guessed():
    text = withholding(credential(CERTIFICATE, at=AT, signer=ed25519()), showing=[1])
    payload = from_base64url(text.split(".")[1]).decode()
    assert "Orazowa" not in text + payload
    again = credential(CERTIFICATE, at=AT, signer=ed25519())
    assert json.loads(payload)["owners"] != json.loads(from_base64url(again.split(".")[1]))["owners"]


def test_a_disclosure_of_another_owner_of_another_credential_or_twice_is_refused(signer: SoftwareSigner):
    text, trust = credential(CERTIFICATE, at=AT, signer=signer), trusting(signer)
    signed, first, *rest = text.split("~")
    invented = to_base64url(json.dumps(["c2FsdHNhbHRzYWx0c2FsdA", "Somebody Else"]).encode())
    foreign = credential(CERTIFICATE, at=AT, signer=signer).split("~")[1]
    for disclosures in ([invented, *rest], [foreign, *rest], [first, first, *rest]):
        with pytest.raises(CredentialError, match="does not belong"):
            verify_credential("~".join([signed, *disclosures]), trust=trust)


def test_a_changed_character_anywhere_is_seen():
    signer = ed25519()
    text, trust = credential(CERTIFICATE, at=AT, signer=signer), trusting(signer)
    for place in range(len(text) - 1):
        other = "A" if text[place] != "A" else "B"
        with pytest.raises(CredentialError):
            verify_credential(text[:place] + other + text[place + 1 :], trust=trust)
