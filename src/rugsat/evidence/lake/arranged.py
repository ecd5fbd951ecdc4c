"""The files of one dataset in order of path, and by who filed them; it follows a commit without being sorted anew."""

from bisect import bisect_left, insort
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rugsat.evidence.lake.entry import FileEntry


@dataclass(frozen=True, slots=True)
class Arranged:
    """Files that are true of a dataset. It is never changed: a commit makes another one of it."""

    entries: tuple[FileEntry, ...]
    by_sender: Mapping[str, tuple[FileEntry, ...]]

    @classmethod
    def of(cls, entries: Iterable[FileEntry]) -> "Arranged":
        """These files, arranged."""
        in_order = sorted(entries, key=_path)
        return cls(tuple(in_order), {sender: tuple(filed) for sender, filed in _by_sender(in_order).items()})

    def changed(self, gone: Iterable[FileEntry], come: Iterable[FileEntry]) -> "Arranged":
        """What it is after files have gone and others have come."""
        gone, come = list(gone), list(come)
        entries, by_sender = list(self.entries), dict(self.by_sender)
        for entry in gone:
            del entries[bisect_left(entries, entry.path, key=_path)]
        for entry in come:
            insort(entries, entry, key=_path)
        for sender, filed in _by_sender(gone).items():
            paths = {entry.path for entry in filed}
            by_sender[sender] = tuple(entry for entry in by_sender[sender] if entry.path not in paths)
        for sender, filed in _by_sender(come).items():
            by_sender[sender] = (*by_sender.get(sender, ()), *filed)
        return Arranged(tuple(entries), by_sender)


EMPTY = Arranged((), {})
"""A dataset that nothing is filed of."""


def _path(entry: FileEntry) -> str:
    return entry.path


def _by_sender(entries: Iterable[FileEntry]) -> dict[str, list[FileEntry]]:
    found: dict[str, list[FileEntry]] = {}
    for entry in entries:
        for sender in {part.sender for part in entry.parts}:
            found.setdefault(sender, []).append(entry)
    return found
