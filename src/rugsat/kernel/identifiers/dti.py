"""Digital token identifier, ISO 24165: nine characters, the last a check character by ISO 7064 hybrid MOD 31,30."""

import re

ALPHABET = "0123456789BCDFGHJKLMNPQRSTVWXZ"
_VALUE = {character: value for value, character in enumerate(ALPHABET)}
_FORM = re.compile(rf"[{ALPHABET[1:]}][{ALPHABET}]{{8}}")
_BASE = len(ALPHABET)


def check_character(first_eight: str) -> str:
    """Compute the check character of the first eight characters of a DTI."""
    product = _BASE
    for character in first_eight:
        total = (product + _VALUE[character]) % _BASE or _BASE
        product = (2 * total) % (_BASE + 1)
    return ALPHABET[(_BASE + 1 - product) % _BASE]


def is_dti(text: str) -> bool:
    """Tell whether the text is a DTI (or a functionally fungible group) with a right check character."""
    return bool(_FORM.fullmatch(text)) and check_character(text[:-1]) == text[-1]
