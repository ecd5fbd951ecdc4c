"""What a filing is: who files which return for which period, as an original, a correction, a cancellation or nil."""

import re
from dataclasses import dataclass
from enum import StrEnum

from rugsat.kernel.errors import RugsatError
from rugsat.kernel.period import ReportingPeriod
from rugsat.kernel.printable import printable

_EXTENSION = re.compile(r"\.(csv|tsv|ndjson|jsonl|parquet|xlsx|xml)(\.gz|\.zst)?$", re.IGNORECASE)
_SENDER = re.compile(r"[A-Za-z0-9][-_A-Za-z0-9]{0,79}")
_PART = re.compile(r"[-_A-Za-z0-9]{1,20}")
_FORM = "<sender>.<return>.<period>[.<kind>][.<part>].<extension>"
_EXAMPLE = "mary-energo.meter_readings.2026-01.correction.csv"


class FilingNameError(RugsatError):
    """A name that does not say who files what; says how a file is named."""


class FilingKind(StrEnum):
    """What a filing does to what was filed before."""

    ORIGINAL = "original"
    CORRECTION = "correction"
    CANCELLATION = "cancellation"
    NIL = "nil"

    @property
    def has_rows(self) -> bool:
        """Whether such a filing brings rows; a nil return and a cancellation are empty files."""
        return self in {FilingKind.ORIGINAL, FilingKind.CORRECTION}


@dataclass(frozen=True, slots=True, kw_only=True)
class Filing:
    """Sender, return, period, kind and part of one filed file."""

    sender: str
    return_name: str
    period: ReportingPeriod
    kind: FilingKind = FilingKind.ORIGINAL
    part: str = ""

    def __post_init__(self) -> None:
        if not _SENDER.fullmatch(self.sender):
            message = f"'{self.sender}' is no sender: write its name with letters, digits, hyphens and underscores"
            raise FilingNameError(message)
        if self.part and not _PART.fullmatch(self.part):
            message = f"'{self.part}' is no part: write up to 20 letters, digits, hyphens and underscores"
            raise FilingNameError(message)
        if self.part.lower() in set(FilingKind):
            # Taken for a part, a CORRECTION would be added to what it was to correct.
            message = f"'{self.part}' is no part: write the kind in small letters, as in {self.part.lower()}"
            raise FilingNameError(message)

    @classmethod
    def of_file(cls, name: str) -> "Filing":
        """Read a file name; FilingNameError says how a file is named."""
        stem, count = _EXTENSION.subn("", name)
        words = stem.split(".")
        if not count or not 3 <= len(words) <= 5 or not name.isprintable():
            message = f"'{printable(name)}' does not say who files what: name the file {_FORM}, as in {_EXAMPLE}"
            raise FilingNameError(message)
        sender, return_name, period, *rest = words
        kind = FilingKind(rest.pop(0)) if rest and rest[0] in set(FilingKind) else FilingKind.ORIGINAL
        if len(rest) > 1:
            message = f"'{name}' has '{rest[0]}' where the kind stands: write one of {', '.join(FilingKind)}"
            raise FilingNameError(message)
        try:
            read = ReportingPeriod.parse(period)
        except ValueError as error:
            message = f"'{name}': {error}"
            raise FilingNameError(message) from None
        return cls(sender=sender, return_name=return_name, period=read, kind=kind, part="".join(rest))
