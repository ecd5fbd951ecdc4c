from dataclasses import replace
from datetime import date

import pytest
from bip_utils import EthAddrEncoder
from bip_utils.utils.crypto import Kekkak256
from coincurve import PrivateKey

from rugsat.domain.licensing.facts import Facts, Wallet
from rugsat.domain.licensing.outcome import Status
from rugsat.domain.licensing.wallet_attestation import wallet_attestation
from rugsat.evidence.wallets.challenge import Challenge
from rugsat.evidence.wallets.proof import prove
from tests.domain.licensing.applying import ON, adding, exchange, miner, saying, status, without

NAME = "wallet_control_proven"


@pytest.mark.parametrize("facts", [miner(), exchange()], ids=["miner", "exchange"])
def test_a_wallet_whose_key_signed_for_this_party_is_proven(facts: Facts):
    assert status(NAME, facts) is Status.MET


def test_a_wallet_that_nobody_signed_for_is_not_known():
    assert status(NAME, without(miner(), "wallet_control")) is Status.UNKNOWN


def test_a_proof_that_was_made_for_another_party_does_not_count():
    assert status(NAME, saying(miner(), "wallet_control", party="P2")) is Status.UNKNOWN


def test_a_proof_of_one_wallet_is_no_proof_of_another():
    other = replace(miner(), wallets=(*miner().wallets, Wallet("eip155:1:0x" + "11" * 20, "payout")))
    assert status(NAME, other) is Status.UNKNOWN


def test_an_account_that_is_not_of_caip_10_and_no_account_at_all_are_refused():
    assert status(NAME, replace(miner(), wallets=(Wallet("0x12", "payout"),))) is Status.UNMET
    assert status(NAME, replace(miner(), wallets=())) is Status.UNMET


def test_a_signature_that_was_verified_becomes_the_attestation_that_is_asked():
    key = PrivateKey(bytes.fromhex("33" * 32))
    account = f"eip155:1:{EthAddrEncoder.EncodeKey(key.public_key.format())}"
    asked = Challenge("Central Bank of Turkmenistan", "P1", account, ON, "0f" * 16)
    text = asked.message.encode()
    digest = Kekkak256.QuickDigest(b"\x19Ethereum Signed Message:\n" + str(len(text)).encode() + text)
    signed = key.sign_recoverable(digest, hasher=None)
    proof = prove(asked, (signed[:64] + bytes([27 + signed[64]])).hex())
    made = wallet_attestation(proof, by="central_bank", on=ON, until=date(2027, 6, 1))
    facts = replace(without(miner(), "wallet_control"), wallets=(Wallet(account, "payout"),))
    assert status(NAME, facts) is Status.UNKNOWN
    assert status(NAME, adding(facts, made)) is Status.MET
    assert len(made.document) == 64
