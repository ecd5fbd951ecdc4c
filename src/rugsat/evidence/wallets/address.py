"""Addresses of the Bitcoin family, taken apart into what they lock coins to."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from rugsat.evidence.wallets.networks import Network
from rugsat.evidence.wallets.refusal import ProofRefusedError, extra_missing


class Lock(StrEnum):
    """To what an address locks coins."""

    KEY_HASH = "p2pkh"
    SCRIPT_HASH = "p2sh"
    WITNESS_KEY_HASH = "p2wpkh"
    TAPROOT = "p2tr"


@dataclass(frozen=True, slots=True)
class Address:
    """An address: its kind, and the hash or key in it."""

    lock: Lock
    program: bytes

    @property
    def script(self) -> bytes:
        """The script by which coins are locked to it."""
        if self.lock is Lock.KEY_HASH:
            return b"\x76\xa9\x14" + self.program + b"\x88\xac"
        if self.lock is Lock.SCRIPT_HASH:
            return b"\xa9\x14" + self.program + b"\x87"
        return (b"\x00\x14" if self.lock is Lock.WITNESS_KEY_HASH else b"\x51\x20") + self.program


def read_address(text: str, network: Network) -> Address:
    """Take an address apart; its check characters are verified.

    Raises ProofRefusedError for what is no address of the network, ChainExtraMissingError without the chain extra.
    """
    try:
        from bip_utils import P2PKHAddrDecoder, P2SHAddrDecoder, P2TRAddrDecoder, P2WPKHAddrDecoder  # noqa: PLC0415
    except ImportError as error:
        raise extra_missing(error) from error
    tries: list[tuple[Lock, Any, dict[str, Any]]] = [(Lock.KEY_HASH, P2PKHAddrDecoder, {"net_ver": network.key_hash})]
    tries += [(Lock.SCRIPT_HASH, P2SHAddrDecoder, {"net_ver": version}) for version in network.script_hashes]
    if network.segwit:
        tries.append((Lock.WITNESS_KEY_HASH, P2WPKHAddrDecoder, {"hrp": network.segwit}))
        tries.append((Lock.TAPROOT, P2TRAddrDecoder, {"hrp": network.segwit}))
    for lock, decoder, options in tries:
        try:
            return Address(lock, bytes(decoder.DecodeAddr(text, **options)))
        except ValueError:
            continue
    message = f"'{text}' is no address of a single key on {network.name}: check it, or name another wallet"
    raise ProofRefusedError(message)
