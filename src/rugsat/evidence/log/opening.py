"""What an entry of the log stands for: its content and its salt, as the authority gives them to whoever may know."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rugsat.evidence.log.commitment import SALT_BYTES, Leaf
from rugsat.evidence.log.errors import LogError, NotInLogError
from rugsat.kernel.digest import canonical_json

OPENING = ".opening"
"""What the name of an opening ends in, after the whole name of the proof that it stands beside."""
_FORMAT = {"format": "rugsat-opening", "version": 1}


@dataclass(frozen=True, slots=True)
class Opening:
    """The content that an entry commits to, and the salt without which nobody could tell."""

    content: Mapping[str, Any]
    salt: bytes

    def refuse_unless_of(self, entry: bytes) -> Leaf:
        """The act of an entry, where the entry stands for this content; NotInLogError where it stands for another."""
        leaf = Leaf.from_bytes(entry)
        if not leaf.opens_to(self.content, self.salt):
            message = (
                f"the entry is an act {leaf.act} of {leaf.day}, but does not stand for this content: content or salt "
                "was changed, or belongs to another entry"
            )
            raise NotInLogError(message)
        return leaf

    def to_bytes(self) -> bytes:
        """The opening as a file."""
        return canonical_json({**_FORMAT, "content": dict(self.content), "salt": self.salt.hex()})

    @classmethod
    def from_bytes(cls, content: bytes) -> "Opening":
        """Read an opening; LogError where it is none."""
        try:
            said = json.loads(content)
            salt, known = bytes.fromhex(said["salt"]), {name: said[name] for name in _FORMAT} == _FORMAT
            if not known or len(salt) != SALT_BYTES or not isinstance(said["content"], dict) or len(said) != 4:
                raise ValueError
        except (ValueError, KeyError, TypeError, RecursionError):
            message = "this is no opening of an entry: it must have content and salt; ask the authority for it again"
            raise LogError(message) from None
        return cls(said["content"], salt)
