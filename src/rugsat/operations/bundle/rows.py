"""The rows of the lake that a finding rests on: those that it names, and those of its subject on its days."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from rugsat.domain.supervision.check import Check
from rugsat.domain.supervision.discovery import all_day_books
from rugsat.evidence.lake.entry import FileEntry
from rugsat.evidence.lake.lake import Lake
from rugsat.operations.report.sentences import subject_identifiers

_NAMES = {
    "exchange": ("sender", "party"),
    "party": ("party", "sender"),
    "return": ("return",),
    "asset": ("asset", "dti"),
}
"""Columns that hold what a subject names, where they are not called as the subject is."""
_LOCATOR = ("sender", "filing", "row")


@dataclass(frozen=True, slots=True)
class Extract:
    """The rows of a dataset that a finding rests on, and the files of the lake that they were read from."""

    dataset: str
    rows: pl.DataFrame
    files: tuple[FileEntry, ...]

    @property
    def filings(self) -> set[str]:
        """The filings that brought the rows."""
        return set(self.rows["filing"].drop_nulls()) if "filing" in self.rows.columns else set()

    def to_csv(self) -> bytes:
        """The rows as text, each value in full."""
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(self.rows.columns)
        writer.writerows(["" if value is None else value for value in row] for row in self.rows.iter_rows())
        return out.getvalue().encode()


def extracts_of(lake: Lake, check: Check, finding: Mapping[str, Any], violations: pl.DataFrame) -> list[Extract]:
    """The rows of each dataset that a check read, as of the commit of the finding; none of it, no entry."""
    named = _named(finding, violations)
    state = lake.state(finding["lake_commit"])
    found = []
    for dataset in datasets_of(check):
        entries = [entry for entry in state.of(dataset) if _may_hold(entry, finding, whole=dataset in check.history)]
        held = [(entry, rows) for entry in entries if (rows := _rows(lake, entry, finding, named)).height]
        if held:
            rows = pl.concat([rows for _, rows in held], how="diagonal_relaxed")
            order = [name for name in ("legal_day", *_LOCATOR) if name in rows.columns]
            kept = rows.sort(order) if order else rows
            found.append(Extract(dataset, kept, tuple(entry for entry, _ in held)))
    return found


def datasets_of(check: Check) -> list[str]:
    """The datasets that a check reads; of a day book, what the book was made of."""
    books, wanted, found = all_day_books(), list(check.reads), dict[str, None]()
    while wanted:
        name = wanted.pop(0)
        if name in books:
            wanted += books[name].reads
        else:
            found[name] = None
    return list(found)


def _named(finding: Mapping[str, Any], violations: pl.DataFrame) -> set[tuple[str, str, int]]:
    """The locators that the finding and its violations name: sender, filing, row."""
    lines = [line.rsplit(" ", 2) for line in str(finding["locators"]).splitlines() if line]
    located = violations.drop_nulls(list(_LOCATOR)).select(_LOCATOR).iter_rows()
    return {(sender, filing, int(row)) for sender, filing, row in (*lines, *located)}


def _may_hold(entry: FileEntry, finding: Mapping[str, Any], *, whole: bool) -> bool:
    if entry.legal_day is None:
        return True
    first = finding["first_day"].replace(day=1)
    return entry.legal_day <= finding["last_day"] and (whole or entry.legal_day >= first)


def _rows(lake: Lake, entry: FileEntry, finding: Mapping[str, Any], named: set[tuple[str, str, int]]) -> pl.DataFrame:
    (path,) = lake.paths([entry])
    table = pl.scan_parquet(path)
    columns = table.collect_schema().names()
    wanted = [*_of_subject(columns, str(finding["subject"])), *_of_locators(columns, named, entry)]
    if not wanted:
        return pl.DataFrame()
    return table.filter(pl.any_horizontal(wanted)).collect()


def _of_subject(columns: Sequence[str], subject: str) -> Iterator[pl.Expr]:
    """Rows that hold every part of the subject that the dataset has a column for."""
    conditions = []
    for kind, identifier in subject_identifiers(subject):
        names = [name for name in _NAMES.get(kind, (kind,)) if name in columns]
        conditions += [pl.col(names[0]).cast(pl.String) == identifier] if names else []
    if conditions:
        yield pl.all_horizontal(conditions)


def _of_locators(columns: Iterable[str], named: set[tuple[str, str, int]], entry: FileEntry) -> Iterator[pl.Expr]:
    if not set(_LOCATOR) <= set(columns):
        return
    for part in entry.parts:
        numbers = [row for sender, filing, row in named if (sender, filing) == (part.sender, part.filing)]
        if numbers:
            same = (pl.col("sender") == part.sender) & (pl.col("filing") == part.filing)
            yield same & pl.col("row").is_in(numbers)
