"""Folding a name: one key for its Turkmen, Russian, Kazakh, Uzbek and English spellings."""

import re
import unicodedata

from rugsat.kernel.names.spellings import GROUPS, LETTERS, MARKS

_LETTERS = str.maketrans({**LETTERS, **dict.fromkeys(MARKS)})
_GROUPS = dict(GROUPS)
_GROUP = re.compile("|".join(_GROUPS))
_DOUBLED = re.compile(r"([a-z])\1+")
_GLIDE = re.compile(r"i(?=[aeou])|(?<=[aeou])i")
_BETWEEN = re.compile(r"[\W_]+")
_PLAIN = re.compile(r"[a-z0-9 ]*")


def fold(name: str) -> str:
    """The key of a name: its words in sounds, in the order in which they stand, with one space between them.

    The table is in `spellings`. A letter of a script that is not in the table stays as it is, so that any name has
    a key. Compare two keys, or search for one within others; never show one to a person.
    """
    sounds = name.casefold().translate(_LETTERS)
    if not sounds.isascii():
        sounds = _without_marks(sounds)
    sounds = _BETWEEN.sub(" ", sounds).strip()
    sounds = _GROUP.sub(_group, sounds)
    sounds = _DOUBLED.sub(r"\1", sounds)
    return _DOUBLED.sub(r"\1", _GLIDE.sub("", sounds))


def words_of(name: str) -> tuple[str, ...]:
    """The words of the key of a name in order of the alphabet, each once: «Orazow Aşyr» is «Ашир Оразов»."""
    return tuple(sorted(set(fold(name).split())))


def _group(found: re.Match[str]) -> str:
    return _GROUPS[found[0]]


def _without_marks(sounds: str) -> str:
    """Letters that are not in the table, without the marks on them, as Unicode takes them apart."""
    apart = unicodedata.normalize("NFKD", sounds)
    bare = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return bare.casefold().translate(_LETTERS)
