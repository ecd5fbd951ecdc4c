"""A checkpoint: the size and root of a log, signed by it (C2SP tlog-checkpoint)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rugsat.evidence.log.base64_text import from_base64, to_base64
from rugsat.evidence.log.errors import SignatureError
from rugsat.evidence.log.merkle import EMPTY_ROOT, HASH_BYTES
from rugsat.evidence.log.note import Signer, Verifier, open_note, sign_note, text_of

_SIZE = re.compile(r"0|[1-9]\d{0,17}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What a log says of itself at one size."""

    origin: str
    size: int
    root: bytes

    def to_text(self) -> str:
        """The text that is signed."""
        return f"{self.origin}\n{self.size}\n{to_base64(self.root)}\n"

    def signed_by(self, *signers: Signer) -> bytes:
        """The checkpoint as a signed note."""
        return sign_note(self.to_text(), *signers)

    @classmethod
    def from_text(cls, text: str) -> "Checkpoint":
        """Read the text of a checkpoint; SignatureError where it is none. Extension lines are passed over."""
        lines = text.split("\n")[:-1]
        if len(lines) < 3 or not all(lines) or not _SIZE.fullmatch(lines[1]):
            message = "the note is no checkpoint: it must name origin, size and root; fetch it anew from its source"
            raise SignatureError(message)
        try:
            root = from_base64(lines[2])
        except ValueError:
            root = b""
        checkpoint = cls(lines[0], int(lines[1]), root)
        is_empty = checkpoint.size == 0
        if len(root) != HASH_BYTES or not text.startswith(checkpoint.to_text()) or (is_empty and root != EMPTY_ROOT):
            message = "the checkpoint has no root that a log can have; fetch it anew from its source"
            raise SignatureError(message)
        return checkpoint


def open_checkpoint(note: bytes, keys: Sequence[Verifier]) -> tuple[Checkpoint, tuple[Verifier, ...]]:
    """The checkpoint of a signed note and the keys that signed it; SignatureError where it cannot be believed.

    A key stands for a log by its name: one of another name than the origin proves nothing and is passed over.
    """
    claimed = claimed_checkpoint(note)
    own = [key for key in keys if key.name == claimed.origin]
    if keys and not own:
        names = ", ".join(sorted({key.name for key in keys}))
        message = f"the checkpoint is of the log '{claimed.origin}', the key is of '{names}'; give the key of this log"
        raise SignatureError(message)
    text, signed = open_note(note, own)
    return Checkpoint.from_text(text), signed


def claimed_checkpoint(note: bytes) -> Checkpoint:
    """The checkpoint of a note whoever has signed it: not to be believed before it is opened with a key."""
    return Checkpoint.from_text(text_of(note))
