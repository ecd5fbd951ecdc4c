"""Numbers of identity documents in one way of writing, so that one document gives one person token everywhere."""

import re
import unicodedata

# Cyrillic capitals that look like Latin ones: what a Russian keyboard typed is read as it looks in the document.
_LOOKALIKES = str.maketrans("АВЕКМНОРСТУХІЅЈ", "ABEKMHOPCTYXISJ")
_NUMBER_SIGNS = str.maketrans({"№": " ", "°": " ", "º": " "})
_SEPARATORS = re.compile(r"[\s\-‐‑‒–—_./\\#'’`]+")
_LATIN = re.compile(r"[A-Z0-9]{3,32}")

# How many digits a personal number has: KZ ИИН (IIN), UZ ЖШШИР (PINFL); others are not known and not checked.
_PERSONAL_NUMBER_DIGITS = {"KZ": 12, "UZ": 14}


def normalised(text: str, *, document: str, country: str) -> str:
    """Write the number of a document in its one form: capitals, Latin letters and digits only.

    For all: series and number are joined, Cyrillic lookalikes become Latin, and marks on letters fall away as in the
    machine-readable zone. Passport of TM: a 1 before the two letters of the series is the Roman I, as in I-AS 123456.
    Tax number: digits only, of the length that the country has, the letter O being a zero. A Cyrillic letter that
    looks like no Latin one is refused, because its spelling in the document cannot be known.
    Raises ValueError, which says what was expected but never repeats the identifier.
    """
    plain = _latin(text)
    if document == "passport" and country == "TM":
        plain = re.sub(r"^[1L](?=[A-Z]{2}[0-9]{6}$)", "I", plain)
    elif document == "tax_number":
        plain = _digits(plain, country)
    if not _LATIN.fullmatch(plain):
        message = "the Latin letters and digits of the document, 3 to 32 of them"
        raise ValueError(message)
    return plain


def _latin(text: str) -> str:
    capitals = unicodedata.normalize("NFKC", text.translate(_NUMBER_SIGNS)).upper().translate(_LOOKALIKES)
    joined = _SEPARATORS.sub("", capitals)
    letters = unicodedata.normalize("NFKD", joined)
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _digits(plain: str, country: str) -> str:
    digits = plain.replace("O", "0")
    length = _PERSONAL_NUMBER_DIGITS.get(country)
    if not digits.isascii() or not digits.isdecimal() or (length and len(digits) != length):
        message = f"a number of {length} digits" if length else "a number of digits only"
        raise ValueError(message)
    return digits
