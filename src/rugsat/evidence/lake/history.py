"""The commits of a lake: reading them, folding them into a state, adding one."""

import json
import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from rugsat.evidence.lake.arranged import EMPTY, Arranged
from rugsat.evidence.lake.durable import publish, write_durably
from rugsat.evidence.lake.entry import Commit, FileEntry
from rugsat.kernel.digest import canonical_json
from rugsat.kernel.errors import RugsatError

_CHECKPOINT_EVERY = 64
_NO_COMMIT = (ValueError, KeyError, TypeError, AttributeError)
"""What reading a file raises that is no JSON, or not the JSON of a commit or a checkpoint."""


class LakeError(RugsatError):
    """A lake that cannot be read or written as asked."""


@dataclass(frozen=True)
class State:
    """Which files are true as of a commit; number 0 is the empty lake."""

    number: int
    digest: str
    files: dict[str, FileEntry]
    _arranged: dict[str, Arranged] = field(default_factory=dict, compare=False, repr=False)
    """The files by dataset, once they were asked for."""

    def of(self, dataset: str) -> list[FileEntry]:
        """The files of a dataset, in order of path."""
        return list(self._files_of(dataset).entries)

    def of_sender(self, dataset: str, sender: str) -> list[FileEntry]:
        """The files of a dataset that a sender has filed something of, in order of path."""
        return sorted(self._files_of(dataset).by_sender.get(sender, ()), key=lambda entry: entry.path)

    def followed_by(self, commits: Iterable[Commit], *, number: int, digest: str) -> "State":
        """The state after commits; what they do not touch stays as it is arranged."""
        files, touched = dict(self.files), dict[str, None]()
        for commit in commits:
            for path in commit.removes:
                files.pop(path, None)
            files.update({entry.path: entry for entry in commit.adds})
            touched |= dict.fromkeys((*commit.removes, *(entry.path for entry in commit.adds)))
        arranged = dict(self._arranged)
        if arranged:
            gone = [self.files[path] for path in touched if path in self.files]
            come = [files[path] for path in touched if path in files]
            for name in {entry.dataset for entry in (*gone, *come)}:
                arranged[name] = arranged.get(name, EMPTY).changed(_of(name, gone), _of(name, come))
        return State(number, digest, files, arranged)

    def _files_of(self, dataset: str) -> Arranged:
        if not self._arranged:
            found: dict[str, list[FileEntry]] = {}
            for entry in self.files.values():
                found.setdefault(entry.dataset, []).append(entry)
            # All at once, so that who follows this state knows that a dataset that is not there has no files.
            self._arranged.update({name: Arranged.of(entries) for name, entries in found.items()})
        return self._arranged.get(dataset, EMPTY)


class History:
    """The numbered commits under `<lake>/commits`; a checkpoint every 64 spares reading them all."""

    def __init__(self, folder: Path) -> None:
        self._commits = folder / "commits"
        self._checkpoints = folder / "checkpoints"
        self._known = State(0, "", {})
        """The state that was folded last: commits never change, so later ones are folded onto it."""
        self._last = 0

    def create(self) -> None:
        """Make the folders."""
        self._commits.mkdir(parents=True, exist_ok=True)
        self._checkpoints.mkdir(exist_ok=True)

    def last(self) -> int:
        """Number of the last commit, 0 where there is none."""
        number = self._last
        if number and self.has(number):  # the folder was looked through before: it has grown at its end alone
            while self.has(number + 1):
                number += 1
        else:
            names = (entry.name for entry in os.scandir(self._commits))
            number = max((int(name[:-5]) for name in names if name.endswith(".json") and name[0] != "."), default=0)
        self._last = number
        return number

    def read(self, number: int) -> Commit:
        """One commit; LakeError where there is none of that number."""
        path = self._path(number)
        try:
            return Commit.from_json(json.loads(path.read_bytes()))
        except FileNotFoundError:
            message = f"the lake has no commit {number}; its last is {self.last()}"
            raise LakeError(message) from None
        except _NO_COMMIT as error:
            message = f"{path} is damaged ({error}); put back the file from a copy of the lake"
            raise LakeError(message) from None

    def commits(self, *, after: int = 0, to: int | None = None) -> Iterator[Commit]:
        """Commits in order."""
        for number in range(after + 1, (self.last() if to is None else to) + 1):
            yield self.read(number)

    def as_known_at(self, moment: datetime) -> int:
        """Number of the last commit recorded at or before a moment, 0 where none was."""
        found = 0
        for commit in self.commits():
            if commit.recorded_at > moment:
                break
            found = commit.number
        return found

    def state(self, number: int | None = None) -> State:
        """Which files are true as of a commit (the last where none is given)."""
        last = self.last()
        wanted = last if number is None else number
        if wanted > last:
            message = f"the lake has no commit {wanted}; its last is {last}"
            raise LakeError(message)
        state = self._nearest(wanted)
        if state.number != wanted:
            commits, digest = self._chained(state, wanted)
            state = state.followed_by(commits, number=wanted, digest=digest)
        self._known = state
        return state

    def _chained(self, state: State, wanted: int) -> tuple[list[Commit], str]:
        """The commits after a state, each of which must follow the one before it, and the digest of the last."""
        found, digest = [], state.digest
        for commit in self.commits(after=state.number, to=wanted):
            if commit.parent != digest:
                message = (
                    f"{self._path(commit.number)} does not follow the commit before it: one of the two was changed "
                    "after it was written; put back both from a copy of the lake"
                )
                raise LakeError(message)
            found.append(commit)
            digest = commit.digest
        return found, digest

    def append(self, commit: Commit, scratch: Path) -> None:
        """Publish a commit; LakeError where its number is taken, which a writer that holds the lock never sees.

        The scratch file holds its bytes, which are durable: the name that counts is given by publishing it.
        """
        if not publish(scratch, self._path(commit.number)):
            message = f"commit {commit.number} was written by another program meanwhile; try again"
            raise LakeError(message)
        if commit.number % _CHECKPOINT_EVERY == 0:
            # The commit stands by now; a checkpoint only spares reading, and can be missing.
            with suppress(OSError):
                self._write_checkpoint(commit.number)

    def has(self, number: int) -> bool:
        """Tell whether a commit of that number stands."""
        return self._path(number).is_file()

    def _path(self, number: int) -> Path:
        return self._commits / f"{number:012d}.json"

    def _write_checkpoint(self, number: int) -> None:
        state = self.state(number)
        content = {
            "number": number,
            "digest": state.digest,
            "files": [entry.to_json() for _, entry in sorted(state.files.items())],
        }
        write_durably(self._checkpoints / f"{number:012d}.json", canonical_json(content))

    def _nearest(self, wanted: int) -> State:
        """What is known already, where fewer commits follow it than follow a checkpoint."""
        known = self._known
        if wanted - _CHECKPOINT_EVERY < known.number <= wanted:
            return known
        return self._nearest_checkpoint(wanted)

    def _nearest_checkpoint(self, wanted: int) -> State:
        number = wanted - wanted % _CHECKPOINT_EVERY
        while number > 0:
            path = self._checkpoints / f"{number:012d}.json"
            with suppress(FileNotFoundError, *_NO_COMMIT):  # a damaged checkpoint is as none: the commits say it all
                content = json.loads(path.read_bytes())
                entries = [FileEntry.from_json(entry) for entry in content["files"]]
                if content["digest"] == self.read(number).digest:
                    return State(number, content["digest"], {entry.path: entry for entry in entries})
            number -= _CHECKPOINT_EVERY
        return State(0, "", {})


def _of(dataset: str, entries: list[FileEntry]) -> list[FileEntry]:
    return [entry for entry in entries if entry.dataset == dataset]
