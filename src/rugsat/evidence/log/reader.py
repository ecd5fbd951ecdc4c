"""Reading a log from its files: entries, roots and proofs, without the program that writes it."""

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

from rugsat.evidence.log.checkpoint import Checkpoint, claimed_checkpoint, open_checkpoint
from rugsat.evidence.log.errors import LogError
from rugsat.evidence.log.note import Verifier
from rugsat.evidence.log.proof import ConsistencyProof, EntryProof, InclusionProof
from rugsat.evidence.log.source import source_of
from rugsat.evidence.log.tile_tree import TileTree
from rugsat.evidence.log.tiles import CHECKPOINT
from rugsat.evidence.log.verify import Seen, Verified, refuse_unless_it_follows, verify_log


class LogReader:
    """A log as its checkpoint tells it, from a folder or an http(s) address; what is read is believed once verified.

    The checkpoint is read once, so that one reader sees one state of a log that grows meanwhile.
    """

    def __init__(self, place: str | Path) -> None:
        self._source = source_of(place)

    @cached_property
    def checkpoint(self) -> bytes:
        """The checkpoint as it is handed out, a signed note; LogError where there is none."""
        note = self._source.read(CHECKPOINT)
        if note is None:
            message = "there is no log here: it has no file 'checkpoint'; give the folder or address of a log"
            raise LogError(message)
        return note

    @property
    def claimed(self) -> Checkpoint:
        """What the checkpoint says, whoever has signed it."""
        return claimed_checkpoint(self.checkpoint)

    @property
    def size(self) -> int:
        """How many entries the checkpoint says there are."""
        return self._tree.size

    def believed(self, *keys: Verifier) -> Checkpoint:
        """What the checkpoint says, signed by a known key; SignatureError where it is not."""
        return open_checkpoint(self.checkpoint, keys)[0]

    def entry(self, index: int) -> bytes:
        """The entry of a number; NotInLogError where the log has fewer."""
        return self._tree.entry(index)

    def entries(self, start: int = 0, end: int | None = None) -> Iterator[bytes]:
        """The entries of a range of numbers, in order; all where none is given."""
        return (self.entry(index) for index in range(start, self.size if end is None else end))

    def root(self, size: int) -> bytes:
        """The root that the tiles give for the first `size` entries."""
        return self._tree.root(size)

    def inclusion(self, index: int, size: int) -> InclusionProof:
        """The proof that the entry of a number is in the tree of a size."""
        return self._tree.inclusion(index, size)

    def consistency(self, old: int, new: int) -> ConsistencyProof:
        """The proof that the tree of a size begins with that of a smaller one."""
        return self._tree.consistency(old, new)

    def entry_proof(self, index: int) -> EntryProof:
        """An entry with its proof and the checkpoint: all that whoever verifies it needs, save the key."""
        return EntryProof(self.entry(index), self.inclusion(index, self.size), self.checkpoint)

    def verify_inclusion(self, index: int, entry: bytes, *keys: Verifier) -> Checkpoint:
        """The signed checkpoint in which an entry has a number; an error says what does not hold."""
        return EntryProof(entry, self.inclusion(index, self.size), self.checkpoint).verify(keys)

    def verify_consistency(self, since: bytes, *keys: Verifier) -> Checkpoint:
        """The signed checkpoint, proven to follow from an earlier one.

        Raises RolledBackError or ForkedError where it does not, SignatureError where one of both is not signed.
        """
        checkpoint = self.believed(*keys)
        refuse_unless_it_follows(self._tree, checkpoint, since, keys)
        return checkpoint

    def verify_all(self, *keys: Verifier, since: bytes = b"", seen: Seen | None = None) -> Verified:
        """Every file against every hash, the root against the signed checkpoint, and that against an earlier one.

        `seen` is told every entry, so that whoever wants to know what they are need not read them twice.

        Raises LogDamagedError, SignatureError, RolledBackError or ForkedError, which names what does not hold.
        """
        return verify_log(self._source, self.checkpoint, keys, since=since, seen=seen)

    @cached_property
    def _tree(self) -> TileTree:
        return TileTree(self._source, self.claimed.size)
