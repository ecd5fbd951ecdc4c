"""Finding words in the name of a firm: in any script, inflected, abbreviated, run together or disguised."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from rugsat.kernel.errors import RugsatError
from rugsat.kernel.names.fold import fold
from rugsat.kernel.names.inflection import is_inflected, is_surname

_FORM = re.compile(r"([a-z]{2}) (!?)(=?)(-?)([^-=!][^=!]*?)(-?)")
_RUN = re.compile(r"[^\W_]+(?:['’‘ʻʼ`][^\W_]+)*")
_HUMP = re.compile(r"(?<=[^\W\d_A-ZА-ЯЁÄÇŇÖŞÜÝŽ])(?=[A-ZА-ЯЁÄÇŇÖŞÜÝŽ][^\W\d_A-ZА-ЯЁÄÇŇÖŞÜÝŽ])")
_CYRILLIC, _LATIN = "авекмнорстухіѕј03145", "abekmhopctyxisjoeias"
_AS_LATIN = str.maketrans(_CYRILLIC, _LATIN)
_AS_CYRILLIC = str.maketrans("abcehikmoptxy03145", "авсенікмортхуоеиаѕ")


class WordFormError(RugsatError):
    """A form of a word that is not written as forms are."""


class Fits(StrEnum):
    """Where in a word of a name the form must stand."""

    WHOLE = "whole"
    """It is the word, with an ending of its language or without."""
    BEGINS = "begins"
    INSIDE = "inside"
    CAPITALS = "capitals"
    """It is the word, in capitals as it is written: an abbreviation."""


@dataclass(frozen=True, slots=True)
class WordForm:
    """A form of a word: its language, where it must stand, and whether it is an innocent word instead."""

    language: str
    written: str
    fits: Fits
    innocent: bool
    key: str


@dataclass(frozen=True, slots=True)
class Found:
    """A word of a name, and the form that it is."""

    word: str
    form: WordForm


@lru_cache(maxsize=1024)
def read_form(text: str) -> WordForm:
    """Read a form as the law writes it: a language, and `word`, `word-`, `-word-`, `=ABC`, or `!` before an innocent.

    Raises WordFormError, which says how a form is written.
    """
    parts = _FORM.fullmatch(text)
    if parts is None or (parts[4] and not parts[6]):
        message = f"'{text}' is no form of a word: write a language and word, word-, -word-, =ABC or !word"
        raise WordFormError(message)
    language, innocent, capitals, before, written, after = parts.groups()
    fits = Fits.CAPITALS if capitals else Fits.INSIDE if before else Fits.BEGINS if after else Fits.WHOLE
    return WordForm(language, written, fits, bool(innocent), fold(written).replace(" ", ""))


def find_words(name: str, forms: Iterable[WordForm]) -> tuple[Found, ...]:
    """The words of a name that are one of the forms, each once, in the order in which they stand."""
    asked = tuple(forms)
    innocent = [form for form in asked if form.innocent]
    guilty = [form for form in asked if not form.innocent]
    found = []
    for word in _words(name):
        readings = _readings(word)
        if any(_is(form, word, readings) for form in innocent):
            continue
        fitting = next((form for form in guilty if _is(form, word, readings)), None)
        if fitting is not None:
            found.append(Found(word, fitting))
    return tuple(dict.fromkeys(found))


def find_phrases(name: str, phrases: Iterable[tuple[WordForm, ...]]) -> tuple[str, ...]:
    """The phrases of a name whose words are the given forms, one after another, as they are written there."""
    words = _RUN.findall(name)
    found = []
    for phrase in phrases:
        for at in range(len(words) - len(phrase) + 1):
            here = words[at : at + len(phrase)]
            if all(_is(form, word, _readings(word)) for form, word in zip(phrase, here, strict=True)):
                found.append(" ".join(here))
    return tuple(dict.fromkeys(found))


def _is(form: WordForm, word: str, readings: tuple[str, ...]) -> bool:
    if form.fits is Fits.CAPITALS:
        return word == form.written
    return any(_fits(form, key) for key in readings)


def _fits(form: WordForm, key: str) -> bool:
    at = key.find(form.key)
    if at < 0 or (at > 0 and form.fits is not Fits.INSIDE):
        return False
    rest = key[at + len(form.key) :]
    if not form.innocent and is_surname(rest):
        return False
    return form.fits is not Fits.WHOLE or is_inflected(rest, form.language)


def _words(name: str) -> list[str]:
    """The words of a name as written; letters that stand alone are joined, and humps within a word are parted."""
    words, letters = [], ""
    for run in _RUN.findall(name):
        if len(run) == 1 and run.isalpha():
            letters += run
            continue
        words += _joined(letters)
        letters = ""
        parts = _HUMP.split(run)
        # A single letter before a hump is a mark, as in eEstate, and parts no word.
        words += parts if all(len(part) > 1 for part in parts) and len(parts) > 1 else []
        words.append(run)
    return [*words, *_joined(letters)]


def _joined(letters: str) -> list[str]:
    return [letters] if len(letters) > 1 else []


def _readings(word: str) -> tuple[str, ...]:
    """The keys of a word; of one that mixes scripts or digits into letters also as it looks."""
    small = word.casefold()
    latin = any("a" <= letter <= "z" for letter in small)
    cyrillic = any("а" <= letter <= "ё" for letter in small)
    mixed = (latin and cyrillic) or (small.isalnum() and not small.isalpha() and (latin or cyrillic))
    looks = (small, small.translate(_AS_LATIN), small.translate(_AS_CYRILLIC)) if mixed else (small,)
    return tuple(dict.fromkeys(fold(look).replace(" ", "") for look in looks))
