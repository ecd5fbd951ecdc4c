"""Verifying that whoever signed a challenge controls its account."""

import base64
import binascii
from dataclasses import dataclass

from rugsat.evidence.wallets.address import Lock, read_address
from rugsat.evidence.wallets.bip322 import simple_holds
from rugsat.evidence.wallets.bitcoin_message import LENGTH, message_holds
from rugsat.evidence.wallets.challenge import Challenge
from rugsat.evidence.wallets.evm_message import personal_holds
from rugsat.evidence.wallets.networks import NETWORKS, Network
from rugsat.evidence.wallets.refusal import ProofRefusedError

_SIMPLE = "smp"
"""What newer wallets write before a BIP-322 witness; no base64 of a signature or a witness begins so."""


@dataclass(frozen=True, slots=True)
class Proof:
    """A challenge whose signature was verified, and by which method: signmessage, BIP-137, BIP-322 or EIP-191."""

    challenge: Challenge
    signature: str
    method: str


def prove(challenge: Challenge, signature: str) -> Proof:
    """Verify the signature of a challenge.

    Bitcoin and its family (bip122): base64 of a signed message or of a BIP-322 witness, simple form. EVM (eip155):
    hexadecimal digits from personal_sign; a contract has no key and cannot sign.
    Raises ProofRefusedError, which says why it proves nothing, and ChainExtraMissingError without the chain extra.
    """
    space, reference, address = challenge.account.split(":", 2)
    if space == "eip155":
        method = "EIP-191" if personal_holds(address, challenge.message, signature) else None
    elif space == "bip122":
        method = _bitcoin(_network(reference), address, challenge.message, signature)
    else:
        message = f"wallets of {space} cannot be proven yet: there are bip122 and eip155; let an officer inspect it"
        raise ProofRefusedError(message)
    if method is None:
        message = (
            f"the signature was not made with the key of {challenge.account} for this very message: sign the message "
            "as it was given, with every line and nothing more"
        )
        raise ProofRefusedError(message)
    return Proof(challenge, signature, method)


def _network(reference: str) -> Network:
    found = NETWORKS.get(reference)
    if found is None:
        known = ", ".join(f"{network.name} (bip122:{key})" for key, network in NETWORKS.items())
        message = f"no chain bip122:{reference} is known: there are {known}"
        raise ProofRefusedError(message)
    return found


def _bitcoin(network: Network, text: str, message: str, signature: str) -> str | None:
    address = read_address(text, network)
    try:
        raw = base64.b64decode(signature.strip().removeprefix(_SIMPLE), validate=True)
    except (binascii.Error, ValueError) as error:
        problem = "the signature is no base64: copy the whole of it, as the wallet shows it"
        raise ProofRefusedError(problem) from error
    if len(raw) == LENGTH and address.lock is not Lock.TAPROOT:
        return message_holds(address, network, message, raw)
    return "BIP-322" if simple_holds(address, message, raw) else None
