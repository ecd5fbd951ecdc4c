"""XLSX in, batches out: one sheet, streamed, values only; a formula is a fault, for nobody can say what it will be."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from rugsat.operations.intake.parse.batch import Batch, FileRefusedError, Header
from rugsat.operations.intake.parse.gather import Field, Gatherer
from rugsat.operations.intake.parse.limits import Limits
from rugsat.operations.intake.parse.xlsx_cell import (
    CellError,
    Shown,
    text_of_boolean,
    text_of_number,
    text_of_string,
)
from rugsat.operations.intake.parse.xlsx_package import Package
from rugsat.operations.intake.parse.xlsx_workbook import Workbook, open_workbook
from rugsat.operations.intake.parse.xml_stream import Begin, End

_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384
_PLACE = re.compile(r"([A-Z]{1,3})[0-9]{0,7}")


def read(path: Path, *, header: Header, limits: Limits) -> Iterator[Batch]:
    """Read one sheet of a workbook: the one named like a part of the file's name (the return), else the first.

    The first row is the header, the second is data row 1. Days become 2026-01-31, moments local time; an empty row
    between others is a fault, empty rows behind the last one are nothing.
    """
    wanted = frozenset(path.name.split(".")[:-1])
    with Package(path, limits=limits) as package:
        workbook = open_workbook(package, wanted=wanted)
        rows = _rows(package.elements_of(workbook.sheet, kind="sheet"), package, _Cells(workbook), limits)
        names = _names(next(rows, (0, {})), package)
        header.check(names, file=path.name, limits=limits)
        yield from _batches(rows, names, path, limits)


_Row = tuple[int, dict[int, "Field | CellError"]]


def _batches(rows: Iterator[_Row], names: list[str], path: Path, limits: Limits) -> Iterator[Batch]:
    gatherer = Gatherer(names, limits=limits)
    expected, size = 1, path.stat().st_size
    for sheet_row, cells in rows:
        row = sheet_row - 1
        if row > limits.rows:
            message = f"the sheet has more than {limits.rows} rows; file it in parts"
            raise FileRefusedError(message, file=path.name)
        for empty in range(expected, row):
            gatherer.fault(
                empty, field="", value=None, rule="empty_row", expected="a row with values; delete empty ones"
            )
        expected = row + 1
        _gather(row, cells, names, gatherer)
        if gatherer.full:
            yield gatherer.batch()
    yield gatherer.batch(bytes_read=size)


def _gather(row: int, cells: dict[int, "Field | CellError"], names: list[str], gatherer: Gatherer) -> None:
    beyond = [column for column in cells if column >= len(names)]
    wrong = [(column, value) for column, value in cells.items() if isinstance(value, CellError)]
    if beyond:
        expected = f"a row of {len(names)} cells, as in the header"
        gatherer.fault(row, field="", value=None, rule="long_row", expected=expected)
    elif wrong:
        for column, error in wrong:
            gatherer.fault(row, field=names[column], value=error.value, rule=error.rule, expected=error.expected)
    else:
        fields = [cells.get(column) for column in range(len(names))]
        texts: list[Field] = [field for field in fields if not isinstance(field, CellError)]
        gatherer.add(row, texts, sum(len(text) for text in texts if text) + len(texts))


def _names(first: _Row, package: Package) -> list[str]:
    row, cells = first
    if row != 1:
        package.refuse("the first row of its sheet is empty; write the names of the columns there")
    names = [cells.get(column) for column in range(max(cells) + 1)]
    if any(isinstance(name, CellError) for name in names):
        package.refuse(
            "a name in the first row of its sheet is a formula or no text; write the names of the columns there"
        )
    return [name if isinstance(name, str) else "" for name in names]


def _rows(events: Iterable[Begin | End], package: Package, cells_of: "_Cells", limits: Limits) -> Iterator[_Row]:
    """The rows that have a value, with their numbers on the sheet, and in each the cells that have one."""
    number = 0
    cells: dict[int, Field | CellError] = {}
    for event in events:
        local = event.name.rpartition(" ")[2]
        if local == "row":
            if isinstance(event, Begin):
                number, cells = _row_number(event, number, package), {}
                cells_of.begin_row()
            elif cells:
                yield number, cells
        elif isinstance(event, Begin):
            cells_of.begin(local, event.attributes)
        elif (found := cells_of.end(local, event.text)) is not None:
            column, value = found
            if column >= _LAST_COLUMN or len(cells) > limits.columns:
                package.refuse(f"a row of its sheet has more than {limits.columns} cells; file the return's template")
            cells[column] = value


def _row_number(event: Begin, before: int, package: Package) -> int:
    text = event.attributes.get("r", str(before + 1))
    number = int(text) if text.isdecimal() and len(text) < 8 else 0
    if not before < number <= _LAST_ROW:
        package.refuse("the rows of its sheet are not in order; save it anew as .xlsx", status="CRPT")
    return number


class _Cells:
    """Puts cells together from the elements inside them."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._next = 0
        self.begin_row()

    def begin_row(self) -> None:
        """Begin a row."""
        self._next = 0
        self._begin_cell({})

    def begin(self, local: str, attributes: dict[str, str]) -> None:
        """Begin an element inside a row."""
        if local == "c":
            self._begin_cell(attributes)
        elif local == "f":
            self._formula = True
        elif local == "rPh":
            self._phonetic = True

    def end(self, local: str, text: str) -> tuple[int, "Field | CellError"] | None:
        """End an element; where it is a cell with a value, give its column and value."""
        if local == "v" or (local == "t" and not self._phonetic):
            self._text += text
        elif local == "f":
            self._shown = f"={text}"[:120]
        elif local == "rPh":
            self._phonetic = False
        elif local == "c":
            return self._cell()
        return None

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        self._about, self._text, self._shown = attributes, "", ""
        self._formula = self._phonetic = False

    def _cell(self) -> tuple[int, "Field | CellError"] | None:
        place = _PLACE.fullmatch(self._about.get("r", ""))
        column = _column(place[1]) if place else self._next
        self._next = column + 1
        if self._formula:
            rule, expected = "formula", "a value: copy the cells and paste them as values"
            return column, CellError(rule, expected, self._shown)
        if not self._text:
            return None
        try:
            value = self._value(self._about.get("t", "n"), self._text)
        except CellError as error:
            error.value = self._text[:120]
            return column, error
        return (column, value) if value else None

    def _value(self, kind: str, text: str) -> str:
        if kind == "n":
            return text_of_number(text, self._format(), since_1904=self._workbook.since_1904)
        if kind == "s":
            return self._shared(text)
        if kind in {"str", "inlineStr"}:
            return text_of_string(text)
        if kind == "b":
            return text_of_boolean(text)
        if kind == "d":
            return text
        rule, expected = ("error_value", "a value, not an error") if kind == "e" else ("cell", "a text, number or day")
        raise CellError(rule, expected)

    def _shared(self, text: str) -> str:
        texts = self._workbook.texts
        if not text.isdecimal() or len(text) > 9 or int(text) >= len(texts):
            rule, expected = "cell", "a text that the workbook has"
            raise CellError(rule, expected)
        return texts[int(text)]

    def _format(self) -> Shown:
        style, formats = self._about.get("s", ""), self._workbook.formats
        return (
            formats[int(style)] if style.isdecimal() and len(style) < 7 and int(style) < len(formats) else Shown.NUMBER
        )


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1
