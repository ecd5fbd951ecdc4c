"""What the log holds of an act: its kind, its day, and a salted digest that tells nothing of whom it concerns.

All leaves have one form, so that nobody can read from the log who is looked at. The content and its salt stay with the
state; whoever is given both can see that they are what the log committed to, and once the salt is erased nobody can.
"""

import hmac
import json
import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from rugsat.evidence.log.errors import LogError
from rugsat.evidence.log.merkle import leaf_hash, root_of
from rugsat.kernel.digest import canonical_json

SALT_BYTES = 32
NO_SALT = bytes(SALT_BYTES)
"""The salt of what is published anyway, such as a register: whoever has the content can find its leaf."""

_VERSION = 1
_TAG = b"rugsat commitment 1\n"
_ACT = re.compile(r"[a-z][a-z0-9_]{0,63}", re.ASCII)
_DIGEST = re.compile(r"[0-9a-f]{64}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Leaf:
    """One act in the log. No field says whom it concerns, and none may be added that does."""

    act: str
    """Kind of the act, as in authorisation_granted, supervision_run or register_published."""
    day: date
    """Legal day of the act."""
    commitment: str
    """SHA-256 of salt and content, 64 hexadecimal digits."""

    def __post_init__(self) -> None:
        if not _ACT.fullmatch(self.act) or not _DIGEST.fullmatch(self.commitment):
            message = (
                f"'{self.act}' with '{self.commitment}' is no leaf: name the kind in small letters, commit by SHA-256"
            )
            raise LogError(message)

    def to_bytes(self) -> bytes:
        """The entry of the log: canonical JSON."""
        fields = {"act": self.act, "commitment": self.commitment, "day": self.day.isoformat(), "v": _VERSION}
        return canonical_json(fields)

    @classmethod
    def from_bytes(cls, entry: bytes) -> "Leaf":
        """Read an entry; LogError where it is not a leaf in its one form."""
        try:
            fields = json.loads(entry)
            leaf = cls(fields["act"], date.fromisoformat(fields["day"]), fields["commitment"])
        except (ValueError, KeyError, TypeError, RecursionError):
            leaf = None
        if leaf is None or leaf.to_bytes() != entry:
            message = (
                "the entry is no commitment in the form of this log; it must have act, commitment, day and v alone"
            )
            raise LogError(message)
        return leaf

    def opens_to(self, content: Mapping[str, Any] | Sequence[Any], salt: bytes) -> bool:
        """Whether this leaf was made of that content with that salt."""
        return hmac.compare_digest(self.commitment, commitment_of(content, salt))


def commit(act: str, day: date, content: Mapping[str, Any] | Sequence[Any], *, salt: bytes) -> Leaf:
    """The leaf of an act. The salt must be kept, apart from the log, for as long as the act is to be proven."""
    return Leaf(act, day, commitment_of(content, salt))


def commitment_of(content: Mapping[str, Any] | Sequence[Any], salt: bytes) -> str:
    """SHA-256 of a fixed tag, the salt and the canonical JSON of the content, 64 hexadecimal digits."""
    if len(salt) != SALT_BYTES:
        message = f"a salt has {SALT_BYTES} bytes, not {len(salt)}; make one with new_salt"
        raise LogError(message)
    return sha256(_TAG + salt + canonical_json(content)).hexdigest()


def new_salt() -> bytes:
    """A salt that nobody can guess."""
    return secrets.token_bytes(SALT_BYTES)


def batch_root(contents: Sequence[Mapping[str, Any] | Sequence[Any]]) -> str:
    """The Merkle root of many contents, so that one leaf stands for all: a run of the cycle with all its findings.

    Order counts. That one content is in the batch is proven as in the log: by its number and the hashes beside it.
    """
    return root_of([leaf_hash(canonical_json(content)) for content in contents]).hex()
