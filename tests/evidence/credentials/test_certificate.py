"""The description of a certificate is read as it was written, and refused where it says too little or too much."""

import pytest

from rugsat.evidence.credentials import extra
from rugsat.evidence.credentials.certificate import certificate_from_json
from rugsat.evidence.credentials.signer import CredentialError
from tests.evidence.credentials.made_by_hand import CERTIFICATE


def test_a_description_is_read_as_it_was_written():
    assert certificate_from_json(CERTIFICATE.to_json()) == CERTIFICATE


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"colour": "green"}, "has no 'colour'"),
        ({"until": "2026-03-09"}, "not after 2026-03-09"),
        ({"holder": ""}, "a holder"),
        ({"rests_on": []}, "at least one act"),
        ({"time_zone": "Asia/Nowhere"}, "Nowhere"),
        ({"since": "9 March"}, "cannot be read"),
        ({"languages": ["tk", "xx"]}, "speaks en, ru, tk"),
        ({"status": {"uri": "urn:x", "index": -1}}, "counts from 0"),
        ({"sites": [{"nowhere": 1}]}, "cannot be read"),
    ],
)
def test_a_description_that_is_not_understood_is_refused(change: dict[str, object], why: str):
    with pytest.raises(CredentialError, match=why):
        certificate_from_json({**CERTIFICATE.to_json(), **change})


def test_a_description_without_what_it_must_say_is_refused():
    for name in ("number", "holder", "issued_on", "since", "rests_on", "title"):
        content = CERTIFICATE.to_json()
        del content[name]
        with pytest.raises(CredentialError, match=name):
            certificate_from_json(content)


def test_what_needs_an_extra_names_it():
    with pytest.raises(extra.MissingExtraError, match=r"pip install 'rugsat\[certificates\]'"):
        extra.needed("no_such_library")
