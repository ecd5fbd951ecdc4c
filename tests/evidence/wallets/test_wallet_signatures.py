import base64
import sys
from datetime import date
from hashlib import sha256

import pytest
from bip_utils import EthAddrEncoder, P2PKHAddrEncoder, P2SHAddrEncoder, P2TRAddrEncoder, P2WPKHAddrEncoder
from bip_utils.utils.crypto import Hash160, Kekkak256
from coincurve import PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from rugsat.evidence.wallets.address import read_address
from rugsat.evidence.wallets.bip322 import simple_holds
from rugsat.evidence.wallets.bitcoin_message import message_holds
from rugsat.evidence.wallets.challenge import Challenge, ChallengeError
from rugsat.evidence.wallets.evm_message import personal_holds
from rugsat.evidence.wallets.networks import NETWORKS
from rugsat.evidence.wallets.proof import prove
from rugsat.evidence.wallets.refusal import ChainExtraMissingError, ProofRefusedError

BITCOIN = "bip122:000000000019d6689c085ae165831e93"
MAINNET = NETWORKS["000000000019d6689c085ae165831e93"]
KEY = PrivateKey(bytes.fromhex("11" * 32))
OTHER = PrivateKey(bytes.fromhex("22" * 32))

# The addresses and signatures of BIP-322 itself, made there by another implementation.
BIP_322_ADDRESS = "bc1q9vza2e8x573nczrlzms0wvx3gsqjx7vavgkx0l"
BIP_322_TAPROOT = "bc1ppv609nr0vr25u07u95waq5lucwfm6tde4nydujnu8npg4q75mr5sxq8lt3"
BIP_322 = [
    (
        BIP_322_ADDRESS,
        "",
        "AkcwRAIgM2gBAQqvZX15ZiysmKmQpDrG83avLIT492QBzLnQIxYCIBaTpOaD20qRlEylyxFSeEA2ba9YOixpX8z46TSDtS40ASECx/EgAxlkQpQ9hY"
        "jgGu6EBCPMVPwVIVJqO4XCsMvViHI=",
    ),
    (
        BIP_322_ADDRESS,
        "Hello World",
        "AkcwRAIgZRfIY3p7/DoVTty6YZbWS71bc5Vct9p9Fia83eRmw2QCICK/ENGfwLtptFluMGs2KsqoNSk89pO7F29zJLUx9a/sASECx/EgAxlkQpQ9hY"
        "jgGu6EBCPMVPwVIVJqO4XCsMvViHI=",
    ),
    (
        BIP_322_TAPROOT,
        "Hello World",
        "AUHd69PrJQEv+oKTfZ8l+WROBHuy9HKrbFCJu7U1iK2iiEy1vMU5EfMtjc+VSHM7aU0SDbak5IUZRVno2P5mjSafAQ==",
    ),
]
# Published with bitcoinjs-message and btclib: one key by Bitcoin Core, and the same signature under several headers.
EXAMPLE = "This is an example of a signed message."
BODY = "9L5yLFjti0QTHhPyFrZCT1V/MMnBtXKmoiKDZ78NDBjERki6ZTQZdSMCtkgoNmp17By9ItJr8o7ChX0XxY91nk="
PUBLISHED = [
    (
        "1HUBHMij46Hae75JPdWjeZ5Q7KaL7EFRSD",
        "test message",
        "G/iew/NhHV9V9MdUEn/LFOftaTy1ivGPKPKyMlr8OSokNC755fAxpSThNRivwTNsyY9vPUDTRYBPc2cmGd5d4y4=",
        "signmessage",
    ),
    ("1HZwkjkeaoZfTSaJxDw6aKkxp45agDiEzN", EXAMPLE, f"G{BODY}", "signmessage"),
    ("1F3sAm6ZtwLAUnj7d38pGFxtP3RVEvtsbV", EXAMPLE, f"H{BODY}", "signmessage"),
    ("bc1qngw83fg8dz0k749cg7k3emc7v98wy0c74dlrkd", EXAMPLE, f"J{BODY}", "BIP-137"),
]


def challenge(account: str, **changes) -> Challenge:
    said = {"authority": "Central Bank", "party": "P1", "on": date(2026, 6, 1), "nonce": "ab" * 16, **changes}
    return Challenge(account=account, **said)


def compact(key: PrivateKey, message: str, header: int = 31) -> str:
    text = message.encode()
    size = bytes([len(text)]) if len(text) < 253 else b"\xfd" + len(text).to_bytes(2, "little")
    digest = sha256(sha256(b"\x18Bitcoin Signed Message:\n" + size + text).digest()).digest()
    signed = key.sign_recoverable(digest, hasher=None)
    return base64.b64encode(bytes([header + signed[64]]) + signed[:64]).decode()


def personal(key: PrivateKey, message: str) -> str:
    text = message.encode()
    digest = Kekkak256.QuickDigest(b"\x19Ethereum Signed Message:\n" + str(len(text)).encode() + text)
    signed = key.sign_recoverable(digest, hasher=None)
    return "0x" + signed[:64].hex() + bytes([27 + signed[64]]).hex()


def key_hash(key: PrivateKey) -> str:
    return P2PKHAddrEncoder.EncodeKey(key.public_key.format(), net_ver=b"\x00")


def segwit(key: PrivateKey) -> str:
    return P2WPKHAddrEncoder.EncodeKey(key.public_key.format(), hrp="bc")


@pytest.mark.parametrize(("address", "message", "signature"), BIP_322)
def test_the_signatures_of_bip_322_hold_and_hold_for_no_other_message(address: str, message: str, signature: str):
    lock, witness = read_address(address, MAINNET), base64.b64decode(signature)
    assert simple_holds(lock, message, witness)
    assert not simple_holds(lock, f"{message} ", witness)


@pytest.mark.parametrize(("address", "message", "signature"), BIP_322)
def test_no_changed_byte_of_a_bip_322_witness_holds(address: str, message: str, signature: str):
    lock, witness = read_address(address, MAINNET), base64.b64decode(signature)
    for at in range(len(witness)):
        assert not simple_holds(lock, message, witness[:at] + bytes([witness[at] ^ 1]) + witness[at + 1 :]), at
    assert not simple_holds(lock, message, witness[:-1])
    assert not simple_holds(lock, message, witness + b"\x00")


@pytest.mark.parametrize(("address", "message", "signature", "method"), PUBLISHED)
def test_the_published_signed_messages_hold_and_hold_for_no_other(address, message, signature, method):
    lock, raw = read_address(address, MAINNET), base64.b64decode(signature)
    assert message_holds(lock, MAINNET, message, raw) == method
    assert message_holds(lock, MAINNET, f"{message} ", raw) is None


def test_a_signed_challenge_proves_a_key_hash_a_segwit_and_a_nested_segwit_address():
    nested = P2SHAddrEncoder.EncodeKey(KEY.public_key.format(), net_ver=b"\x05")
    for address, method, header in (
        (key_hash(KEY), "signmessage", 31),
        (segwit(KEY), "BIP-137", 39),
        (nested, "BIP-137", 35),
    ):
        asked = challenge(f"{BITCOIN}:{address}")
        proof = prove(asked, compact(KEY, asked.message, header))
        assert proof.method == method


def test_a_wallet_that_writes_the_old_header_for_a_segwit_address_is_understood():
    asked = challenge(f"{BITCOIN}:{segwit(KEY)}")
    assert prove(asked, compact(KEY, asked.message, 31)).method == "BIP-137"


def test_an_uncompressed_key_does_not_prove_a_segwit_address():
    asked = challenge(f"{BITCOIN}:{segwit(KEY)}")
    with pytest.raises(ProofRefusedError, match="not made with the key"):
        prove(asked, compact(KEY, asked.message, 27))


@pytest.mark.parametrize("change", [{"party": "P2"}, {"nonce": "cd" * 16}, {"on": date(2026, 6, 2)}])
def test_a_signature_for_another_party_day_or_number_proves_nothing(change: dict[str, object]):
    account = f"{BITCOIN}:{key_hash(KEY)}"
    signature = compact(KEY, challenge(account, **change).message)
    with pytest.raises(ProofRefusedError, match="for this very message"):
        prove(challenge(account), signature)


def test_the_key_of_another_proves_nothing():
    asked = challenge(f"{BITCOIN}:{key_hash(KEY)}")
    with pytest.raises(ProofRefusedError):
        prove(asked, compact(OTHER, asked.message))


def test_an_evm_account_is_proven_by_personal_sign_and_only_by_its_own_key():
    address = EthAddrEncoder.EncodeKey(KEY.public_key.format())
    asked = challenge(f"eip155:1:{address}")
    assert prove(asked, personal(KEY, asked.message)).method == "EIP-191"
    with pytest.raises(ProofRefusedError, match="not made with the key"):
        prove(asked, personal(OTHER, asked.message))


def test_an_evm_address_may_stand_in_small_letters_but_not_with_wrong_capitals():
    address = EthAddrEncoder.EncodeKey(KEY.public_key.format())
    small = challenge(f"eip155:1:{address.lower()}")
    assert prove(small, personal(KEY, small.message)).method == "EIP-191"
    wrong = challenge(f"eip155:1:{address[:2] + address[2:].swapcase()}")
    with pytest.raises(ProofRefusedError, match="capitals as they are"):
        prove(wrong, personal(KEY, wrong.message))


def test_the_published_example_of_personal_sign_holds():
    # The example of EIP-191 signing in the documentation of web3.js: a key, a message and its signature.
    signature = (
        "0xb91467e570a6466aa9e9876cbcd013baba02900b8979d43fe208a4a4f339f5fd"
        "6007e74cd82e037b800186422fc2da167c747ef045e5d18a5f5d4300f8e1a0291c"
    )
    assert personal_holds("0x2c7536E3605D9C16a7a3D7b1898e529396a65c23", "Some data", signature)
    assert not personal_holds("0x2c7536E3605D9C16a7a3D7b1898e529396a65c23", "Some date", signature)


@pytest.mark.parametrize(
    ("account", "signature", "said"),
    [
        ("bip122:ffffffffffffffffffffffffffffffff:1HUBHMij46Hae75JPdWjeZ5Q7KaL7EFRSD", "AA==", "no chain bip122:"),
        (f"{BITCOIN}:1HUBHMij46Hae75JPdWjeZ5Q7KaL7EFRSE", "AA==", "is no address"),
        (f"{BITCOIN}:1HUBHMij46Hae75JPdWjeZ5Q7KaL7EFRSD", "not base64!", "is no base64"),
        (f"{BITCOIN}:1HUBHMij46Hae75JPdWjeZ5Q7KaL7EFRSD", "", "not made with the key"),
        (f"{BITCOIN}:1HUBHMij46Hae75JPdWjeZ5Q7KaL7EFRSD", base64.b64encode(b"\x1f" + b"\xff" * 64).decode(), "curve"),
        ("solana:5eykt4UsFv8P8NJdTREpY1vzqKqZKvdp:7S3P4HxJpyyigGzodYwHtCxZyUQe9JiBMHyRWXArAaKv", "x", "solana"),
        ("eip155:1:0x2c7536E3605D9C16a7a3D7b1898e529396a65c23", "0x12", "130 hexadecimal digits"),
        ("eip155:1:0x2c7536E3605D9C16a7a3D7b1898e529396a65c23", "0x" + "11" * 65, "27 or 28"),
    ],
)
def test_what_proves_nothing_is_refused_with_its_reason(account: str, signature: str, said: str):
    with pytest.raises(ProofRefusedError, match=said):
        prove(challenge(account), signature)


ACCOUNTS = [
    f"{BITCOIN}:{key_hash(KEY)}",
    f"{BITCOIN}:{segwit(KEY)}",
    f"{BITCOIN}:{BIP_322_TAPROOT}",
    f"eip155:1:{EthAddrEncoder.EncodeKey(KEY.public_key.format())}",
]


@given(st.sampled_from(ACCOUNTS), st.text(max_size=40) | st.binary(max_size=200).map(bytes.hex) | st.text(max_size=9))
def test_no_text_whatever_proves_a_wallet_or_breaks_the_proof(account: str, signature: str):
    with pytest.raises(ProofRefusedError):
        prove(challenge(account), signature)


@given(st.sampled_from(ACCOUNTS), st.binary(min_size=64, max_size=110))
def test_no_bytes_whatever_prove_a_wallet_or_break_the_proof(account: str, raw: bytes):
    for signature in (base64.b64encode(raw).decode(), f"0x{raw[:65].hex()}"):
        with pytest.raises(ProofRefusedError):
            prove(challenge(account), signature)


def test_a_taproot_address_is_proven_only_by_a_witness():
    address = P2TRAddrEncoder.EncodeKey(KEY.public_key.format(), hrp="bc")
    asked = challenge(f"{BITCOIN}:{address}")
    with pytest.raises(ProofRefusedError, match="not made with the key"):
        prove(asked, compact(KEY, asked.message))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"nonce": "short"}, "32 to 64"),
        ({"party": "P1\nDay: 2030-01-01"}, "one line"),
        ({"authority": ""}, "one line"),
    ],
)
def test_a_challenge_that_could_be_read_in_two_ways_is_not_made(change: dict[str, object], said: str):
    with pytest.raises(ChallengeError, match=said):
        challenge(f"{BITCOIN}:{key_hash(KEY)}", **change)


def test_a_challenge_needs_an_account_of_caip_10():
    with pytest.raises(ChallengeError, match="CAIP-10"):
        challenge("1HUBHMij46Hae75JPdWjeZ5Q7KaL7EFRSD")


def test_without_the_chain_extra_the_error_names_it(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "bip_utils", None)
    with pytest.raises(ChainExtraMissingError, match=r"rugsat\[chain\]"):
        prove(challenge(f"{BITCOIN}:1HUBHMij46Hae75JPdWjeZ5Q7KaL7EFRSD"), "AA==")


def test_the_address_of_a_script_hashes_the_witness_program_of_its_key():
    inner = b"\x00\x14" + Hash160.QuickDigest(KEY.public_key.format())
    address = P2SHAddrEncoder.EncodeKey(KEY.public_key.format(), net_ver=b"\x05")
    assert read_address(address, MAINNET).program == Hash160.QuickDigest(inner)
