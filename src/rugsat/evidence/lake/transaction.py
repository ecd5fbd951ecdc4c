"""Writing to the lake: stage files by content, then one commit; a crash in between leaves the old state."""

import json
import shutil
from collections.abc import Mapping
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import polars as pl

from rugsat.evidence.lake.durable import sync_all, sync_folder
from rugsat.evidence.lake.entry import Commit, FileEntry, Part
from rugsat.evidence.lake.history import History
from rugsat.kernel.digest import canonical_json, digest_of_file

_PARQUET: dict[str, Any] = {"compression": "zstd", "compression_level": 3, "statistics": True}


def written(rows: pl.LazyFrame, path: Path, *, dataset: str, day: date | None, parts: tuple[Part, ...]) -> FileEntry:
    """Write rows of a dataset and day to a new file, and describe it as a file of the lake to be."""
    rows.sink_parquet(path, **_PARQUET)
    digest = digest_of_file(path)
    folder = f"data/{dataset}" + (f"/legal_day={day.isoformat()}" if day else "")
    return FileEntry(
        path=f"{folder}/{digest[:32]}.parquet",
        dataset=dataset,
        legal_day=day,
        rows=sum(part.rows for part in parts),
        size=path.stat().st_size,
        digest=digest,
        parts=parts,
    )


class Transaction:
    """Files that become true together. Used inside Lake.writing(), which holds the lock of the lake."""

    def __init__(self, folder: Path, history: History, number: int) -> None:
        self._folder, self._history, self._number = folder, history, number
        self._staging = folder / "staging" / f"{number:012d}-{uuid4().hex[:8]}"
        self._staging.mkdir(parents=True)
        self._adds: list[tuple[Path, FileEntry]] = []
        self._removes: list[str] = []
        self._documents: list[tuple[Path, str]] = []
        self._scratch = 0

    @property
    def number(self) -> int:
        """The number that the commit will have."""
        return self._number

    @property
    def folder(self) -> Path:
        """A folder for work in progress, on the same disk; it goes with the transaction, also after a crash."""
        return self._staging

    def scratch(self, suffix: str = ".parquet") -> Path:
        """A path in the staging folder for work in progress; it goes with the transaction."""
        self._scratch += 1
        return self._staging / f"scratch-{self._scratch}{suffix}"

    def add(self, rows: pl.LazyFrame, *, dataset: str, legal_day: date | None, parts: tuple[Part, ...]) -> FileEntry:
        """Write rows to a file of the dataset and day, and stage it."""
        scratch = self.scratch()
        entry = written(rows, scratch, dataset=dataset, day=legal_day, parts=parts)
        self._adds.append((scratch, entry))
        return entry

    def take(self, path: Path, entry: FileEntry) -> None:
        """Stage a file that was written before; it lies on the disk of the lake and moves into it."""
        self._adds.append((path, entry))

    def remove(self, entry: FileEntry) -> None:
        """Let a file no longer be true from this commit on; earlier commits keep it."""
        self._removes.append(entry.path)

    def keep_document(self, path: str, content: bytes) -> None:
        """Stage a document (a receipt, a rule pack) under a path relative to the lake that names its content.

        What lies there already says the same, so it stays.
        """
        if (self._folder / path).is_file():
            return
        scratch = self.scratch(".document")
        scratch.write_bytes(content)
        self._documents.append((scratch, path))

    def commit(self, *, recorded_at: datetime, act: str, note: Mapping[str, Any]) -> Commit:
        """Make everything durable, then publish the commit: the one step by which all of it becomes true."""
        parent = self._history.state(self._number - 1)
        removes = set(self._removes)
        fresh = [
            (scratch, entry) for scratch, entry in self._adds if entry.path not in parent.files or entry.path in removes
        ]
        commit = Commit(
            number=self._number,
            parent=parent.digest,
            recorded_at=recorded_at,
            act=act,
            adds=tuple(entry for _, entry in fresh),
            removes=tuple(path for path in self._removes if path not in {entry.path for _, entry in fresh}),
            note=note,
        )
        written = self._staging / "commit.json"
        written.write_bytes(commit.to_bytes())
        self._move_in([*((scratch, entry.path) for scratch, entry in fresh), *self._documents], commit=written)
        self._history.append(commit, written)
        self.discard()
        return commit

    def _move_in(self, moves: list[tuple[Path, str]], *, commit: Path) -> None:
        """Give files their names; each of the three steps is durable before the next begins.

        First the bytes of everything, then the intent, so that a recovery knows what to take away again, and only then
        the names. The bytes of the commit become durable with the others, its name is given later.
        """
        new = [path for _, path in moves if not (self._folder / path).exists()]
        intent = self.scratch(".intent")
        intent.write_bytes(canonical_json({"number": self._number, "paths": new}))
        sync_all([intent, commit, *(scratch for scratch, _ in moves)])
        intent.replace(self._staging / "intent.json")
        sync_all([self._staging, self._staging.parent])
        folders = set()
        for scratch, path in moves:
            target = self._folder / path
            folders.update(_made(target.parent))
            scratch.replace(target)
            folders.add(target.parent)
        sync_all(sorted(folders))

    def discard(self) -> None:
        """Drop what is staged."""
        shutil.rmtree(self._staging, ignore_errors=True)


def _made(folder: Path) -> list[Path]:
    """Make a folder, and give those folders that got a new name by it: none where it was there."""
    fresh = []
    while not folder.is_dir():
        fresh.append(folder)
        folder = folder.parent
    for each in reversed(fresh):
        each.mkdir(exist_ok=True)
    return [each.parent for each in fresh]


def recover(folder: Path, history: History) -> None:
    """Take away what a writer that died has left; called with the lock held, before the next transaction."""
    for staging in sorted((folder / "staging").iterdir()):
        intent = staging / "intent.json"
        if intent.is_file():
            plan = json.loads(intent.read_bytes())
            if not history.has(plan["number"]):
                for path in plan["paths"]:
                    (folder / path).unlink(missing_ok=True)
                    _sync_above(folder / path)
        shutil.rmtree(staging)


def _sync_above(path: Path) -> None:
    """Make the names of folders durable that a writer made and did not live to sync: later ones find them there."""
    with suppress(OSError):  # what cannot be synced now is synced when it is used
        if path.parent.is_dir():
            sync_folder(path.parent.parent)
