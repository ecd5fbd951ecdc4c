"""A lake in a folder: read it as of any commit, write to it one transaction at a time."""

import fcntl
import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from rugsat.evidence.lake.durable import write_durably
from rugsat.evidence.lake.entry import Commit, FileEntry
from rugsat.evidence.lake.history import History, LakeError, State
from rugsat.evidence.lake.transaction import Transaction, recover

_FORMAT = {"format": "rugsat-lake", "version": 1}


class Lake:
    """The evidence of one jurisdiction in one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._history = History(folder)

    @classmethod
    def create(cls, folder: Path, *, jurisdiction: str) -> "Lake":
        """Open the lake in a folder, making it where there is none; LakeError where the folder holds something else."""
        marker = folder / "lake.json"
        if not marker.is_file():
            if folder.exists() and any(folder.iterdir()):
                message = f"{folder} holds other files and is no lake; name an empty folder or a lake"
                raise LakeError(message)
            (folder / "staging").mkdir(parents=True, exist_ok=True)
            (folder / "runs").mkdir(exist_ok=True)
            History(folder).create()
            write_durably(marker, json.dumps({**_FORMAT, "jurisdiction": jurisdiction}).encode())
        opened = cls.open(folder)
        if opened.jurisdiction != jurisdiction:
            message = f"{folder} is the lake of '{opened.jurisdiction}', not of '{jurisdiction}'; name another folder"
            raise LakeError(message)
        return opened

    @classmethod
    def open(cls, folder: Path) -> "Lake":
        """Open a lake; LakeError where the folder is none, or of a version that this program does not know."""
        try:
            marker = json.loads((folder / "lake.json").read_bytes())
        except FileNotFoundError:
            message = f"{folder} is no lake; file a return with --lake {folder} to make one"
            raise LakeError(message) from None
        except ValueError:
            message = f"{folder / 'lake.json'} is damaged; put it back from a copy of the lake"
            raise LakeError(message) from None
        if not isinstance(marker, dict) or {key: marker.get(key) for key in _FORMAT} != _FORMAT:
            message = f"{folder} is a lake of another version ({marker}); this program reads version 1"
            raise LakeError(message)
        return cls(folder)

    @property
    def jurisdiction(self) -> str:
        """Code of the jurisdiction whose evidence it holds."""
        return str(json.loads((self.folder / "lake.json").read_bytes())["jurisdiction"])

    @property
    def runs(self) -> Path:
        """Folder of the runs of the cycle."""
        return self.folder / "runs"

    def state(self, commit: int | None = None) -> State:
        """Which files are true as of a commit; the last where none is given."""
        return self._history.state(commit)

    def commit(self, number: int) -> Commit:
        """One commit."""
        return self._history.read(number)

    def commits(self) -> Iterator[Commit]:
        """All commits in order."""
        return self._history.commits()

    def as_known_at(self, moment: datetime) -> int:
        """Number of the last commit recorded at or before a moment."""
        return self._history.as_known_at(moment)

    def paths(self, entries: list[FileEntry]) -> list[Path]:
        """Where the files lie."""
        return [self.folder / entry.path for entry in entries]

    @contextmanager
    def aside(self) -> Iterator[Path]:
        """A folder on the disk of the lake for work before the lock is taken; it goes when the work is done.

        That of a program that died goes with the next one: a lock tells whether whoever made it is still there.
        """
        place = self.folder / "aside"
        place.mkdir(exist_ok=True)
        _clear_dead(place)
        folder = place / uuid4().hex[:12]
        with folder.with_suffix(".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)  # before the folder is there, so that nobody takes it for a dead one's
            folder.mkdir()
            try:
                yield folder
            finally:
                shutil.rmtree(folder, ignore_errors=True)
                folder.with_suffix(".lock").unlink(missing_ok=True)

    @contextmanager
    def writing(self) -> Iterator[Transaction]:
        """Hold the lock of the lake, clean up after a writer that died, and give a transaction to fill and commit.

        A transaction that is left without commit(), or by an error, changes nothing.
        """
        with (self.folder / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            recover(self.folder, self._history)
            transaction = Transaction(self.folder, self._history, self._history.last() + 1)
            try:
                yield transaction
            finally:
                # As after a crash: where the commit does not stand, files that have their names already go again.
                recover(self.folder, self._history)


def _clear_dead(place: Path) -> None:
    """Take away what was worked on aside by programs that died."""
    for folder in [each for each in place.iterdir() if each.is_dir()]:
        mine = folder.with_suffix(".lock")
        with mine.open("a") as lock, suppress(BlockingIOError):
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(folder, ignore_errors=True)
            mine.unlink(missing_ok=True)
