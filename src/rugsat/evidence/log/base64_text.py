"""Bytes as base64 in its one canonical form, so that no two texts stand for the same bytes."""

import base64
import binascii


def to_base64(raw: bytes) -> str:
    """The base64 text of bytes."""
    return base64.b64encode(raw).decode()


def from_base64(text: str) -> bytes:
    """The bytes of a base64 text; ValueError where it is not the text that `to_base64` writes."""
    try:
        raw = base64.b64decode(text, validate=True)
    except binascii.Error as error:
        raise ValueError(text) from error
    if to_base64(raw) != text:
        raise ValueError(text)
    return raw
