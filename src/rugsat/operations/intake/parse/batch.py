"""What every parser gives: batches of text columns with row numbers, the faults of their structure, or a refusal."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import polars as pl

from rugsat.domain.returns.fault import FAULTS, ROW, faults_of, no_faults
from rugsat.kernel.errors import RugsatError
from rugsat.operations.intake.parse.limits import Limits

__all__ = ["FAULTS", "ROW", "Batch", "FileRefusedError", "Header", "Parser", "no_faults", "structural_faults"]

structural_faults = faults_of


class FileRefusedError(RugsatError):
    """A file whose structure is unknown: nothing in it was judged; says which file, why, and what to do.

    `status` is the file status of ISO 20022 auth.031: RJCT, CRPT (cannot be read), INCF (its name or kind is wrong).
    """

    def __init__(self, message: str, *, file: str, status: str = "RJCT") -> None:
        self.file, self.status = file, status
        super().__init__(f"{file}: {message}")


@dataclass(frozen=True, slots=True)
class Batch:
    """Some rows of a file: `rows` has one text column per column of the header and `row`, in the order of the file.

    A row that is bad in its structure is in `faults` (schema FAULTS, field empty where it is the whole row) and not
    in `rows`; the other rows of the batch are. An empty field is null.
    """

    rows: pl.DataFrame
    faults: pl.DataFrame
    bytes_read: int = 0
    """Bytes of the file as it lies on disk that were read so far, for the progress bar."""


@dataclass(frozen=True, slots=True)
class Header:
    """The columns that a return may have and those it must have."""

    known: tuple[str, ...]
    required: frozenset[str]

    def check(self, names: Sequence[str], *, file: str, limits: Limits) -> None:
        """Refuse a file with too many columns, an unknown, a repeated, or without a required one."""
        if len(names) > limits.columns:
            message = f"the header has {len(names)} columns, more than {limits.columns}; file the return's template"
            raise FileRefusedError(message, file=file)
        repeated = [name for name, count in Counter(names).items() if count > 1]
        unknown = [name for name in names if name not in self.known]
        missing = [name for name in self.known if name in self.required and name not in names]
        for what, found in (("unknown", unknown), ("repeated", repeated), ("missing", missing)):
            if found:
                slip = self._slip(found) if what == "unknown" else ""
                known = ", ".join(self.known)
                message = f"the header has {what} columns: {_shown(found)}{slip}; write each of these once: {known}"
                raise FileRefusedError(message, file=file)

    def _slip(self, unknown: Sequence[str]) -> str:
        """What probably went wrong with the names, where it is a common slip."""
        if len(unknown) == 1 and any(mark in unknown[0] for mark in "|^~"):
            return " (fields are parted by a comma, a semicolon or a tab)"
        if "" in unknown:
            return " (a column without a name: a separator too many, or a column of row numbers)"
        meant = {name.strip().lower() for name in unknown} & set(self.known)
        return " (names are written in small letters and without blanks)" if meant else ""


class Parser(Protocol):
    """What parse/<format>.py offers as `read`: a file in, batches out, FileRefusedError where it cannot be read."""

    def __call__(self, path: Path, *, header: Header, limits: Limits) -> Iterator[Batch]:
        """Read the file batch by batch; the first batch comes even where the file has no rows."""


def _shown(names: Sequence[str]) -> str:
    shown = ", ".join(repr(name[:60]) for name in names[:5])
    return shown if len(names) <= 5 else f"{shown} and {len(names) - 5} more"
