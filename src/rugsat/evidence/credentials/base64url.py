"""Bytes as text without padding, as JOSE writes them (RFC 7515)."""

import base64
import re

_FORM = re.compile(r"[A-Za-z0-9_-]*")


def to_base64url(content: bytes) -> str:
    """Write bytes as base64url without padding."""
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def from_base64url(text: str) -> bytes:
    """Read base64url without padding; ValueError for any other text, also one that only means the same."""
    if not _FORM.fullmatch(text):
        message = "not base64url"
        raise ValueError(message)
    content = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    if to_base64url(content) != text:
        message = "not the one form of these bytes in base64url"
        raise ValueError(message)
    return content
