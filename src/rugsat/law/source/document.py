"""A YAML document in which every value knows its file and line, and nothing unknown is read past."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, NoReturn, TypeVar

from rugsat.kernel.errors import SourceError
from rugsat.law.source.scan import Content, Scalar, Tree, scan

Choice = TypeVar("Choice", bound=StrEnum)

_NUMBER = re.compile(r"-?(0|[1-9]\d*)(\.\d+)?")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_BOOLEANS = {"true": True, "false": False}
_NULLS = {"", "~", "null"}


@dataclass(frozen=True, slots=True)
class Node:
    """One value of a document; `path` is how a person would say where it stands, as in values[0].since."""

    file: str
    line: int
    path: str
    content: Content

    def refuse(self, message: str) -> NoReturn:
        """Raise a SourceError about this value: it names file, line and path."""
        raise SourceError(f"{self.path}: {message}" if self.path else message, file=self.file, line=self.line)

    @property
    def is_null(self) -> bool:
        """Whether the value is written as null, ~ or nothing."""
        return isinstance(self.content, Scalar) and not self.content.quoted and self.content.text in _NULLS

    @property
    def is_left_out(self) -> bool:
        """Whether nothing is written at all, not even null."""
        return self.is_null and not self._written

    @property
    def is_text(self) -> bool:
        """Whether the value is text, and not a number, day, boolean, null, mapping or list."""
        return self._kind == "text"

    @property
    def is_mapping(self) -> bool:
        """Whether the value has keys."""
        return isinstance(self.content, dict)

    @property
    def is_sequence(self) -> bool:
        """Whether the value is a list."""
        return isinstance(self.content, list)

    def mapping(self, *, required: Iterable[str] = (), optional: Iterable[str] = ()) -> dict[str, "Node"]:
        """The values by key, in order; an unknown or a missing key is refused."""
        entries, must = self.entries(), tuple(required)
        known = (*must, *optional)
        for key, value in entries.items():
            if key not in known:
                value.refuse(f"unknown key '{key}': use one of {', '.join(known)}")
        missing = [key for key in must if key not in entries]
        if missing:
            self.refuse(f"the key '{missing[0]}' is missing: write {missing[0]}: …")
        return entries

    def entries(self) -> dict[str, "Node"]:
        """The values by key, in order, whatever the keys are; refused where this is no mapping."""
        if not isinstance(self.content, dict):
            self._expected("keys and values")
        prefix = f"{self.path}." if self.path else ""
        return {key: self._child(tree, f"{prefix}{key}") for key, tree in self.content.items()}

    def sequence(self) -> list["Node"]:
        """The items of a list."""
        if not isinstance(self.content, list):
            self._expected("a list")
        return [self._child(tree, f"{self.path}[{place}]") for place, tree in enumerate(self.content)]

    def text(self) -> str:
        """Text that is not empty; what looks like a number, a day or a boolean must stand in quotes."""
        if self._kind != "text":
            self._expected("text (in quotes, where it looks like something else)")
        if not self._written.strip():
            self._expected("text that is not empty")
        return self._written

    def texts(self) -> tuple[str, ...]:
        """A list of texts, each only once."""
        seen: list[str] = []
        for item in self.sequence():
            if item.text() in seen:
                item.refuse(f"'{item.text()}' stands twice in the list")
            seen.append(item.text())
        return tuple(seen)

    def texts_by_key(self) -> dict[str, str]:
        """A mapping of texts, such as a title by language."""
        return {key: value.text() for key, value in self.entries().items()}

    def number(self) -> Decimal:
        """A number exactly as written, in plain digits."""
        if self._kind != "number":
            self._expected("a number in plain digits")
        return Decimal(self._written)

    def whole(self) -> int:
        """A whole number."""
        if self._kind != "number" or "." in self._written:
            self._expected("a whole number")
        return int(self._written)

    def day(self) -> date:
        """A day, written 2026-01-31."""
        if self._kind != "day":
            self._expected("a day such as 2026-01-31")
        try:
            return date.fromisoformat(self._written)
        except ValueError:
            self._expected("a day of the calendar")

    def boolean(self) -> bool:
        """True or false, written so and in no other way."""
        if self._kind != "boolean":
            self._expected("true or false")
        return _BOOLEANS[self._written]

    def one_of(self, choices: type[Choice]) -> Choice:
        """A member of a closed set, by its written value."""
        return choices(self.word(*(str(choice) for choice in choices)))

    def word(self, *choices: str) -> str:
        """One of a few words."""
        if self._kind not in {"text", "number"} or self._written not in choices:
            self._expected(f"one of {', '.join(choices) or 'nothing (there are no choices)'}")
        return self._written

    def plain(self) -> Any:
        """The value with all that is in it as dict, list, str, Decimal, date, bool or None."""
        if isinstance(self.content, dict):
            return {key: value.plain() for key, value in self.entries().items()}
        if isinstance(self.content, list):
            return [item.plain() for item in self.sequence()]
        readers: dict[str, Callable[[], Any]] = {"number": self.number, "day": self.day, "boolean": self.boolean}
        if self._kind in readers:
            return readers[self._kind]()
        return None if self.is_null else self._written

    @property
    def _written(self) -> str:
        return self.content.text if isinstance(self.content, Scalar) else ""

    @property
    def _kind(self) -> str:
        if not isinstance(self.content, Scalar):
            return "list" if self.is_sequence else "mapping"
        if self.content.quoted:
            return "text"
        if self.is_null:
            return "null"
        if self._written in _BOOLEANS:
            return "boolean"
        if _NUMBER.fullmatch(self._written):
            return "number"
        return "day" if _DAY.fullmatch(self._written) else "text"

    def _child(self, tree: Tree, path: str) -> "Node":
        return Node(self.file, tree.line, path, tree.content)

    def _expected(self, what: str) -> NoReturn:
        found = {"list": "a list", "mapping": "keys and values", "null": "nothing"}.get(self._kind)
        self.refuse(f"expected {what}, found {found or repr(self._written)}")


def read_document(text: str, *, file: str) -> Node:
    """Read one YAML document; `file` is the name that errors show.

    Raises SourceError, with file and line, where the text is no YAML, has a duplicate key, an anchor or a tag.
    """
    tree = scan(text, file=file)
    return Node(file, tree.line, "", tree.content)


def by_language(node: Node, languages: Iterable[str] | None = None) -> Mapping[str, str]:
    """Texts by language code, as a title is written; English must be among them."""
    known = None if languages is None else tuple(dict.fromkeys((*languages, "en")))
    for language, text in node.entries().items():
        if known is not None and language not in known:
            text.refuse(f"'{language}' is none of the jurisdiction's languages: use {', '.join(known)}")
    texts = node.texts_by_key()
    if "en" not in texts:
        node.refuse("the English text is missing: write en: …")
    return texts
