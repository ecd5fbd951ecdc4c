"""Identifiers of made-up firms and persons, with right check digits; they belong to nobody."""

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np

ASSETS: Mapping[str, str] = MappingProxyType(
    {
        "Bitcoin": "V15WLZJMF",
        "Ether": "X9J9K872S",
        "Litecoin (simulated)": "LTC0S1M1K",
        "Tron (simulated)": "TNC0S1M2D",
        "Solana (simulated)": "S0L0S1M3V",
        "Stable dollar (simulated)": "STBL0S158",
    }
)
"""Assets that are traded all the time: real identifiers of Bitcoin and Ether, made-up ones for the others."""

DELISTED, LISTED_LATE, NEVER_LISTED = "DLSTS1M70", "NWL0S1M8R", ("PRVCS1M96", "M3M3S1MBW")
"""Assets whose approval ends or begins while the country runs, and assets that are never approved; all made up."""

_LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"


def lei_of(rng: np.random.Generator) -> str:
    """A made-up legal entity identifier with the two check digits of ISO 17442."""
    stem = "9845" + "00" + "".join(_LETTERS[each] for each in rng.integers(0, 36, 12))
    number = int("".join(str(_LETTERS.index(character)) for character in stem + "00"))
    return f"{stem}{98 - number % 97:02d}"


def bic_of(number: int, country: str) -> str:
    """A made-up bank identifier code of eleven characters, ISO 9362."""
    first, second = divmod(number, 26)
    return f"SM{chr(65 + first % 26)}{chr(65 + second)}{country.upper()}2AXXX"


def evm_account(rng: np.random.Generator) -> str:
    """A made-up account on Ethereum, CAIP-10."""
    return "eip155:1:0x" + rng.bytes(20).hex()


def bitcoin_account(rng: np.random.Generator) -> str:
    """A made-up account on Bitcoin, CAIP-10, in the form of an old address without a right check sum."""
    text = "".join(_BASE58[each] for each in rng.integers(0, 58, 33))
    return f"bip122:000000000019d6689c085ae165831e93:1{text}"


def transaction(rng: np.random.Generator) -> str:
    """A made-up hash of a transaction."""
    return rng.bytes(32).hex()
