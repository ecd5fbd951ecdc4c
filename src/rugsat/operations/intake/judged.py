"""A file judged before the lock of the lake is taken: its receipt, its rows ready to be filed, what both rest on.

Judging takes as long as the file is large, and nobody else is kept waiting for it. What it rests on is looked at once
more under the lock; where that has changed meanwhile, the file is judged anew.
"""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import polars as pl

from rugsat.domain.returns.fault import ROW
from rugsat.domain.returns.filing import Filing
from rugsat.domain.returns.receipt import Receipt, ReceivedFile, Receiving
from rugsat.domain.returns.setting import Setting
from rugsat.evidence.lake.entry import FileEntry, Part
from rugsat.evidence.lake.history import State
from rugsat.evidence.lake.lake import Lake
from rugsat.evidence.lake.transaction import written
from rugsat.evidence.schemas.register import REGISTER
from rugsat.evidence.schemas.returns import OBLIGATIONS
from rugsat.evidence.schemas.series import REFERENCE_SERIES
from rugsat.kernel.column import LEGAL_DAY
from rugsat.law.returns.definition import ReturnDefinition
from rugsat.operations.intake.check_return import Judging, Progress
from rugsat.operations.intake.faults import FaultFile, write_rows
from rugsat.operations.intake.ledger import Before, before
from rugsat.operations.intake.parse.limits import DEFAULT_LIMITS

ID_LENGTH = 16
"""How many digits of its digest a receipt is called by."""
_HELD_BYTES = 8 << 20
"""So many bytes of rows stay in memory before they are put on disk: most files never are, and are spared the way."""
_RESTS_ON = (*(contract.name for contract in REGISTER), OBLIGATIONS.name, REFERENCE_SERIES.name)


@dataclass(frozen=True, slots=True)
class Asked:
    """A file that is filed, and as what."""

    path: Path
    filing: Filing
    definition: ReturnDefinition
    digest: str
    received_at: datetime


@dataclass(frozen=True, slots=True)
class Basis:
    """What a judgement rests on besides the file and the law: what stands for the period, the register, the rates."""

    ledger: Before
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class JudgedFile:
    """What a file came to."""

    basis: Basis
    receipt: Receipt
    faults: Path | None
    """The fault file, with rows.csv beside it, where there are faults."""
    rows: tuple[tuple[Path, FileEntry], ...]
    """The rows of each legal day as a file of the lake to be; none where the file was not accepted."""


def basis_of(lake: Lake, state: State, asked: Asked) -> Basis:
    """What the lake says that a judgement rests on."""
    files = tuple(entry.path for name in _RESTS_ON for entry in state.of(name))
    return Basis(before(lake, state, asked.filing, digest=asked.digest), files)


def judged(
    asked: Asked, basis: Basis, receiving: Receiving, setting: Setting, scratch: Path, *, progress: Progress | None
) -> JudgedFile:
    """Judge the rows of a file, and write those that are accepted to the scratch folder, ready to be filed."""
    for left in scratch.iterdir():  # of an earlier judgement that rested on something else
        left.unlink()
    with FaultFile(scratch / "faults.csv") as faults:
        judging = Judging(asked.path, setting, asked.filing, faults, DEFAULT_LIMITS)
        kept = _Kept(scratch)
        for frame in judging.frames(progress=progress):
            kept.take(frame)
        receipt = judging.receipt(receiving)
        if receipt.fault_count:
            write_rows(judging.faulty_rows(), scratch / "rows.csv")
    rows = kept.written(asked.definition, asked.filing.sender, receipt.id[:ID_LENGTH], judging.dropped)
    return JudgedFile(
        basis=basis,
        receipt=receipt,
        faults=scratch / "faults.csv" if receipt.fault_count else None,
        rows=tuple(rows) if receipt.accepted else (),
    )


def received_file(asked: Asked) -> ReceivedFile:
    """The file as a receipt names it."""
    return ReceivedFile(asked.path.name, asked.digest, asked.path.stat().st_size)


class _Kept:
    """The good rows of a file on their way to the lake, by legal day: on disk, but for the last few megabytes."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._held: dict[date, list[pl.DataFrame]] = {}
        self._held_bytes = 0
        self._parts: dict[date, list[Path]] = {}

    def take(self, frame: pl.DataFrame) -> None:
        for (legal_day,), rows in frame.group_by(LEGAL_DAY.name, maintain_order=True):
            assert isinstance(legal_day, date)
            self._held.setdefault(legal_day, []).append(rows)
        self._held_bytes += int(frame.estimated_size())
        if self._held_bytes > _HELD_BYTES:
            self._put_down()

    def _put_down(self) -> None:
        for legal_day, held in self._held.items():
            parts = self._parts.setdefault(legal_day, [])
            path = self._folder / f"kept-{legal_day}-{len(parts)}.parquet"
            pl.concat(held).write_parquet(path, compression="lz4", statistics=False)
            parts.append(path)
        self._held, self._held_bytes = {}, 0

    def written(
        self, definition: ReturnDefinition, sender: str, filing: str, dropped: pl.Series
    ) -> list[tuple[Path, FileEntry]]:
        names = [column.name for column in definition.kept_columns]
        found = []
        if self._parts:
            self._put_down()
        for legal_day in sorted(self._parts or self._held):
            rows, count = self._rows_of(legal_day, dropped)
            if count:
                placed = rows.with_columns(sender=pl.lit(sender), filing=pl.lit(filing)).select(names)
                path, part = self._folder / f"rows-{legal_day}.parquet", Part(sender, filing, count)
                found.append((path, written(placed, path, dataset=definition.name, day=legal_day, parts=(part,))))
            for part_file in self._parts.get(legal_day, ()):
                part_file.unlink()
        return found

    def _rows_of(self, legal_day: date, dropped: pl.Series) -> tuple[pl.LazyFrame, int]:
        """The rows of a day without those that were dropped, and how many there are."""
        stays = ~pl.col(ROW).is_in(dropped.implode())
        if parts := self._parts.get(legal_day):
            rows = pl.scan_parquet(parts)
            rows = rows.filter(stays) if len(dropped) else rows
            return rows, int(rows.select(pl.len()).collect().item())
        held = pl.concat(self._held[legal_day])
        held = held.filter(stays) if len(dropped) else held
        return held.lazy(), held.height
