"""From YAML text to a tree with lines; anchors, tags, duplicate keys and deep nesting are refused."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NoReturn, TypeAlias

import yaml

from rugsat.kernel.errors import SourceError

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_DEEPEST = 24


@dataclass(frozen=True, slots=True)
class Scalar:
    """A single value as it is written; quoted values are text whatever they look like."""

    text: str
    quoted: bool


@dataclass(frozen=True, slots=True)
class Tree:
    """A value and the line on which it (or its key) begins; the first line is 1."""

    line: int
    content: "Content"


Content: TypeAlias = Scalar | dict[str, Tree] | list[Tree]


def scan(text: str, *, file: str) -> Tree:
    """Read the text of one YAML document."""
    try:
        return _Scanner(file, iter(list(yaml.parse(text, Loader=_LOADER)))).document()
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        problem = error.problem or error.context
        message = f"this is not YAML ({problem}): check indent and quotes"
        raise SourceError(message, file=file, line=line) from error
    except yaml.YAMLError as error:
        message = f"this is not YAML ({getattr(error, 'reason', error)}): save the file as plain UTF-8 text"
        raise SourceError(message, file=file) from error


class _Scanner:
    """Turns the stream of YAML events into a tree."""

    def __init__(self, file: str, events: Iterator[yaml.Event]) -> None:
        self._file, self._events = file, events

    def document(self) -> Tree:
        next(self._events)  # the beginning of the stream
        if isinstance(next(self._events), yaml.StreamEndEvent):
            self._refuse("the file is empty: fill it or remove it", 1)
        tree = self._tree(next(self._events), 0)
        next(self._events)  # the end of the document
        after = next(self._events)
        if not isinstance(after, yaml.StreamEndEvent):
            self._refuse("a second document begins here: one file holds one document", _line(after))
        return tree

    def _tree(self, event: yaml.Event, depth: int) -> Tree:
        line = _line(event)
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) is not None:
            self._refuse("anchors and aliases (&, *) are not used here: write the value out", line)
        if getattr(event, "tag", None) is not None:
            self._refuse("tags (!) are not used here: remove it", line)
        if depth > _DEEPEST:
            self._refuse(f"nested deeper than {_DEEPEST} levels: flatten it", line)
        if isinstance(event, yaml.ScalarEvent):
            return Tree(line, Scalar(event.value, quoted=bool(event.style)))
        if isinstance(event, yaml.SequenceStartEvent):
            return Tree(line, self._items(depth))
        return Tree(line, self._entries(depth))

    def _items(self, depth: int) -> list[Tree]:
        items = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            items.append(self._tree(event, depth + 1))
        return items

    def _entries(self, depth: int) -> dict[str, Tree]:
        entries: dict[str, Tree] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            key = self._tree(event, depth + 1)
            if not isinstance(key.content, Scalar) or not key.content.text:
                self._refuse("a key must be a word", key.line)
            name = key.content.text
            if name in entries:
                self._refuse(f"the key '{name}' stands twice, first in line {entries[name].line}", key.line)
            value = self._tree(next(self._events), depth + 1)
            entries[name] = Tree(key.line, value.content)
        return entries

    def _refuse(self, message: str, line: int) -> NoReturn:
        raise SourceError(message, file=self._file, line=line)


def _line(event: yaml.Event) -> int:
    return int(event.start_mark.line) + 1 if event.start_mark else 1
