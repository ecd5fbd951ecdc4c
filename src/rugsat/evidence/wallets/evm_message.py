"""Messages signed by a wallet of an EVM chain: EIP-191, personal_sign."""

import re

from rugsat.evidence.wallets.curve import recovered
from rugsat.evidence.wallets.refusal import ProofRefusedError, extra_missing

_SIGNATURE = re.compile(r"(?:0x)?([0-9a-fA-F]{130})")


def personal_holds(address: str, message: str, signature: str) -> bool:
    """Whether a signature proves control of an address; one with capitals must have the right ones (EIP-55)."""
    try:
        from bip_utils import EthAddrDecoder, EthAddrEncoder  # noqa: PLC0415
        from bip_utils.utils.crypto import Kekkak256  # noqa: PLC0415
    except ImportError as error:
        raise extra_missing(error) from error
    try:
        EthAddrDecoder.DecodeAddr(address, skip_chksum_enc=address[2:] == address[2:].lower())
    except ValueError as error:
        message = f"'{address}' is no address of an EVM chain ({error}): copy it from the wallet, capitals as they are"
        raise ProofRefusedError(message) from error
    parts = _SIGNATURE.fullmatch(signature.strip())
    if parts is None:
        message = "a signature of an EVM wallet is 65 bytes in 130 hexadecimal digits: copy the whole of it"
        raise ProofRefusedError(message)
    raw, text = bytes.fromhex(parts[1]), message.encode()
    recovery = raw[64] - 27 if raw[64] >= 27 else raw[64]
    if recovery not in {0, 1}:
        message = f"the signature ends with {raw[64]}, and must with 27 or 28: sign with personal_sign"
        raise ProofRefusedError(message)
    digest = Kekkak256.QuickDigest(b"\x19Ethereum Signed Message:\n" + str(len(text)).encode() + text)
    key = recovered(raw[:64], recovery, bytes(digest))
    return bool(EthAddrEncoder.EncodeKey(key.format(compressed=True)).lower() == address.lower())
