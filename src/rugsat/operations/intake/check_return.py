"""Judges a filed file, row by row, and makes its receipt; needs no lake and no register."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from rugsat.domain.returns.fault import ROW
from rugsat.domain.returns.filing import Filing
from rugsat.domain.returns.judging import Judged, Panel
from rugsat.domain.returns.receipt import (
    CheckedRule,
    FileStatus,
    Receipt,
    ReceivedFile,
    Receiving,
    UncheckedRule,
    status_of,
)
from rugsat.domain.returns.rules.unique import Uniqueness
from rugsat.domain.returns.setting import Setting
from rugsat.kernel.digest import digest_of_file
from rugsat.law.returns.definition import InputType
from rugsat.operations.intake.faults import FaultFile
from rugsat.operations.intake.in_order import in_order
from rugsat.operations.intake.parse import csv
from rugsat.operations.intake.parse.batch import FileRefusedError
from rugsat.operations.intake.parse.csv_records import Numbers
from rugsat.operations.intake.parse.limits import DEFAULT_LIMITS, Limits
from rugsat.operations.intake.source import Pick, Piece, Source

SHOWN_ROWS = 200
"""Rows with faults that are shown as they were filed; all faults are in the fault file."""
Progress = Callable[[int, int], None]
"""Told the bytes that were read so far, and the bytes of the file."""


@dataclass(frozen=True, slots=True)
class _Looked:
    """A piece after both looks at it: at its structure and at its values."""

    judged: Judged
    structure: pl.DataFrame
    bytes_read: int
    again: csv.PieceAgain | None
    cells: pl.DataFrame | None
    """The first bad rows as they were filed; None where there are none."""


class Judging:
    """One file on its way through intake: `frames` once, to the end, and then `receipt` and `dropped`."""

    def __init__(self, path: Path, setting: Setting, filing: Filing, faults: FaultFile, limits: Limits) -> None:
        self._path, self._setting, self._filing, self._faults = path, setting, filing, faults
        self._source = Source.of(path, setting.definition, limits)
        self._panel = Panel(setting)
        self._unique = [Uniqueness(rule) for rule in self._panel.unique_rules]
        self._bad_rows: list[pl.Series] = []
        self._rows = 0
        self._seen: list[csv.PieceAgain | None] = []
        self._refused: FileRefusedError | None = None
        self.dropped: pl.Series = pl.Series(ROW, [], pl.Int64)
        """Rows of the frames that turned out to repeat an earlier row once the whole file was read."""
        self._cells: list[pl.DataFrame] = []

    def frames(self, *, keep: bool = True, progress: Progress | None = None) -> Iterator[pl.DataFrame]:
        """The good rows, typed, with what is derived and `row`, without sender and filing; none where not kept.

        They are not to be used before the receipt says that the file is accepted, and not without the dropped rows.
        """
        before = self._path.stat()
        size = before.st_size
        with ThreadPoolExecutor(1, thread_name_prefix="digest") as aside:
            digest = aside.submit(digest_of_file, self._path)
            try:
                self._refuse_what_cannot_be_filed(size)
                pieces = self._source.pieces() if self._filing.kind.has_rows else iter(())
                for looked in in_order(lambda piece: self._look(piece, keep=keep), pieces):
                    self._note(looked)
                    if progress:
                        progress(looked.bytes_read, size)
                    if looked.judged.good is not None:
                        yield looked.judged.good
                self._note_duplicates()
                self._refuse_no_rows()
            except FileRefusedError as refusal:
                self._refused = refusal
            self._file = self._received(digest, size)
        after = self._path.stat()
        if (after.st_size, after.st_mtime_ns) != (size, before.st_mtime_ns):
            # The rows could be others than those that the digest in the receipt stands for.
            message = "it changed while it was read; file it once it is whole"
            self._refused = FileRefusedError(message, file=self._path.name, status="CRPT")

    def receipt(self, receiving: Receiving) -> Receipt:
        """The receipt, once the frames were read to the end."""
        definition = self._setting.definition
        rejected = pl.concat([self.dropped, *self._bad_rows]).n_unique()
        status = status_of(kind=self._filing.kind, in_part=definition.in_part, rows=self._rows, rejected_rows=rejected)
        return Receipt(
            filing=self._filing,
            jurisdiction=definition.jurisdiction,
            form_since=definition.since,
            file=self._file,
            status=FileStatus(self._refused.status) if self._refused else status,
            receiving=receiving,
            rows=self._rows,
            rejected_rows=rejected,
            refusal=str(self._refused or ""),
            checked=tuple(self._checked()),
            not_checked=tuple(
                UncheckedRule(judge.rule.id, judge.expected, judge.why_not) for judge in self._panel.not_checked
            ),
            first_faults=tuple(self._faults.first),
        )

    def faulty_rows(self) -> pl.DataFrame:
        """The first rows with faults as they were filed, with `row`; national identifiers are left out of them."""
        found = self._cells
        if len(self.dropped) and sum(each.height for each in found) < SHOWN_ROWS:
            repeats = self.dropped.unique().sort().head(SHOWN_ROWS).to_numpy()
            found = [*found, *(rows for pick in self._source.again(self._seen) if (rows := pick(repeats)).height)]
        if not found:
            return pl.DataFrame(schema={ROW: pl.Int64})
        rows = pl.concat(found, how="diagonal").unique(ROW, keep="first").sort(ROW).head(SHOWN_ROWS)
        sealed = [each.name for each in self._setting.definition.columns if each.type is InputType.SEALED]
        hidden = [pl.lit(None, pl.String).alias(name) for name in sealed if name in rows.columns]
        return rows.select(ROW, pl.exclude(ROW)).with_columns(hidden)

    def _look(self, piece: Piece, *, keep: bool) -> _Looked:
        batch = piece()
        again = piece.again if isinstance(piece, csv.Piece) else None
        judged = self._panel.judge(batch.rows, keep=keep)
        bad = judged.bad_rows.unique().sort().head(SHOWN_ROWS)
        cells = batch.rows.filter(pl.col(ROW).is_in(bad.implode())) if len(bad) else None
        return _Looked(judged, batch.faults, batch.bytes_read, again, cells)

    def _note(self, looked: _Looked) -> None:
        judged, structure = looked.judged, looked.structure
        self._seen.append(looked.again)
        broken = structure["row"].unique()
        self._rows += judged.rows + len(broken)
        if looked.cells is not None and sum(each.height for each in self._cells) < SHOWN_ROWS:
            self._cells.append(looked.cells)
        self._bad_rows += [rows for rows in (judged.bad_rows, broken) if len(rows)]
        faults = pl.concat([judged.faults, structure]) if structure.height else judged.faults
        self._faults.write(faults.sort(ROW, maintain_order=True) if structure.height else faults)
        for uniqueness, hashes in zip(self._unique, judged.hashes, strict=True):
            uniqueness.add(hashes)

    def _note_duplicates(self) -> None:
        for uniqueness in self._unique:
            for rows in uniqueness.candidates():
                faults = self._duplicates(uniqueness, rows)
                self._faults.write(faults)
                self.dropped = pl.concat([self.dropped, faults[ROW]])

    def _duplicates(self, uniqueness: Uniqueness, rows: Numbers) -> pl.DataFrame:
        """Compare rows with equal hashes by their keys themselves, which the file is read again for."""

        def keys_of(pick: Pick) -> tuple[pl.DataFrame, pl.Series]:
            return self._panel.keys(pick(rows), uniqueness.rule)

        found = list(in_order(keys_of, self._source.again(self._seen)))
        return uniqueness.faults(pl.concat([keys for keys, _ in found]), pl.concat([shown for _, shown in found]))

    def _checked(self) -> Iterator[CheckedRule]:
        """The rules of the definition, then what no rule says but every row must keep to, where it was broken."""
        counts = self._faults.counts
        known = {judge.rule.id: judge.expected for judge in self._panel.checked}
        if self._refused is None and self._filing.kind.has_rows:
            yield from (CheckedRule(name, expected, counts[name]) for name, expected in known.items())
        else:
            yield from (CheckedRule(name, expected, counts[name]) for name, expected in known.items() if counts[name])
        unlisted = (name for name in counts if name not in known)
        yield from (CheckedRule(name, self._faults.expected[name], counts[name]) for name in unlisted)

    def _refuse_what_cannot_be_filed(self, size: int) -> None:
        filing, definition, name = self._filing, self._setting.definition, self._path.name
        every = definition.calendar.every
        if every not in {filing.period.every, "event"}:
            message = (
                f"{definition.name} is filed by {every}, and {filing.period.code} is none; name the {every} it is for"
            )
            raise FileRefusedError(message, file=name, status="INCF")
        if filing.kind.has_rows and not size:
            part = f".{filing.part}" if filing.part else ""
            nil = f"{filing.sender}.{filing.return_name}.{filing.period.code}.nil{part}.csv"
            message = f"it is empty; write the rows, or, where there is nothing to report, name it {nil}"
            raise FileRefusedError(message, file=name)
        if not filing.kind.has_rows and size:
            message = f"it is filed as {filing.kind} and is not empty; empty it, or file it as a correction"
            raise FileRefusedError(message, file=name)

    def _refuse_no_rows(self) -> None:
        if self._filing.kind.has_rows and not self._rows:
            message = "it has a header and no rows; where there is nothing to report, file an empty file as nil"
            raise FileRefusedError(message, file=self._path.name)

    def _received(self, digest: Future[str], size: int) -> ReceivedFile:
        return ReceivedFile(self._path.name, digest.result(), size)


def check_return(
    path: Path,
    setting: Setting,
    *,
    filing: Filing,
    receiving: Receiving,
    faults_to: Path,
    progress: Progress | None = None,
) -> Receipt:
    """Judge a file and give its receipt; all faults are written to a CSV file, and nothing is kept."""
    with FaultFile(faults_to) as faults:
        judging = Judging(path, setting, filing, faults, DEFAULT_LIMITS)
        for _ in judging.frames(keep=False, progress=progress):
            pass
        return judging.receipt(receiving)
