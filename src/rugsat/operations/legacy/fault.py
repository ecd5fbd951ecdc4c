"""A fault in a register that is read: where it is, what stands there, and what becomes of the row."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LegacyFault:
    """One fault."""

    file: str
    row: int
    """Number of the row, the first one after the header being 1."""
    field: str
    value: str
    what: str
    refused: bool
    """Whether the row is left out for it; else it is taken, and somebody should look at it."""
