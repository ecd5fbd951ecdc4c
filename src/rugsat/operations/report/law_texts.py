"""What the files of the law say in English alone: columns and contents of returns, notes, texts among values."""

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from rugsat.kernel.language import gettext
from rugsat.law.source.scan import Scalar, Tree, scan
from rugsat.operations.report.statements import Message

_TEXTS = {
    ("description",): "what a return is",
    ("versions", "columns", "meaning"): "what a column of a return holds",
    ("note",): "note on a value or a return of the law",
    ("versions", "note"): "note on a procedure or a return of the law",
    ("values", "value"): "one of the texts of a value of the law",
}
"""Where the texts stand, by the keys that lead to them, and what a translator is told of them."""
WORDS_OF_NAMES = frozenset(
    f"names.{words}" for words in ("forbidden_words", "forbidden_word_forms", "reserved_words", "reserved_word_forms")
)
"""Values whose texts are words that names are compared with: they are the same in every language."""


def law_text(text: str) -> str:
    """A text of the law in the language of the reader; a law that is not part of the program says it as it stands."""
    said = gettext(text) if text else ""
    return said.replace("_", " ") if said.isidentifier() else said


def extract_law_texts(file: BinaryIO, *_asked: object, **_options: object) -> Iterator[Message]:
    """Give the texts of a file of the law; babel.cfg names this function and the files."""
    root = scan(file.read().decode(), file=file.name)
    literal = f"names.{Path(file.name).stem}" in WORDS_OF_NAMES
    for keys, line, text in _scalars(root, ()):
        if keys in _TEXTS and _is_text(text) and not (literal and keys[-1] == "value"):
            yield line, None, text, [_TEXTS[keys]]


def _is_text(text: str) -> bool:
    return any(map(str.isalpha, text)) and text != "null"


def _scalars(tree: Tree, keys: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], int, str]]:
    """Every text of a tree, with the keys that lead to it; the items of a list stand under the key of the list."""
    if isinstance(tree.content, Scalar):
        yield keys, tree.line, tree.content.text
    elif isinstance(tree.content, dict):
        for key, value in tree.content.items():
            yield from _scalars(value, (*keys, key))
    else:
        for item in tree.content:
            yield from _scalars(item, keys)
