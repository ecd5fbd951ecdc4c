"""The log in the state's own folder: entries are appended in durable batches and published under signed checkpoints."""

import os
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from rugsat.evidence.lake.durable import sync_folder, write_durably
from rugsat.evidence.log.checkpoint import Checkpoint, claimed_checkpoint, open_checkpoint
from rugsat.evidence.log.errors import DifferentEntryError, GapError, LogDamagedError, LogError, NotInLogError
from rugsat.evidence.log.lock import held_alone
from rugsat.evidence.log.merkle import leaf_hash
from rugsat.evidence.log.note import LONGEST_NOTE, Signer, names_key, verifier_of
from rugsat.evidence.log.pending import PENDING, read_pending, write_batch
from rugsat.evidence.log.proof import ConsistencyProof, InclusionProof
from rugsat.evidence.log.publish import clear_scratch, forget, publish_files
from rugsat.evidence.log.reader import LogReader
from rugsat.evidence.log.right_edge import Filled, RightEdge
from rugsat.evidence.log.source import FolderSource
from rugsat.evidence.log.tile_tree import TileTree
from rugsat.evidence.log.tiles import CHECKPOINT, ENTRIES, LONGEST_ENTRY, WIDTH, Tile, damaged, framed, tile_at

_MOST_WAITING = 1 << 16
"""After so many entries a batch brings a checkpoint along, so that what waits fits into memory."""


def log_beside(lake: Path) -> Path:
    """Where the log of a lake lies unless somebody says otherwise: beside it, not in it."""
    return lake.with_name(f"{lake.name}-log")


@dataclass
class _State:
    """What a writer knows of the log; it is read anew where another program has appended meanwhile."""

    published: Checkpoint
    note: bytes
    edge: RightEdge
    kept: list[bytes]
    """Entries from the beginning of the published partial bundle on, framed as they stand in it."""
    filled: list[Filled] = field(default_factory=list)
    """Tiles that got full since the checkpoint."""
    pending_bytes: int = 0

    @property
    def kept_from(self) -> int:
        return self.published.size // WIDTH * WIDTH

    def take(self, entries: Sequence[bytes], frames: Sequence[bytes]) -> None:
        """Let entries be the next ones."""
        self.filled += self.edge.add([leaf_hash(entry) for entry in entries])
        self.kept += frames


class Log:
    """A log that is written to. One program writes at a time; any number of readers see the last checkpoint."""

    def __init__(self, folder: Path, signer: Signer) -> None:
        self.folder = folder
        self._signer = signer
        self._checkpoint = str(folder / CHECKPOINT)
        self._pending = os.open(folder / PENDING, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o644)
        self._known: _State | None = None
        # A lock of the file holds off other programs, and other openings of this one; threads share an opening.
        self._alone = threading.Lock()

    @classmethod
    def open(cls, folder: Path, signer: Signer) -> Self:
        """Open the log in a folder, making an empty one where there is none; the signer's name is its origin.

        Raises LogError where the folder holds something else or the log of another origin, LogDamagedError where its
        files do not lead to its checkpoint.
        """
        verifier_of(signer)  # refuses a name that no log can have, before anything is written
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()) and not ((folder / PENDING).exists() or (folder / CHECKPOINT).exists()):
            message = f"{folder} holds other files and is no log; name an empty folder or a log"
            raise LogError(message)
        opened = cls(folder, signer)
        try:
            with opened._locked():
                return opened
        except BaseException:
            opened.close()
            raise

    def close(self) -> None:
        """Let go of the files; what was appended stays."""
        os.close(self._pending)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def size(self) -> int:
        """How many entries are appended, under a checkpoint or not."""
        with self._locked() as state:
            return state.edge.size

    def append_at(self, first: int, entries: Sequence[bytes]) -> int:
        """Append entries numbered from `first` on, durable on return; gives the size of the log then.

        Entries that the log has already are skipped, so that a batch may be repeated after a crash. Raises
        DifferentEntryError where the log has another entry of that number, GapError where numbers before `first` are
        empty, LogError where an entry is too long. Nothing of the batch is appended then.
        """
        _refuse_long(first, entries)
        with self._locked() as state:
            fresh = self._fresh(state, first, entries)
            if fresh:
                self._write(state, fresh)
            if state.edge.size - state.published.size >= _MOST_WAITING:
                self._publish(state)
            return state.edge.size

    def checkpoint(self) -> bytes:
        """The signed checkpoint of all that is appended, after its tiles and bundles are durable under their names."""
        with self._locked() as state:
            if state.edge.size > state.published.size or not names_key(state.note, verifier_of(self._signer)):
                self._publish(state)
            return state.note

    def inclusion(self, index: int, size: int) -> InclusionProof:
        """The proof that an entry is in the tree of a size that a checkpoint covers."""
        return self._reader(size).inclusion(index, size)

    def consistency(self, old: int, new: int) -> ConsistencyProof:
        """The proof that the tree of a size begins with that of a smaller one, both covered by the checkpoint."""
        return self._reader(new).consistency(old, new)

    def reader(self) -> LogReader:
        """The log as everybody sees it."""
        return LogReader(self.folder)

    def _reader(self, size: int) -> LogReader:
        reader = self.reader()
        if reader.size < size <= self.size:
            message = f"{size} entries are appended and {reader.size} are under a checkpoint; publish one first"
            raise NotInLogError(message)
        return reader

    @contextmanager
    def _locked(self) -> Iterator[_State]:
        """Hold the log alone, with what is known of it as it is now; after an error it is read anew."""
        with self._alone, held_alone(self._pending):
            state = self._known
            # Another program was here where another checkpoint stands, or more waits: what waits only ever grows.
            if state is None or (state.note, state.pending_bytes) != (self._note(), self._waiting_bytes()):
                state = self._load()
            self._known = None
            yield state
            self._known = state

    def _note(self) -> bytes:
        # Asked for every batch, so without the layers of a file object.
        descriptor = os.open(self._checkpoint, os.O_RDONLY)
        try:
            return os.read(descriptor, LONGEST_NOTE)
        finally:
            os.close(descriptor)

    def _waiting_bytes(self) -> int:
        return os.lseek(self._pending, 0, os.SEEK_END)

    def _load(self) -> _State:
        clear_scratch(self.folder)
        if not (self.folder / CHECKPOINT).exists():
            self._begin()
        sync_folder(self.folder)  # so that the name of what waits outlives a crash, too
        note = self._note()
        published = self._own(note)
        tree = TileTree(FolderSource(self.folder), published.size)
        edge = RightEdge.of(tree)
        rest, last = published.size % WIDTH, published.size // WIDTH
        kept = tree.held(ENTRIES, last) if rest else []
        # The last bundle is written again as it grows, so it must be right; what lies before it is not touched.
        if edge.root() != published.root or (rest and [leaf_hash(each) for each in kept] != tree.held(0, last)):
            message = f"{self.folder}: its files do not lead to its checkpoint; put them back from one copy of the log"
            raise LogDamagedError(message)
        state = _State(published, note, edge, [framed(entry) for entry in kept])
        self._take_pending(state)
        return state

    def _begin(self) -> None:
        """Sign the empty log, unless there are entries already: their checkpoint is missing, and is not made anew."""
        if (self.folder / "tile").exists():
            message = (
                f"{self.folder} has entries and no checkpoint; put the file 'checkpoint' back from a copy of the log"
            )
            raise LogDamagedError(message)
        empty = Checkpoint(self._signer.name, 0, RightEdge().root()).signed_by(self._signer)
        write_durably(self.folder / CHECKPOINT, empty)
        sync_folder(self.folder.parent)

    def _own(self, note: bytes) -> Checkpoint:
        """The checkpoint of this log; after a change of keys it is signed by the key before, not known here."""
        origin = claimed_checkpoint(note).origin
        if origin != self._signer.name:
            message = f"{self.folder} is the log of '{origin}', not of '{self._signer.name}'; name another folder"
            raise LogError(message)
        key = verifier_of(self._signer)
        return open_checkpoint(note, [key])[0] if names_key(note, key) else claimed_checkpoint(note)

    def _take_pending(self, state: _State) -> None:
        batches, end = read_pending((self.folder / PENDING).read_bytes())
        for first, entries in batches:
            if first > state.edge.size:
                raise damaged(str(self.folder / PENDING), f"it goes on at entry {first} where {state.edge.size} is due")
            fresh = entries[state.edge.size - first :]
            state.take(fresh, [framed(entry) for entry in fresh])
        os.ftruncate(self._pending, end)
        state.pending_bytes = end

    def _fresh(self, state: _State, first: int, entries: Sequence[bytes]) -> Sequence[bytes]:
        """Those entries that the log does not have yet."""
        size = state.edge.size
        if not 0 <= first <= size:
            message = f"the next entry of the log is {size}, not {first}; append the entries between them first"
            raise GapError(message)
        if first == size:
            return entries
        tree = TileTree(FolderSource(self.folder), state.published.size)
        for index, entry in enumerate(entries[: size - first], first):
            at = index - state.kept_from
            known = state.kept[at] == framed(entry) if at >= 0 else tree.entry(index) == entry
            if not known:
                message = (
                    f"entry {index} of the log is another one and cannot be changed; compare who numbers the entries "
                    "with the log before anything more is appended"
                )
                raise DifferentEntryError(message)
        return entries[size - first :]

    def _write(self, state: _State, entries: Sequence[bytes]) -> None:
        """Make entries durable as the next ones, and only then let the tree take them."""
        before, frames = state.pending_bytes, [framed(entry) for entry in entries]
        try:
            state.pending_bytes += write_batch(self._pending, state.edge.size, frames)
            os.fsync(self._pending)
        except BaseException:
            # As after a crash, only at once: a batch that was not acknowledged is not left behind.
            os.ftruncate(self._pending, before)
            raise
        state.take(entries, frames)

    def _publish(self, state: _State) -> None:
        checkpoint = Checkpoint(self._signer.name, state.edge.size, state.edge.root())
        partial = [each for each in state.edge.partial() if _has_grown(each[0], state.published.size)]
        held = [*state.filled, *partial, *self._bundles(state)]
        publish_files(self.folder, {tile.name: b"".join(content) for tile, content in held})
        note = checkpoint.signed_by(self._signer)
        write_durably(self.folder / CHECKPOINT, note)
        # From here on the checkpoint stands. What waited is in the tiles, and is skipped where a crash leaves it here.
        os.ftruncate(self._pending, 0)
        kept_from = state.kept_from
        full = [tile for tile, _ in held if tile.width == WIDTH]
        state.published, state.note, state.filled, state.pending_bytes = checkpoint, note, [], 0
        state.kept = state.kept[state.kept_from - kept_from :]
        forget(self.folder, (f"{tile.name}.p" for tile in full))

    @staticmethod
    def _bundles(state: _State) -> Iterator[Filled]:
        for at in range(0, len(state.kept), WIDTH):
            tile = tile_at(ENTRIES, (state.kept_from + at) // WIDTH, state.edge.size)
            if _has_grown(tile, state.published.size):
                yield tile, state.kept[at : at + WIDTH]


def _has_grown(tile: Tile, published: int) -> bool:
    """Whether a tile holds more than it did in the log of the published size."""
    count = published if tile.level == ENTRIES else published >> (8 * tile.level)
    return tile.start + tile.width > count


def _refuse_long(first: int, entries: Sequence[bytes]) -> None:
    if max(map(len, entries), default=0) <= LONGEST_ENTRY:
        return
    for index, entry in enumerate(entries, first):
        if len(entry) > LONGEST_ENTRY:
            message = f"entry {index} has {len(entry)} bytes; a log takes {LONGEST_ENTRY} at most: append its digest"
            raise LogError(message)
