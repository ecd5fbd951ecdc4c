"""The faults of a filing beside the rows that they are in."""

from dataclasses import dataclass
from pathlib import Path

import polars as pl

from rugsat.domain.returns.fault import ROW
from rugsat.operations.intake.check_return import SHOWN_ROWS

_MOST_FAULTS = 2_000


@dataclass(frozen=True, slots=True)
class RowFault:
    """What is wrong in one cell, or, where no field is named, in the whole row."""

    field: str
    value: str
    rule: str
    expected: str

    @property
    def fields(self) -> tuple[str, ...]:
        """The columns that the fault is in; several where a rule looks at several."""
        return tuple(self.field.split("+")) if self.field else ()


@dataclass(frozen=True, slots=True)
class FaultyRow:
    """A row as it was filed, and its faults."""

    row: int
    cells: tuple[tuple[str, str], ...]
    """Column and text; empty where the row could not be taken apart."""
    faults: tuple[RowFault, ...]

    @property
    def wrong(self) -> frozenset[str]:
        """The columns that have a fault."""
        return frozenset(field for fault in self.faults for field in fault.fields)


def faulty_rows(faults: Path, rows: Path) -> tuple[FaultyRow, ...]:
    """The first rows with faults, from a fault file and the file of rows beside it; older filings have no such file."""
    found = pl.read_csv(faults, n_rows=_MOST_FAULTS, infer_schema=False).with_columns(pl.col(ROW).cast(pl.Int64))
    by_row: dict[int, list[RowFault]] = {}
    for number, field, value, rule, expected in found.rows():
        by_row.setdefault(number, []).append(RowFault(field or "", value or "", rule, expected))
    cells = _cells(rows)
    return tuple(
        FaultyRow(number, cells.get(number, ()), tuple(by_row[number])) for number in sorted(by_row)[:SHOWN_ROWS]
    )


def _cells(rows: Path) -> dict[int, tuple[tuple[str, str], ...]]:
    if not rows.is_file():
        return {}
    held = pl.read_csv(rows, infer_schema=False)
    names = [name for name in held.columns if name != ROW]
    return {int(row[ROW]): tuple((name, row[name] or "") for name in names) for row in held.iter_rows(named=True)}
