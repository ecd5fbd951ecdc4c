"""Binding a check to its evidence: the frames it reads, as of a commit of the lake."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import narwhals as nw
import polars as pl

from rugsat.domain.supervision.check import Check
from rugsat.domain.supervision.day_book import DayBook, named
from rugsat.domain.supervision.discovery import all_day_books, raw_dataset
from rugsat.evidence.engines.engine import Engine
from rugsat.evidence.frames.frame import Frame
from rugsat.evidence.lake.entry import FileEntry
from rugsat.evidence.lake.history import State
from rugsat.evidence.lake.lake import Lake
from rugsat.evidence.schemas.all import CONTRACTS
from rugsat.kernel.column import Column
from rugsat.kernel.period import FOREVER
from rugsat.law.returns.definition import ReturnDefinition
from rugsat.operations.cycle.shelf import Shelf

_REGISTER = "register."
_MANY_FILES, _FEW_ROWS = 16, 200_000
"""Few rows in many files, as in the ledger with a file for each filing, are gathered once for all checks."""
_AT_ONCE = 1_000_000
"""So many rows of several days make day books together."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a run looks at: one state of the lake, the days, and the returns of the jurisdiction."""

    lake: Lake
    state: State
    since: date | None
    """First legal day, the first of a month; None from the beginning."""
    on: date
    definitions: dict[str, ReturnDefinition]
    shelf: Shelf

    def files(self, dataset: str, *, whole: bool = False) -> list[FileEntry]:
        """The files of a dataset within the days of the run; from its beginning where `whole`.

        Those of a day book are the files that it follows from.
        """
        return [entry for entry in self.state.of(raw_dataset(dataset)) if self._within(entry, whole=whole)]

    def columns(self, dataset: str) -> tuple[Column, ...]:
        """The columns of a dataset: those of its return, else those of its contract."""
        if dataset in self.definitions:
            return self.definitions[dataset].kept_columns
        return CONTRACTS[dataset].columns

    def knows(self, dataset: str) -> bool:
        """Tell whether the jurisdiction has adopted the return, or the dataset is a contract of its own."""
        raw = raw_dataset(dataset)
        return raw in self.definitions or raw in CONTRACTS

    def _within(self, entry: FileEntry, *, whole: bool) -> bool:
        if entry.legal_day is None or entry.dataset == "filings":
            return True
        begun = whole or self.since is None or entry.legal_day >= self.since
        return begun and entry.legal_day <= self.on


def frames(check: Check, evidence: Evidence, engine: Engine) -> list[Frame]:
    """The frames that a check reads, in its order."""
    return [frame(name, evidence, engine, whole=name in check.history) for name in check.reads]


def frame(dataset: str, evidence: Evidence, engine: Engine, *, whole: bool = False) -> Frame:
    """One dataset as a frame; in the register, a row without an end holds for ever."""
    entries, books = evidence.files(dataset, whole=whole), all_day_books()
    paths = _books(books[dataset], entries, evidence, engine) if dataset in books else evidence.lake.paths(entries)
    columns = evidence.columns(dataset)
    few = sum(entry.rows for entry in entries) <= _FEW_ROWS
    if few and len(paths) > _MANY_FILES and not dataset.startswith(_REGISTER):
        return _gathered(dataset, paths, evidence, engine)
    scanned = engine.scan(paths, columns)
    if dataset.startswith(_REGISTER) and any(column.name == "until" for column in columns):
        until = nw.when(nw.col("until").is_null()).then(nw.lit(FOREVER)).otherwise(nw.col("until"))
        scanned = scanned.with_columns(until.cast(nw.Date).alias("until"))
    return scanned


def _gathered(dataset: str, paths: list[Path], evidence: Evidence, engine: Engine) -> Frame:
    held, key = evidence.shelf.gathered, (dataset, len(paths))
    if key not in held:
        held[key] = engine.table(engine.collect(engine.scan(paths, evidence.columns(dataset))))
    return held[key]


def _books(book: DayBook, entries: list[FileEntry], evidence: Evidence, engine: Engine) -> list[Path]:
    """The books of the days that the files are of, made where they are not there."""
    by_day: dict[date, list[FileEntry]] = defaultdict(list)
    for entry in entries:
        assert entry.legal_day is not None, "what is filed as a return has a legal day"
        by_day[entry.legal_day].append(entry)
    among, shelf = _named(book, evidence, engine), evidence.shelf
    places = {day: shelf.place(book, day, of_day, engine.name, among) for day, of_day in sorted(by_day.items())}
    missing = {day: by_day[day] for day, path in places.items() if not shelf.holds(path)}
    for days in _at_once(missing):
        rows = _derived(book, [entry for day in days for entry in missing[day]], evidence, engine)
        if len(days) == 1:
            shelf.put(places[days[0]], rows, engine)
            continue
        table = engine.collect(rows)
        for day in days:
            shelf.put(places[day], engine.table(table.filter(pl.col("legal_day") == day)), engine)
    return list(places.values())


def _at_once(missing: dict[date, list[FileEntry]]) -> Iterator[list[date]]:
    """Days whose books are made by one question: a large day by itself, small ones together."""
    together, rows = list[date](), 0
    for day, of_day in missing.items():
        number = sum(entry.rows for entry in of_day)
        if together and rows + number > _AT_ONCE:
            yield together
            together, rows = [], 0
        together.append(day)
        rows += number
    if together:
        yield together


def _derived(book: DayBook, entries: list[FileEntry], evidence: Evidence, engine: Engine) -> Frame:
    books = all_day_books()

    def source(name: str) -> Frame:
        if name.startswith(_REGISTER):
            return frame(name, evidence, engine)
        paths = _books(books[name], entries, evidence, engine) if name in books else evidence.lake.paths(entries)
        return engine.scan(paths, evidence.columns(name))

    return book.of(source)


def _named(book: DayBook, evidence: Evidence, engine: Engine) -> list[str]:
    """Whom the register names, where a book depends on it: it is made again when somebody is named for the first time.

    Rows of the register may change as they like meanwhile.
    """
    if book.among is None:
        return []
    if book.among not in evidence.shelf.lists:
        rows = named(lambda name: frame(name, evidence, engine), book.among)
        evidence.shelf.lists[book.among] = sorted(engine.collect(rows)[book.among[1]].to_list())
    return evidence.shelf.lists[book.among]


def law_frame(rows: pl.DataFrame, engine: Engine) -> Frame:
    """The law as a frame."""
    return engine.table(rows)
