"""The registers that ESMA publishes as CSV: rows by their columns, and days as they are written there."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime

from rugsat.kernel.errors import RugsatError

LOST = "\ufffd"
"""What stands where a letter was lost before the file was published."""
LONGEST_NAME = 400
"""Characters of a name: a longer one is none, but a cell that swallowed others."""


class NotARegisterError(RugsatError):
    """A file that is not the register that it should be."""


def rows_in(content: bytes, columns: Sequence[str], *, file: str, what: str) -> Iterator[Mapping[str, str]]:
    """The rows of a register by its columns; NotARegisterError where the file is no such register at all."""
    try:
        text = content.decode("utf-8-sig")
        # Only line ends end a line: other separators stand within cells, and csv keeps those of quoted ones.
        rows = [row for row in csv.reader(io.StringIO(text, newline=""), strict=True) if row]
    except (UnicodeDecodeError, csv.Error) as error:
        message = f"{file} is no CSV in UTF-8 ({error}): fetch it anew"
        raise NotARegisterError(message) from error
    if not rows or rows[0] != list(columns):
        wanted = ", ".join(columns)
        message = f"{file} does not have the columns of {what}: it must begin with {wanted}"
        raise NotARegisterError(message)
    for number, row in enumerate(rows[1:], 1):
        if len(row) != len(columns):
            message = f"{file}, row {number}: {len(row)} fields where the header has {len(columns)}: mend the row"
            raise NotARegisterError(message)
        yield dict(zip(columns, row, strict=True))


def name_in(text: str) -> str:
    """A name in one line, without marks that are not seen or that let it be read in another order."""
    return " ".join("".join(letter for letter in text if letter.isprintable() or letter.isspace()).split())


def day_in(text: str) -> date | None:
    """A day as ESMA writes it, 31/01/2026; None where it is none."""
    try:
        return datetime.strptime(text.strip(), "%d/%m/%Y").date()  # noqa: DTZ007 - a day has no zone
    except ValueError:
        return None
