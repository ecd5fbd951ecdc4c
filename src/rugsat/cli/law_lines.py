"""The tables of `rugsat law` as lines, for a terminal that is too narrow for them: nothing is cut off."""

from collections.abc import Iterator

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

_NARROWEST_TABLE = 140
_SHORT = frozenset({"kind", "conf.", "law", "status", "since", "days"})


def fitting(console: Console, table: Table) -> RenderableType:
    """The table where the terminal is wide enough, else the same cells below each other, named by their columns."""
    return table if console.width >= _NARROWEST_TABLE else Group(*_blocks(table))


def _blocks(table: Table) -> Iterator[RenderableType]:
    yield Text(str(table.title or ""), "bold")
    names = [str(column.header) for column in table.columns]
    for row in zip(*(list(column.cells) for column in table.columns), strict=True):
        first, *others = (_text(cell) for cell in row)
        if first:
            yield Text("\n").append_text(first) if names[0] != "for" else Padding(first, (0, 0, 0, 2))
        yield from (Padding(line, (0, 0, 0, 2 + (names[0] == "for"))) for line in _lines(names[1:], others))


def _lines(names: list[str], cells: list[Text]) -> Iterator[Text]:
    """A line per cell that says something; what is short stands on one line together."""
    short: list[Text] = []
    for name, cell in zip(names, cells, strict=True):
        if not cell:
            continue
        if name in _SHORT:
            short.append(cell)
            continue
        if short:
            yield Text(", ").join(short)
            short = []
        yield cell if name in {"for", "value", "source", "why", "title"} else Text(f"{name}: ").append_text(cell)
    if short:
        yield Text(", ").join(short)


def _text(cell: RenderableType) -> Text:
    return cell.copy() if isinstance(cell, Text) else Text(str(cell))
