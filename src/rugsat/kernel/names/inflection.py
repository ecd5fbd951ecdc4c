"""The endings that a word takes in Turkmen, Russian and English, written in the sounds of the fold."""

import re

_CASES = "in|nin|i|ni|a|e|na|ne|ga|ge|ka|ke|da|de|nda|nde|dan|den|ndan|nden"
_OWNERS = "im|um|in|un|i|u|si|su|imiz|umiz|iniz|uniz|leri|lari"

ENDINGS = {
    "tk": re.compile(rf"(li|lik|siz|ca|ce|cilik)?(ler|lar)?({_OWNERS})?({_CASES})?(ki|dir)?"),
    "ru": re.compile(
        r"(a|u|om|oi|o|e|i|am|ami|ah|em|im|ih|imi|oe|oa|oga|ogo|omu|ego|emu|ost|osti|n)?"
        r"(i|a|oe|e|ogo|omu|oi|u|im|ih|imi|om|aa|oi)?"
    ),
    "en": re.compile(r"s?"),
}
"""Of each language what may follow a word; a language that is not here has words without endings only."""

SURNAME = re.compile(r"(ov|ev|v|ovic|evic)(a|na|oi|u|im|i)?|(ogli|uli|gizi|kizi|zade)")
"""What makes the surname of a family of a word, as in Döwletow and Туркменова: a surname is not the word."""


def is_inflected(rest: str, language: str) -> bool:
    """Whether what follows a word is an ending of the language, or nothing."""
    endings = ENDINGS.get(language)
    return not rest or (endings is not None and endings.fullmatch(rest) is not None)


def is_surname(rest: str) -> bool:
    """Whether what follows a word makes a surname of it."""
    return SURNAME.fullmatch(rest) is not None
