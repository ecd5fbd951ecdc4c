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
from rugsat.operations.bundle.links import belongs, known_of

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
    named, subject = named_by(finding, violations), str(finding["subject"])
    state = lake.state(finding["lake_commit"])
    datasets = datasets_of(check)
    files = {
        dataset: [entry for entry in state.of(dataset) if _may_hold(entry, finding, whole=dataset in check.history)]
        for dataset in datasets
    }

    def led(dataset: str, fits: pl.Expr) -> pl.DataFrame:
        held = [pl.scan_parquet(path).filter(fits).collect() for path in lake.paths(files[dataset])]
        return pl.concat(held, how="diagonal_relaxed") if held else pl.DataFrame()

    known = known_of(subject, datasets, led)
    found = []
    for dataset in datasets:
        held = []
        for entry, path in zip(files[dataset], lake.paths(files[dataset]), strict=True):
            table = pl.scan_parquet(path)
            columns = table.collect_schema().names()
            own = belongs(dataset, columns, subject, known)
            wanted = [*([] if own is None else [own]), *_of_locators(columns, named, entry)]
            rows = table.filter(pl.any_horizontal(wanted)).collect() if wanted else pl.DataFrame()
            held += [(entry, rows)] if rows.height else []
        if held:
            found.append(_extract(dataset, held))
    return found


def _extract(dataset: str, held: Sequence[tuple[FileEntry, pl.DataFrame]]) -> Extract:
    rows = pl.concat([rows for _, rows in held], how="diagonal_relaxed")
    order = [name for name in ("legal_day", *_LOCATOR) if name in rows.columns]
    return Extract(dataset, rows.sort(order) if order else rows, tuple(entry for entry, _ in held))


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


def named_by(finding: Mapping[str, Any], violations: pl.DataFrame) -> set[tuple[str, str, str]]:
    """The locators that the finding and its violations name: sender, filing and row, None where it is all of it."""
    lines = [line.rsplit(" ", 2) for line in str(finding["locators"]).splitlines() if line]
    located = violations.drop_nulls(["sender", "filing"]).select(_LOCATOR).iter_rows()
    return {(sender, filing, str(row)) for sender, filing, row in (*lines, *located)}


def _may_hold(entry: FileEntry, finding: Mapping[str, Any], *, whole: bool) -> bool:
    if entry.legal_day is None:
        return True
    first = finding["first_day"].replace(day=1)
    return entry.legal_day <= finding["last_day"] and (whole or entry.legal_day >= first)


def _of_locators(columns: Iterable[str], named: set[tuple[str, str, str]], entry: FileEntry) -> Iterator[pl.Expr]:
    """Rows that are named; of the ledger, which has no rows of files, the lines of the filings that are named."""
    held = set(columns)
    if not {"sender", "filing"} <= held:
        return
    for part in entry.parts:
        rows = {row for sender, filing, row in named if (sender, filing) == (part.sender, part.filing)}
        if not rows:
            continue
        same = (pl.col("sender") == part.sender) & (pl.col("filing") == part.filing)
        numbers = [int(row) for row in rows if row.isdecimal()]
        yield same if "row" not in held else same & pl.col("row").is_in(numbers)
