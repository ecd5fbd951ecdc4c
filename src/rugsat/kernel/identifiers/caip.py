"""Chain-agnostic identifiers: CAIP-2 chains, CAIP-10 accounts, CAIP-19 assets."""

import re

_CHAIN = r"[-a-z0-9]{3,8}:[-_a-zA-Z0-9]{1,32}"
_CAIP_2 = re.compile(_CHAIN)
_CAIP_10 = re.compile(rf"{_CHAIN}:[-.%a-zA-Z0-9]{{1,128}}")
_CAIP_19 = re.compile(rf"{_CHAIN}/[-a-z0-9]{{3,8}}:[-.%a-zA-Z0-9]{{1,128}}(/[-.%a-zA-Z0-9]{{1,78}})?")


def is_chain(text: str) -> bool:
    """Tell whether the text is a CAIP-2 chain identifier, as in eip155:1."""
    return bool(_CAIP_2.fullmatch(text))


def is_account(text: str) -> bool:
    """Tell whether the text is a CAIP-10 account identifier, as in eip155:1:0xab16…"""
    return bool(_CAIP_10.fullmatch(text))


def is_asset(text: str) -> bool:
    """Tell whether the text is a CAIP-19 asset identifier, as in eip155:1/erc20:0x6b17…"""
    return bool(_CAIP_19.fullmatch(text))
