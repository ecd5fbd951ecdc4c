"""The chains of the Bitcoin family: how each writes its addresses and begins a signed message."""

from dataclasses import dataclass

_BITCOIN, _LITECOIN, _DOGECOIN = (
    b"Bitcoin Signed Message:\n",
    b"Litecoin Signed Message:\n",
    b"Dogecoin Signed Message:\n",
)


@dataclass(frozen=True, slots=True)
class Network:
    """A chain by the parameters of its reference node."""

    name: str
    magic: bytes
    """What a signed message begins with, so that it can never be a transaction."""
    key_hash: bytes
    """Version byte of an address of a key."""
    script_hashes: tuple[bytes, ...]
    """Version bytes of an address of a script; the newer one last."""
    segwit: str
    """Human-readable part of a segwit address; empty where the chain has none."""


NETWORKS = {
    "000000000019d6689c085ae165831e93": Network("Bitcoin", _BITCOIN, b"\x00", (b"\x05",), "bc"),
    "000000000933ea01ad0ee984209779ba": Network("Bitcoin testnet", _BITCOIN, b"\x6f", (b"\xc4",), "tb"),
    "0f9188f13cb7b2c71f2a335e3a4fc328": Network("Bitcoin regtest", _BITCOIN, b"\x6f", (b"\xc4",), "bcrt"),
    "12a765e31ffd4059bada1e25190f6e98": Network("Litecoin", _LITECOIN, b"\x30", (b"\x05", b"\x32"), "ltc"),
    "4966625a4b2851d9fdee139e56211a0d": Network("Litecoin testnet", _LITECOIN, b"\x6f", (b"\xc4", b"\x3a"), "tltc"),
    "530827f38f93b43ed12af0b3ad25a288": Network("Litecoin regtest", _LITECOIN, b"\x6f", (b"\xc4", b"\x3a"), "rltc"),
    "1a91e3dace36e2be3bf030a65679fe82": Network("Dogecoin", _DOGECOIN, b"\x1e", (b"\x16",), ""),
}
"""By the reference of CAIP-2: the first 32 digits of the hash of the first block."""
