"""XML as a stream of elements: no document type, no entities, no network, no tree, never more than a piece of it."""

from collections.abc import Callable, Iterator
from typing import NamedTuple, Protocol
from xml.parsers import expat

from rugsat.operations.intake.parse.batch import FileRefusedError

_PIECE = 64 << 10
_LONGEST_TOKEN = 1 << 20
_DEEPEST = 64
_CUT_OFF = frozenset(
    expat.errors.codes[text]
    for text in (
        expat.errors.XML_ERROR_NO_ELEMENTS,
        expat.errors.XML_ERROR_UNCLOSED_TOKEN,
        expat.errors.XML_ERROR_PARTIAL_CHAR,
        expat.errors.XML_ERROR_UNCLOSED_CDATA_SECTION,
    )
)


class Readable(Protocol):
    """A stream of bytes."""

    def read(self, size: int, /) -> bytes | None:
        """Give the next bytes, none at the end."""


class Begin(NamedTuple):
    """The begin of an element; its name is the namespace, a space, and the local name."""

    name: str
    attributes: dict[str, str]


class End(NamedTuple):
    """The end of an element, with the text that stands in it behind its last child."""

    name: str
    text: str


def elements(stream: Readable, *, file: str, root: Callable[[str], str]) -> Iterator[Begin | End]:
    """Give begin and end of every element; `root` gives the reason to refuse the name of the root, or nothing.

    Python's own parser (expat) is used and not lxml, because it keeps nothing of what it has read.
    """
    parser = _Parser(file, root)
    while piece := stream.read(_PIECE):
        yield from parser.feed(piece)
    yield from parser.feed(b"", final=True)


class _Parser:
    def __init__(self, file: str, root: Callable[[str], str]) -> None:
        self._file, self._root = file, root
        self._found: list[Begin | End] = []
        self._text: list[str] = []
        self._length = self._depth = self._fed = 0
        self._expat = expat.ParserCreate("UTF-8", " ")
        self._expat.buffer_text = True
        self._expat.StartElementHandler = self._begin
        self._expat.EndElementHandler = self._end
        self._expat.CharacterDataHandler = self._data
        self._expat.StartDoctypeDeclHandler = self._doctype
        self._expat.XmlDeclHandler = self._declaration

    def feed(self, piece: bytes, *, final: bool = False) -> list[Begin | End]:
        self._found = []
        try:
            self._expat.Parse(piece, final)
        except expat.ExpatError as error:
            raise self._refusal(error, final=final) from None
        self._fed += len(piece)
        if self._fed - max(0, self._expat.CurrentByteIndex) > _LONGEST_TOKEN and not final:
            self._refuse(f"one of its tags, comments or values is longer than {_LONGEST_TOKEN} bytes")
        return self._found

    def _begin(self, name: str, attributes: dict[str, str]) -> None:
        if not self._depth and (reason := self._root(name)):
            self._refuse(reason)
        self._depth += 1
        if self._depth > _DEEPEST:
            self._refuse(f"its XML is nested more than {_DEEPEST} deep; write it as the standard says")
        self._text, self._length = [], 0
        self._found.append(Begin(name, attributes))

    def _end(self, name: str) -> None:
        self._depth -= 1
        self._found.append(End(name, "".join(self._text)))
        self._text, self._length = [], 0

    def _data(self, text: str) -> None:
        self._text.append(text)
        self._length += len(text)
        if self._length > _LONGEST_TOKEN:
            self._refuse(f"one of its texts is longer than {_LONGEST_TOKEN} characters; shorten it")

    def _doctype(self, *_: object) -> None:
        self._refuse("its XML has a document type (DOCTYPE), which can hide entities; write it without one")

    def _declaration(self, _version: str, encoding: str | None, _standalone: int) -> None:
        if encoding is not None and encoding.upper() not in {"UTF-8", "US-ASCII", "ASCII"}:
            self._refuse(f"its XML is written in {encoding[:40]}; write it in UTF-8")

    def _refusal(self, error: expat.ExpatError, *, final: bool) -> FileRefusedError:
        if final and error.code in _CUT_OFF:
            message = "half a file: its XML stops before its end; send the whole file again"
        else:
            message = f"its XML is broken ({error}); write it anew with a program that writes XML"
        return FileRefusedError(message, file=self._file, status="CRPT")

    def _refuse(self, reason: str) -> None:
        raise FileRefusedError(reason, file=self._file)
