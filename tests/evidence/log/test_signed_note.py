"""Signed notes and checkpoints: the published vector, and everything that must not be believed."""

import base64

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from rugsat.evidence.log.checkpoint import Checkpoint, open_checkpoint
from rugsat.evidence.log.errors import KeyRefusedError, SignatureError
from rugsat.evidence.log.merkle import EMPTY_ROOT
from rugsat.evidence.log.note import KeySigner, Verifier, open_note, sign_note, verifier_of

# The example of golang.org/x/mod/sumdb/note, which the format comes from.
PUBLISHED_KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
PUBLISHED_SEED = base64.b64decode("AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz")[1:]
PUBLISHED_TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
PUBLISHED_NOTE = (
    f"{PUBLISHED_TEXT}\n— PeterNeumann "
    "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
).encode()
OTHER = KeySigner("other.example", Ed25519PrivateKey.from_private_bytes(b"\x07" * 32))
CHECKPOINT = Checkpoint("log.example/acts", 7, bytes(range(32)))


def test_the_published_note_is_opened_with_the_published_key() -> None:
    text, signed = open_note(PUBLISHED_NOTE, [Verifier.read(PUBLISHED_KEY)])
    assert text == PUBLISHED_TEXT
    assert [str(each) for each in signed] == [PUBLISHED_KEY]


def test_the_published_note_is_signed_again_to_the_last_byte() -> None:
    signer = KeySigner("PeterNeumann", Ed25519PrivateKey.from_private_bytes(PUBLISHED_SEED))
    assert sign_note(PUBLISHED_TEXT, signer) == PUBLISHED_NOTE
    assert str(verifier_of(signer)) == PUBLISHED_KEY


def test_no_byte_of_a_note_can_be_changed() -> None:
    key = Verifier.read(PUBLISHED_KEY)
    for at in range(len(PUBLISHED_NOTE)):
        for flip in (0x01, 0x10, 0x80):
            changed = bytearray(PUBLISHED_NOTE)
            changed[at] ^= flip
            with pytest.raises(SignatureError):
                open_note(bytes(changed), [key])


def test_a_note_that_is_cut_off_anywhere_is_refused() -> None:
    key = Verifier.read(PUBLISHED_KEY)
    for end in range(len(PUBLISHED_NOTE)):
        with pytest.raises(SignatureError):
            open_note(PUBLISHED_NOTE[:end], [key])


def test_signatures_of_unknown_keys_are_passed_over() -> None:
    signer = KeySigner("log.example", Ed25519PrivateKey.from_private_bytes(b"\x01" * 32))
    note = sign_note("text\n", OTHER, signer)
    assert open_note(note, [verifier_of(signer)])[1] == (verifier_of(signer),)
    assert len(open_note(note, [verifier_of(signer), verifier_of(OTHER)])[1]) == 2


def test_a_note_without_a_known_signature_names_who_signed_and_who_is_known() -> None:
    with pytest.raises(SignatureError, match=r"signed by other\.example, and the keys given are PeterNeumann"):
        open_note(sign_note("text\n", OTHER), [Verifier.read(PUBLISHED_KEY)])
    with pytest.raises(SignatureError, match="the keys given are none"):
        open_note(sign_note("text\n", OTHER), [])


def test_a_key_of_the_same_name_is_not_the_same_key() -> None:
    imposter = KeySigner("PeterNeumann", Ed25519PrivateKey.from_private_bytes(b"\x02" * 32))
    with pytest.raises(SignatureError, match="no known key"):
        open_note(sign_note(PUBLISHED_TEXT, imposter), [Verifier.read(PUBLISHED_KEY)])


@pytest.mark.parametrize(
    "key",
    [
        "", "PeterNeumann", "PeterNeumann+c74f20a3", PUBLISHED_KEY[:-1], PUBLISHED_KEY.replace("c74f20a3", "c74f20a4"),
        PUBLISHED_KEY.replace("Peter", "Pieter"), PUBLISHED_KEY.replace("+AR", "+BR"),
        "-----BEGIN PUBLIC KEY-----\nAAAA",
        X25519PrivateKey.generate().public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode(),
    ],
)  # fmt: skip
def test_what_is_no_key_is_refused(key: str) -> None:
    with pytest.raises(KeyRefusedError):
        Verifier.read(key, name="PeterNeumann")


def test_a_key_is_read_from_pem_when_its_name_is_given() -> None:
    private = Ed25519PrivateKey.from_private_bytes(PUBLISHED_SEED)
    pem = private.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    assert str(Verifier.read(pem, name="PeterNeumann")) == PUBLISHED_KEY
    with pytest.raises(KeyRefusedError, match="cannot name a key"):
        Verifier.read(pem)
    secret = private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    assert str(verifier_of(KeySigner.from_pem(secret, name="PeterNeumann"))) == PUBLISHED_KEY
    with pytest.raises(KeyRefusedError, match="no private key"):
        KeySigner.from_pem(pem, name="PeterNeumann")


@pytest.mark.parametrize("name", ["", "two words", "a+b", "a\u00a0b", "a\nb", "a\u0085b"])
def test_a_name_that_no_key_can_have_is_refused(name: str) -> None:
    with pytest.raises(KeyRefusedError, match="cannot name"):
        KeySigner(name, Ed25519PrivateKey.generate())


def test_a_checkpoint_is_the_three_lines_of_its_format(signer: KeySigner, key: Verifier) -> None:
    note = CHECKPOINT.signed_by(signer)
    assert note.decode().split("\n")[:4] == [
        "log.example/acts", "7", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=", "",
    ]  # fmt: skip
    assert open_checkpoint(note, [key]) == (CHECKPOINT, (key,))


def test_a_checkpoint_of_another_log_is_refused_though_the_key_is_known() -> None:
    note = CHECKPOINT.signed_by(OTHER)
    with pytest.raises(SignatureError, match=r"of the log 'log\.example/acts', the key is of 'other\.example'"):
        open_checkpoint(note, [verifier_of(OTHER)])


@pytest.mark.parametrize(
    "text",
    [
        "log.example/acts\n7\n", "log.example/acts\n07\n" + "A" * 43 + "=\n",
        "log.example/acts\n-1\n" + "A" * 43 + "=\n",
        "log.example/acts\n7\nAAAA\n", "log.example/acts\n7\n" + "A" * 42 + "B=\n", "\n7\n" + "A" * 43 + "=\n",
        "log.example/acts\n0\n" + "A" * 43 + "=\n", "log.example/acts\n٧\n" + "A" * 43 + "=\n",
    ],
)  # fmt: skip
def test_a_signed_text_that_is_no_checkpoint_is_refused(text: str, signer: KeySigner, key: Verifier) -> None:
    with pytest.raises(SignatureError, match="checkpoint"):
        open_checkpoint(sign_note(text, signer), [key])


def test_the_empty_log_has_the_empty_root(signer: KeySigner, key: Verifier) -> None:
    empty = Checkpoint("log.example/acts", 0, EMPTY_ROOT)
    assert open_checkpoint(empty.signed_by(signer), [key])[0] == empty
