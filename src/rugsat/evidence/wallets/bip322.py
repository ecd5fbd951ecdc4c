"""Messages signed by BIP-322 in its simple form, for addresses of one key: p2wpkh and p2tr."""

import hashlib

from rugsat.evidence.wallets.address import Address, Lock
from rugsat.evidence.wallets.bitcoin_message import compact_size
from rugsat.evidence.wallets.curve import double_sha256, ecdsa_holds, hash160, schnorr_holds, tagged_hash

_VERSION = _LOCK_TIME = _SEQUENCE = bytes(4)
_NOTHING = bytes(8)
"""An amount of nothing."""
_OUTPUT = _NOTHING + b"\x01\x6a"
"""The one output of the transaction that is signed: nothing, to OP_RETURN."""
_ALL = 1


def simple_holds(address: Address, message: str, witness: bytes) -> bool:
    """Whether a witness proves control of an address: it would spend the output that the message stands for."""
    stack = _stack(witness)
    if address.lock is Lock.WITNESS_KEY_HASH and len(stack) == 2:
        signature, key = stack
        if len(key) != 33 or hash160(key) != address.program or signature[-1:] != bytes([_ALL]):
            return False
        return ecdsa_holds(key, signature[:-1], _witness_digest(address, message))
    if address.lock is Lock.TAPROOT and len(stack) == 1:
        signature = stack[0]
        kind = signature[64] if len(signature) == 65 else 0
        if len(signature) not in {64, 65} or (len(signature) == 65 and kind != _ALL):
            return False
        return schnorr_holds(address.program, signature[:64], _taproot_digest(address, message, kind))
    return False


def _outpoint(address: Address, message: str) -> bytes:
    """The output of the first, imaginary transaction, which carries the message and locks nothing to the address."""
    said = tagged_hash("BIP0322-signed-message", message.encode())
    given = b"\x01" + bytes(32) + b"\xff" * 4 + b"\x22\x00\x20" + said + _SEQUENCE
    taken = b"\x01" + _NOTHING + compact_size(len(address.script)) + address.script
    return double_sha256(_VERSION + given + taken + _LOCK_TIME) + bytes(4)


def _witness_digest(address: Address, message: str) -> bytes:
    """What a key signs in segwit of version 0 (BIP-143)."""
    outpoint = _outpoint(address, message)
    code = b"\x19\x76\xa9\x14" + address.program + b"\x88\xac"
    return double_sha256(
        _VERSION
        + double_sha256(outpoint)
        + double_sha256(_SEQUENCE)
        + outpoint
        + code
        + _NOTHING
        + _SEQUENCE
        + double_sha256(_OUTPUT)
        + _LOCK_TIME
        + _ALL.to_bytes(4, "little")
    )


def _taproot_digest(address: Address, message: str, kind: int) -> bytes:
    """What a key signs in taproot, spent by its key (BIP-341)."""
    script = compact_size(len(address.script)) + address.script
    parts = (_outpoint(address, message), _NOTHING, script, _SEQUENCE, _OUTPUT)
    hashed = b"".join(hashlib.sha256(part).digest() for part in parts)
    return tagged_hash("TapSighash", bytes([0, kind]) + _VERSION + _LOCK_TIME + hashed + b"\x00" + bytes(4))


def _stack(witness: bytes) -> list[bytes]:
    """The items of a witness; none where it is not written as a witness of short items is."""
    if not witness:
        return []
    items, at = list[bytes](), 1
    for _ in range(witness[0]):
        if at >= len(witness) or witness[at] >= 0xFD:
            return []
        items.append(witness[at + 1 : at + 1 + witness[at]])
        at += 1 + witness[at]
    return items if at == len(witness) else []
