"""The receipt of a filing: what came, what was checked, what was wrong, and whether it is taken."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property
from typing import Any

from rugsat.domain.returns.fault import Fault
from rugsat.domain.returns.filing import Filing, FilingKind
from rugsat.kernel.digest import digest_of

SHOWN_FAULTS = 20
"""Faults that a receipt shows itself; all of them are in the fault file."""

DRAFT = "draft: this receipt counts for nothing, and no duty is fulfilled by it"
"""What the receipt of a draft says; every other receipt is silent of it, so that its digest stays what it was."""


class FileStatus(StrEnum):
    """The file statuses of ISO 20022 auth.031 that intake gives."""

    ACCEPTED = "ACPT"
    IN_PART = "PART"
    REJECTED = "RJCT"
    CORRUPTED = "CRPT"
    WRONG_NAME = "INCF"


class RecordStatus(StrEnum):
    """The record statuses of ISO 20022 auth.031 that intake gives."""

    ACCEPTED = "ACPT"
    REJECTED = "RJCT"
    RECEIVED = "RCVD"
    """A good row of a file that was not taken."""


@dataclass(frozen=True, slots=True)
class CheckedRule:
    """A rule that was looked at: its id, what it expects, and how many faults it found."""

    id: str
    expected: str
    faults: int = 0


@dataclass(frozen=True, slots=True)
class UncheckedRule:
    """A rule that was not looked at, and why."""

    id: str
    expected: str
    why: str


@dataclass(frozen=True, slots=True)
class ReceivedFile:
    """The bytes that came."""

    name: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Receiving:
    """What the place that receives a file knows besides the file."""

    received_at: datetime
    rule_pack: str
    """Digest of the rule pack that the file was checked with."""
    demonstrations: tuple[str, ...] = ()
    """Demonstration acts that the rule pack was made with."""
    due: date | None = None
    """Last day on which the return is in time; None is unknown, as it is at home."""
    late: bool | None = None
    draft: bool = False
    """Whether the filing counts for nothing, as it does where one only tries."""


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """One model for every print of a receipt."""

    filing: Filing
    jurisdiction: str
    form_since: date
    file: ReceivedFile
    status: FileStatus
    receiving: Receiving
    rows: int = 0
    rejected_rows: int = 0
    refusal: str = ""
    """Why the whole file was refused; empty where it was judged row by row."""
    checked: tuple[CheckedRule, ...] = ()
    not_checked: tuple[UncheckedRule, ...] = ()
    first_faults: tuple[Fault, ...] = field(default=())

    @property
    def accepted(self) -> bool:
        """Whether anything of the filing is taken."""
        return self.status in {FileStatus.ACCEPTED, FileStatus.IN_PART}

    @property
    def fault_count(self) -> int:
        """Faults in the file, of all rules."""
        return sum(rule.faults for rule in self.checked)

    @property
    def record_statuses(self) -> Mapping[RecordStatus, int]:
        """How many rows have which status; statuses of no row are left out."""
        good = RecordStatus.ACCEPTED if self.accepted else RecordStatus.RECEIVED
        counts = {good: self.rows - self.rejected_rows, RecordStatus.REJECTED: self.rejected_rows}
        return {status: count for status, count in counts.items() if count}

    @cached_property
    def id(self) -> str:
        """Digest of everything that the receipt says."""
        return digest_of(self.content)

    @property
    def content(self) -> dict[str, Any]:
        """Everything that the receipt says, as plain data."""
        receiving, filing = self.receiving, self.filing
        return {
            "sender": filing.sender,
            "return": filing.return_name,
            "jurisdiction": self.jurisdiction,
            "form_since": self.form_since.isoformat(),
            "period": filing.period.code,
            "kind": filing.kind.value,
            "part": filing.part,
            "file": {"name": self.file.name, "sha256": self.file.sha256, "size": self.file.size},
            "status": self.status.value,
            "refusal": self.refusal,
            "rows": self.rows,
            "accepted_rows": self.rows - self.rejected_rows if self.accepted else 0,
            "rejected_rows": self.rejected_rows,
            "faults": self.fault_count,
            "checked": [{"id": rule.id, "expected": rule.expected, "faults": rule.faults} for rule in self.checked],
            "not_checked": [{"id": rule.id, "expected": rule.expected, "why": rule.why} for rule in self.not_checked],
            "first_faults": [list(fault) for fault in self.first_faults],
            "rule_pack": receiving.rule_pack,
            "demonstrations": list(receiving.demonstrations),
            "received_at": receiving.received_at.isoformat(),
            "due": "unknown" if receiving.due is None else receiving.due.isoformat(),
            "late": "unknown" if receiving.late is None else receiving.late,
            **({"draft": DRAFT} if receiving.draft else {}),
        }


def status_of(*, kind: FilingKind, in_part: bool, rows: int, rejected_rows: int) -> FileStatus:
    """The status of a file that was judged row by row."""
    if not kind.has_rows:
        return FileStatus.ACCEPTED
    if rejected_rows == 0 and rows:
        return FileStatus.ACCEPTED
    return FileStatus.IN_PART if in_part and rejected_rows < rows else FileStatus.REJECTED
