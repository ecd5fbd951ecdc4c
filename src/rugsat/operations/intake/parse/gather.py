"""Gathers rows that are read one at a time into batches, and judges their fields once for all of a batch."""

from collections.abc import Sequence

import polars as pl

from rugsat.operations.intake.parse.batch import ROW, Batch, structural_faults
from rugsat.operations.intake.parse.limits import Limits

Field = str | None

_NUL = "\0"


class Gatherer:
    """Rows and faults on their way into batches; all batches have the same columns."""

    def __init__(self, columns: Sequence[str], *, limits: Limits) -> None:
        self._columns, self._limits = tuple(columns), limits
        self._rows: list[Sequence[Field]] = []
        self._numbers: list[int] = []
        self._faults: list[tuple[int, str, Field, str, str]] = []
        self._bytes = 0

    def add(self, row: int, fields: Sequence[Field], size: int) -> None:
        """Take a row: one field per column, and about how many bytes it has."""
        self._rows.append(fields)
        self._numbers.append(row)
        self._bytes += size

    def fault(self, row: int, *, field: str, value: Field, rule: str, expected: str) -> None:
        """Take a fault; its row is not to be added."""
        self._faults.append((row, _encodable(field) or "", _encodable(value), rule, expected))
        self._bytes += 200

    @property
    def full(self) -> bool:
        """Whether a batch should be taken now."""
        return self._bytes >= self._limits.batch_bytes or len(self._rows) >= self._limits.batch_rows

    def batch(self, *, bytes_read: int = 0) -> Batch:
        """Hand over what was gathered so far; a field that no column can hold makes a fault of its row."""
        frame = self._frame()
        bad = self._bad_fields(frame)
        if bad:
            frame = frame.filter(~pl.col(ROW).is_in([row for row, *_ in bad]))
        faults = structural_faults(sorted(self._faults + bad, key=lambda fault: fault[0]))
        self._rows, self._numbers, self._faults, self._bytes = [], [], [], 0
        return Batch(rows=frame, faults=faults, bytes_read=bytes_read)

    def _frame(self) -> pl.DataFrame:
        try:
            return self._built()
        except UnicodeEncodeError:
            self._drop_what_is_no_text()
            return self._built()

    def _built(self) -> pl.DataFrame:
        columns = list(zip(*self._rows, strict=True)) or [()] * len(self._columns)
        series = [pl.Series(name, values, pl.String) for name, values in zip(self._columns, columns, strict=True)]
        frame = pl.DataFrame([*series, pl.Series(ROW, self._numbers, pl.Int64)])
        return frame.with_columns(pl.when(pl.col(name) != "").then(pl.col(name)) for name in self._columns)

    def _drop_what_is_no_text(self) -> None:
        kept = []
        for row, fields in zip(self._numbers, self._rows, strict=True):
            wrong = [index for index, value in enumerate(fields) if value != _encodable(value)]
            if wrong:
                expected = "text, without halves of surrogate pairs"
                self.fault(row, field=self._columns[wrong[0]], value=fields[wrong[0]], rule="utf8", expected=expected)
            else:
                kept.append((row, fields))
        self._numbers, self._rows = [row for row, _ in kept], [fields for _, fields in kept]

    def _bad_fields(self, frame: pl.DataFrame) -> list[tuple[int, str, Field, str, str]]:
        most = self._limits.field_characters
        found: list[tuple[int, str, Field, str, str]] = []
        for name in self._columns:
            # Bytes are never fewer than characters, and counting them costs nothing.
            if (frame[name].str.len_bytes().max() or 0) > most:  # type: ignore[operator]
                long = frame.filter(pl.col(name).str.len_chars() > most)
                values = zip(long[ROW], long[name].str.head(120), strict=True)
                found += [(row, name, value, "length", f"at most {most} characters") for row, value in values]
            if frame[name].str.contains(_NUL, literal=True).any():
                with_nul = frame.filter(pl.col(name).str.contains(_NUL, literal=True))
                values = zip(with_nul[ROW], with_nul[name].str.head(120), strict=True)
                found += [(row, name, value, "nul", "text without NUL characters") for row, value in values]
        return found


def _encodable(value: Field) -> Field:
    return None if value is None else value.encode("utf-8", "replace").decode()
