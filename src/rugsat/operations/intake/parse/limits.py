"""How large a filed file may be: what lies beyond is refused before it fills the memory."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one filed file; a field beyond its bound is a fault of its row, everything else refuses the file."""

    columns: int = 256
    """Columns of the header."""
    field_characters: int = 10_000
    """Characters of one field."""
    row_bytes: int = 1 << 20
    """Bytes of one row, also of a row that an open quote makes endless."""
    rows: int = 200_000_000
    """Data rows of one file."""
    uncompressed_bytes: int = 64 << 30
    """Bytes of one file once it is unpacked."""
    ratio: int = 200
    """Unpacked bytes for each packed byte, looked at once `ratio_from` bytes are unpacked."""
    ratio_from: int = 64 << 20
    batch_bytes: int = 24 << 20
    """Bytes that one batch is made of; memory follows this number, never the size of the file."""
    batch_rows: int = 250_000
    """Rows of one batch where a syntax counts rows rather than bytes."""


DEFAULT_LIMITS = Limits()
"""The limits that hold where a caller names none."""
