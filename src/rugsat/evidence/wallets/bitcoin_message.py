"""Messages signed by a wallet of the Bitcoin family: the old form, and BIP-137 for addresses of segwit."""

from rugsat.evidence.wallets.address import Address, Lock
from rugsat.evidence.wallets.curve import double_sha256, hash160, recovered
from rugsat.evidence.wallets.networks import Network

LENGTH = 65
"""Bytes of such a signature: a header and r and s."""
_HEADERS = range(27, 43)
_COMPRESSED_FROM = 31


def message_holds(address: Address, network: Network, message: str, signature: bytes) -> str | None:
    """The method by which a compact signature proves control of an address; None where it does not.

    The header says which key of the four that fit, whether it is compressed and, by BIP-137, the kind of address.
    Many wallets write the header of the old form for segwit addresses too, so the key decides, not the header.
    """
    header = signature[0]
    if len(signature) != LENGTH or header not in _HEADERS:
        return None
    key = recovered(signature[1:], (header - 27) % 4, _digest(network, message))
    compressed = header >= _COMPRESSED_FROM
    hashed = hash160(key.format(compressed=compressed))
    if address.lock is Lock.KEY_HASH:
        return "signmessage" if hashed == address.program else None
    if address.lock is Lock.WITNESS_KEY_HASH and compressed:
        return "BIP-137" if hashed == address.program else None
    if address.lock is Lock.SCRIPT_HASH and compressed:
        return "BIP-137" if hash160(b"\x00\x14" + hashed) == address.program else None
    return None


def _digest(network: Network, message: str) -> bytes:
    text = message.encode()
    return double_sha256(compact_size(len(network.magic)) + network.magic + compact_size(len(text)) + text)


def compact_size(count: int) -> bytes:
    """A count as Bitcoin writes it before what it counts."""
    if count < 0xFD:
        return bytes([count])
    return b"\xfd" + count.to_bytes(2, "little") if count < 0x10000 else b"\xfe" + count.to_bytes(4, "little")
