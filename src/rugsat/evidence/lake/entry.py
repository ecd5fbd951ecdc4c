"""A file of the lake, and a commit that adds and removes such files."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from rugsat.kernel.digest import canonical_json, digest_of


@dataclass(frozen=True, slots=True)
class Part:
    """What one filing contributed to a file."""

    sender: str
    filing: str
    rows: int


@dataclass(frozen=True, slots=True)
class FileEntry:
    """A Parquet file of one dataset and one legal day, named by its content; `legal_day` None has no day."""

    path: str
    """Relative to the lake."""
    dataset: str
    legal_day: date | None
    rows: int
    size: int
    digest: str
    parts: tuple[Part, ...]

    def to_json(self) -> dict[str, Any]:
        """The entry as it stands in a commit."""
        return {
            "path": self.path,
            "dataset": self.dataset,
            "legal_day": self.legal_day.isoformat() if self.legal_day else None,
            "rows": self.rows,
            "size": self.size,
            "digest": self.digest,
            "parts": [[part.sender, part.filing, part.rows] for part in self.parts],
        }

    @classmethod
    def from_json(cls, content: Mapping[str, Any]) -> "FileEntry":
        """Read an entry from a commit."""
        return cls(
            path=content["path"],
            dataset=content["dataset"],
            legal_day=date.fromisoformat(content["legal_day"]) if content["legal_day"] else None,
            rows=content["rows"],
            size=content["size"],
            digest=content["digest"],
            parts=tuple(Part(*part) for part in content["parts"]),
        )


@dataclass(frozen=True, slots=True)
class Commit:
    """One change of the lake: complete or not there at all."""

    number: int
    parent: str
    """Digest of the commit before; empty for the first. A commit therefore stands for all before it."""
    recorded_at: datetime
    act: str
    """What was done: filing, register, or compaction."""
    adds: Sequence[FileEntry] = ()
    removes: Sequence[str] = ()
    note: Mapping[str, Any] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """The commit as it is written."""
        return {
            "number": self.number,
            "parent": self.parent,
            "recorded_at": self.recorded_at.isoformat(),
            "act": self.act,
            "adds": [entry.to_json() for entry in self.adds],
            "removes": list(self.removes),
            "note": dict(self.note),
        }

    def to_bytes(self) -> bytes:
        """The canonical text that is written and that the digest is of."""
        return canonical_json(self.to_json())

    @property
    def digest(self) -> str:
        """Content address of the commit."""
        return digest_of(self.to_json())

    @classmethod
    def from_json(cls, content: Mapping[str, Any]) -> "Commit":
        """Read a commit."""
        return cls(
            number=content["number"],
            parent=content["parent"],
            recorded_at=datetime.fromisoformat(content["recorded_at"]),
            act=content["act"],
            adds=tuple(FileEntry.from_json(entry) for entry in content["adds"]),
            removes=tuple(content["removes"]),
            note=content["note"],
        )
