"""The fault file: every fault of a return, written while the file is read, safe to open in a spreadsheet."""

from collections import Counter
from pathlib import Path
from types import TracebackType
from typing import Self

import polars as pl

from rugsat.domain.returns.fault import ROW, Fault
from rugsat.domain.returns.receipt import SHOWN_FAULTS

_SHOWN = 120
_FORMULA = r"^[=+\-@\t\r]"
_PLAIN_NUMBER = r"^-[0-9]+(\.[0-9]+)?$"


class FaultFile:
    """Writes faults as CSV; keeps how many each rule found, one sentence for each rule, and the first faults."""

    def __init__(self, path: Path) -> None:
        self.counts: Counter[str] = Counter()
        self.expected: dict[str, str] = {}
        self.first: list[Fault] = []
        self._file = path.open("wb")
        self._file.write(b"row,field,value,rule,expected\n")

    def write(self, faults: pl.DataFrame) -> None:
        """Take the faults of a batch."""
        if not faults.height:
            return
        faults = faults.with_columns(harmless(faults["value"]))
        by_rule = faults.group_by("rule", maintain_order=True).agg(pl.len(), pl.col("expected").first())
        for rule, count, expected in by_rule.rows():
            self.counts[rule] += count
            self.expected.setdefault(rule, expected)
        self.first += [tuple(fault) for fault in faults.head(SHOWN_FAULTS - len(self.first)).rows()]
        faults.write_csv(self._file, include_header=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()


def harmless(values: pl.Series) -> pl.Series:
    """Cut long values, write control characters as escapes, and put an apostrophe before what looks like a formula."""
    values = values.str.head(_SHOWN)
    name = pl.col("value")
    formula = name.str.contains(_FORMULA) & ~name.str.contains(_PLAIN_NUMBER)
    frame = pl.DataFrame({"value": values}).select(
        pl.when(formula).then(pl.concat_str(pl.lit("'"), name)).otherwise(name).alias("value")
    )
    values = frame.to_series()
    if values.str.contains("[[:cntrl:]]").any():
        values = pl.Series("value", [None if value is None else _escaped(value) for value in values], pl.String)
    return values


def _escaped(value: str) -> str:
    return "".join(
        character if character.isprintable() else character.encode("unicode_escape").decode() for character in value
    )


def write_rows(rows: pl.DataFrame, path: Path) -> None:
    """Write rows as they were filed as CSV that is safe to open in a spreadsheet."""
    texts = [harmless(rows[name].cast(pl.String)).alias(name) if name != ROW else rows[name] for name in rows.columns]
    pl.DataFrame(texts).write_csv(path)
