"""Reading the consolidated list of the Security Council of the United Nations, as it is published in XML."""

import hashlib
from datetime import date
from typing import NoReturn
from xml.parsers import expat

from rugsat.evidence.sanctions.screening_list import Listed, ScreeningList
from rugsat.kernel.errors import SourceError

NAME = "un_consolidated"
"""The name by which the law of a jurisdiction asks for the list."""

_ROOT = "CONSOLIDATED_LIST"
_NAME_PARTS = ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")
_BIRTH, _YEARS = "INDIVIDUAL_DATE_OF_BIRTH", ("YEAR", "DATE", "FROM_YEAR", "TO_YEAR")
_ABOUT = 2
"""Years to either side that a year may be off where the list calls it approximate."""


def read_un_list(content: bytes, *, file: str) -> ScreeningList:
    """Read the list; its day is the one on which it was generated, its digest that of the bytes.

    Raises SourceError with file and line for XML that is broken, has a document type or is another list.
    """
    reader = _Reader(file)
    reader.read(content)
    return ScreeningList(NAME, reader.as_of, hashlib.sha256(content).hexdigest(), tuple(reader.entries))


class _Reader:
    """Gathers one entry at a time from the begins and ends of elements."""

    def __init__(self, file: str) -> None:
        self.file, self.entries, self.as_of = file, list[Listed](), date.min
        self._path, self._text = list[str](), list[str]()
        self._entry: dict[str, str] = {}
        self._aliases, self._births = list[str](), list[dict[str, str]]()
        self._parser = expat.ParserCreate("UTF-8")
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._begin
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text.append
        self._parser.StartDoctypeDeclHandler = self._doctype

    def read(self, content: bytes) -> None:
        try:
            self._parser.Parse(content, True)
        except expat.ExpatError as error:
            self._refuse(f"its XML is broken ({error}): fetch the list anew")
        if not self.entries:
            self._refuse("it holds no entry: fetch the list anew")

    def _begin(self, name: str, attributes: dict[str, str]) -> None:
        if not self._path:
            self._open(name, attributes)
        self._path.append(name)
        self._text.clear()
        if len(self._path) == 3:
            self._entry, self._aliases, self._births = {}, [], []
        elif name == _BIRTH:
            self._births.append({})

    def _open(self, name: str, attributes: dict[str, str]) -> None:
        if name != _ROOT:
            self._refuse(f"it begins with {name[:60]}: the consolidated list begins with {_ROOT}")
        self.as_of = self._day(attributes.get("dateGenerated", ""))

    def _end(self, name: str) -> None:
        text = " ".join("".join(self._text).split())
        self._text.clear()
        depth = len(self._path)
        self._path.pop()
        if depth == 4 and text:
            self._entry[name] = text
        elif depth == 5 and text and name == "ALIAS_NAME":
            self._aliases.append(text)
        elif depth == 5 and text and self._path[-1] == _BIRTH:
            self._births[-1][name] = text
        elif depth == 3:
            self._keep(natural=name == "INDIVIDUAL")

    def _keep(self, *, natural: bool) -> None:
        entry = self._entry
        name = " ".join(entry[part] for part in _NAME_PARTS if part in entry)
        if "REFERENCE_NUMBER" not in entry or not name:
            self._refuse("an entry has no reference number or no name: fetch the list anew")
        names = dict.fromkeys((name, entry.get("NAME_ORIGINAL_SCRIPT", ""), *self._aliases))
        self.entries.append(
            Listed(
                reference=entry["REFERENCE_NUMBER"],
                natural=natural,
                names=tuple(name for name in names if name),
                born=self._born(),
                listed_on=self._day(entry["LISTED_ON"]) if "LISTED_ON" in entry else None,
            )
        )

    def _born(self) -> tuple[int, int] | None:
        """First and last year of all births that are stated; None where one of them states none."""
        first, last = 9999, 0
        for birth in self._births:
            years = [int(birth[key][:4]) for key in _YEARS if birth.get(key, "")[:4].isdecimal()]
            if not years:
                return None
            about = _ABOUT if birth.get("TYPE_OF_DATE") == "APPROXIMATELY" else 0
            first, last = min(first, min(years) - about), max(last, max(years) + about)
        return (first, last) if self._births else None

    def _day(self, text: str) -> date:
        try:
            return date.fromisoformat(text[:10])
        except ValueError:
            self._refuse(f"'{text[:40]}' is no day, where it must say one: fetch the list anew")

    def _doctype(self, *_: object) -> None:
        self._refuse("its XML has a document type (DOCTYPE), which can hide entities: the list has none")

    def _refuse(self, reason: str) -> NoReturn:
        raise SourceError(reason, file=self.file, line=self._parser.CurrentLineNumber)
