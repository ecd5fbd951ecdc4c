"""A sealed identifier opens with the right key only, and shows nothing of what is in it."""

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from rugsat.kernel.sealed import DOCUMENT_TYPES, Identifier, SealError, is_sealed, key_id, open_sealed, seal

KEY = X25519PrivateKey.generate()
KEYS = {key_id(KEY.public_key()): KEY}


@given(st.text(min_size=1, max_size=64).filter(str.strip), st.sampled_from(sorted(DOCUMENT_TYPES)))
def test_what_is_sealed_opens_to_the_same(text: str, document: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError:
        return
    identifier = Identifier(text, document, "TM")
    sealed = seal(identifier, to=KEY.public_key())
    assert is_sealed(sealed)
    assert open_sealed(sealed, keys=KEYS) == identifier


def test_the_same_identifier_is_never_sealed_to_the_same_text() -> None:
    identifier = Identifier("N1234567", "passport", "KZ")
    assert len({seal(identifier, to=KEY.public_key()) for _ in range(10)}) == 10


def test_the_length_of_a_sealed_text_does_not_tell_the_document() -> None:
    passport = seal(Identifier("N1234567", "passport", "KZ"), to=KEY.public_key())
    card = seal(Identifier("012345678", "id_card", "KZ"), to=KEY.public_key())
    assert len(passport) == len(card)


@given(st.text(max_size=400))
def test_any_other_text_is_refused_with_what_to_do(text: str) -> None:
    with pytest.raises(SealError, match="seal it"):
        open_sealed(text, keys=KEYS)


@given(st.data())
def test_a_sealed_text_that_was_changed_anywhere_does_not_open(data: st.DataObject) -> None:
    sealed = seal(Identifier("N1234567", "passport", "KZ"), to=KEY.public_key())
    at = data.draw(st.integers(len("sealed1."), len(sealed) - 2))
    changed = sealed[:at] + ("a" if sealed[at] != "a" else "b") + sealed[at + 1 :]
    with pytest.raises(SealError):
        open_sealed(changed, keys=KEYS)


def test_an_unknown_document_or_country_cannot_be_sealed() -> None:
    for identifier in (
        Identifier("1", "library_card", "TM"),
        Identifier("1", "passport", "tm"),
        Identifier(" ", "passport", "TM"),
    ):
        with pytest.raises(SealError):
            seal(identifier, to=KEY.public_key())
