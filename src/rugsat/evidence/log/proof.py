"""Proofs that an entry is in a log and that a log only grew, checked without the log; the text form of C2SP."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rugsat.evidence.log.base64_text import from_base64, to_base64
from rugsat.evidence.log.checkpoint import Checkpoint, open_checkpoint
from rugsat.evidence.log.errors import ForkedError, LogDamagedError, LogError, RolledBackError
from rugsat.evidence.log.merkle import HASH_BYTES, is_consistent, leaf_hash, root_from_inclusion
from rugsat.evidence.log.note import Verifier

_HEAD = "c2sp.org/tlog-proof@v1"
_INDEX = re.compile(r"index (0|[1-9]\d{0,17})", re.ASCII)


@dataclass(frozen=True, slots=True)
class InclusionProof:
    """That a leaf is the one of a number in the tree of a size."""

    index: int
    size: int
    hashes: tuple[bytes, ...]

    def holds(self, entry: bytes, root: bytes) -> bool:
        """Whether the entry has this number in the tree of this root."""
        return root_from_inclusion(leaf_hash(entry), index=self.index, size=self.size, path=self.hashes) == root


@dataclass(frozen=True, slots=True)
class ConsistencyProof:
    """That the tree of one size begins with that of a smaller one."""

    old: int
    new: int
    hashes: tuple[bytes, ...]

    def holds(self, old_root: bytes, new_root: bytes) -> bool:
        """Whether the tree of the new root begins with that of the old one."""
        return is_consistent(old=self.old, new=self.new, old_root=old_root, new_root=new_root, path=self.hashes)


Proof = InclusionProof | ConsistencyProof


@dataclass(frozen=True, slots=True)
class EntryProof:
    """An entry, its inclusion proof and the checkpoint it leads to: all that verifying needs, far from the log."""

    entry: bytes
    inclusion: InclusionProof
    checkpoint: bytes

    def verify(self, keys: Sequence[Verifier]) -> Checkpoint:
        """The checkpoint that the proof leads to, signed by a known key.

        Raises SignatureError where no known key has signed it, LogDamagedError where the entry is not in that log.
        """
        checkpoint, _ = open_checkpoint(self.checkpoint, keys)
        if self.inclusion.size != checkpoint.size or not self.inclusion.holds(self.entry, checkpoint.root):
            message = (
                f"the proof does not lead from the entry to the root of '{checkpoint.origin}' at {checkpoint.size} "
                "entries: entry or proof was changed; ask the log for a new one"
            )
            raise LogDamagedError(message)
        return checkpoint

    def to_text(self) -> str:
        """The proof in the form of C2SP tlog-proof, with the entry as its extra data."""
        lines = [_HEAD, f"extra {to_base64(self.entry)}", f"index {self.inclusion.index}"]
        lines += [to_base64(each) for each in self.inclusion.hashes]
        return "\n".join([*lines, "", self.checkpoint.decode()])

    @classmethod
    def from_text(cls, text: str) -> "EntryProof":
        """Read a proof; LogError where it has another form, or brings no entry."""
        head, separator, checkpoint = text.partition("\n\n")
        lines = head.split("\n")
        index = _INDEX.fullmatch(lines[2]) if len(lines) > 2 else None
        if not separator or lines[0] != _HEAD or not lines[1].startswith("extra ") or index is None:
            message = f"this is no proof of an entry: it must begin with {_HEAD}, extra and index; copy it anew"
            raise LogError(message)
        try:
            entry, *hashes = (from_base64(each) for each in (lines[1].removeprefix("extra "), *lines[3:]))
        except ValueError:
            hashes = [b""]
        if any(len(each) != HASH_BYTES for each in hashes):
            message = "a hash of this proof is cut off or changed; copy the proof anew"
            raise LogError(message)
        claimed = Checkpoint.from_text(f"{checkpoint.rpartition(chr(10) * 2)[0]}\n")
        inclusion = InclusionProof(int(index[1]), claimed.size, tuple(hashes))
        return cls(entry, inclusion, checkpoint.encode())


def refuse_unless_grown(old: Checkpoint, new: Checkpoint, proof: ConsistencyProof | None) -> None:
    """Refuse a checkpoint that does not follow from an earlier one: RolledBackError or ForkedError says which.

    The proof is from the old size to the new one; none is needed where the new log is smaller.
    """
    if new.size < old.size:
        message = (
            f"'{new.origin}' was rolled back: it signed {old.size} entries before and shows {new.size} now; keep both "
            "checkpoints as evidence and ask for the log as it was"
        )
        raise RolledBackError(message)
    if proof is None or (proof.old, proof.new) != (old.size, new.size) or not proof.holds(old.root, new.root):
        message = (
            f"'{new.origin}' was forked: its first {old.size} entries are not those that it signed before; keep both "
            "checkpoints as evidence"
        )
        raise ForkedError(message)
