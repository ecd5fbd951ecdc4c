"""Binding a check to its evidence: the frames it reads, as of a commit of the lake."""

from dataclasses import dataclass
from datetime import date

import narwhals as nw
import polars as pl

from rugsat.domain.supervision.check import Check
from rugsat.evidence.engines.engine import Engine
from rugsat.evidence.frames.frame import Frame
from rugsat.evidence.lake.entry import FileEntry
from rugsat.evidence.lake.history import State
from rugsat.evidence.lake.lake import Lake
from rugsat.evidence.schemas.all import CONTRACTS
from rugsat.kernel.column import Column
from rugsat.kernel.period import FOREVER
from rugsat.law.returns.definition import ReturnDefinition

_REGISTER = "register."


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a run looks at: one state of the lake, the days, and the returns of the jurisdiction."""

    lake: Lake
    state: State
    since: date | None
    """First legal day, the first of a month; None from the beginning."""
    on: date
    definitions: dict[str, ReturnDefinition]

    def files(self, dataset: str, *, whole: bool = False) -> list[FileEntry]:
        """The files of a dataset within the days of the run; from its beginning where `whole`."""
        return [entry for entry in self.state.of(dataset) if self._within(entry, whole=whole)]

    def columns(self, dataset: str) -> tuple[Column, ...]:
        """The columns of a dataset: those of its return, else those of its contract."""
        if dataset in self.definitions:
            return self.definitions[dataset].kept_columns
        return CONTRACTS[dataset].columns

    def knows(self, dataset: str) -> bool:
        """Tell whether the jurisdiction has adopted the return, or the dataset is a contract of its own."""
        return dataset in self.definitions or dataset in CONTRACTS

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
    paths = evidence.lake.paths(evidence.files(dataset, whole=whole))
    columns = evidence.columns(dataset)
    scanned = engine.scan(paths, columns)
    if dataset.startswith(_REGISTER) and any(column.name == "until" for column in columns):
        until = nw.when(nw.col("until").is_null()).then(nw.lit(FOREVER)).otherwise(nw.col("until"))
        scanned = scanned.with_columns(until.cast(nw.Date).alias("until"))
    return scanned


def law_frame(rows: pl.DataFrame, engine: Engine) -> Frame:
    """The law as a frame."""
    return engine.table(rows)
