"""Business identifier code, ISO 9362: four letters, a country, two characters, and three more for a branch."""

import re

from rugsat.kernel.identifiers.country import is_country

_FORM = re.compile(r"[A-Z]{4}([A-Z]{2})[A-Z0-9]{2}([A-Z0-9]{3})?")


def is_bic(text: str) -> bool:
    """Tell whether the text has the form of a BIC with an assigned country."""
    match = _FORM.fullmatch(text)
    return match is not None and is_country(match[1])
