"""Addresses of websites as people write them down: with or without https://, a name of a host, perhaps a path."""

import re

_LABEL = r"[^\W_](?:[\w-]{0,61}[^\W_])?"
_FORM = re.compile(
    rf"(?:https?://)?((?:{_LABEL}\.)+(?:[^\W\d_]{{2,63}}|xn--[a-z0-9-]+))(?::\d{{1,5}})?(?:[/?#]\S*)?", re.I
)
_BEGINNING = re.compile(r"(?:https?://)?(?:www\.)?", re.I)
_LONGEST = 400


def is_website(text: str) -> bool:
    """Tell whether a text is the address of a website, as in https://example.org, www.example.org or example.org/a."""
    return len(text) <= _LONGEST and text.isprintable() and bool(_FORM.fullmatch(text))


def bare_address(text: str) -> str:
    """The address without https:// and www., by which two ways of writing it are told to be one."""
    return _BEGINNING.sub("", text.strip(), count=1).rstrip("/").casefold()
