"""The shelf of day books beside the lake: each is made once for the files it follows from, and may be lost."""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

from rugsat.domain.supervision.day_book import DayBook
from rugsat.evidence.engines.engine import Engine
from rugsat.evidence.frames.frame import Frame
from rugsat.evidence.lake.durable import sync_file
from rugsat.evidence.lake.entry import FileEntry
from rugsat.kernel.digest import digest_of

_KEPT_SECONDS = 2 * 86_400
"""How long the book of another state of a day is kept after it was last used: longer than any run takes."""
_MARK = b"PAR1"


@dataclass
class Shelf:
    """Where the books lie: `<lake>/state`, or a scratch folder where that cannot be written or is not to be trusted."""

    folder: Path
    code: Callable[[DayBook], str]
    """Digest of the code that makes a book."""
    scratch: TemporaryDirectory[str] | None = None
    lists: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    """Whom the register of the run names, by table and column."""
    gathered: dict[tuple[str, int], Frame] = field(default_factory=dict)
    """Small datasets of many files, gathered for the run: by name and number of files."""

    @classmethod
    def beside(cls, lake: Path, code: Callable[[DayBook], str]) -> "Shelf":
        """The shelf of a lake; of one that cannot be written, a shelf that goes with the run."""
        folder = lake / "state"
        try:
            folder.mkdir(exist_ok=True)
        except OSError:
            return cls.passing(code)
        return cls(folder, code) if os.access(folder, os.W_OK) else cls.passing(code)

    @classmethod
    def passing(cls, code: Callable[[DayBook], str]) -> "Shelf":
        """A shelf that is empty at first and goes with the run."""
        scratch = TemporaryDirectory(prefix="rugsat-state-")
        return cls(Path(scratch.name), code, scratch)

    def place(self, book: DayBook, day: date, entries: Sequence[FileEntry], engine: str, among: Sequence[str]) -> Path:
        """Where the book of these files lies, or is to lie.

        The engine is part of the name, so that engines are never compared by what one of them has computed.
        """
        files = sorted(entry.digest for entry in entries)
        key = digest_of([book.name, engine, self.code(book), files, list(among)])
        return self.folder / book.name / f"legal_day={day.isoformat()}" / f"{key[:32]}.parquet"

    def holds(self, path: Path) -> bool:
        """Tell whether a whole book lies there; it is marked as used then."""
        try:
            with path.open("rb") as file:
                file.seek(-len(_MARK), os.SEEK_END)
                whole = file.read() == _MARK
            os.utime(path)
        except OSError:
            return False
        return whole

    def put(self, path: Path, rows: Frame, engine: Engine) -> None:
        """Write a book, at once or not at all: two runs may write the same one; then take old ones away."""
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(f".{path.stem}.{uuid4().hex[:8]}.part")
        try:
            engine.write(rows, part)
            sync_file(part)
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
        self._tidy(path)

    def _tidy(self, fresh: Path) -> None:
        written = fresh.stat().st_mtime
        for other in fresh.parent.iterdir():
            try:
                if written - other.stat().st_mtime > _KEPT_SECONDS:
                    other.unlink()
            except OSError:  # another run was quicker
                continue
