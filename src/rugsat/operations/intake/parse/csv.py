"""CSV in, batches out: fast where a block is clean, exact where it is not, every broken row named.

Polars pads short rows without a word and gives up a whole file for one long row; so each block is proven clean by
counts first, and a block that is not clean is split record by record.
"""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl

from rugsat.operations.intake.parse.batch import ROW, Batch, FileRefusedError, Header, no_faults, structural_faults
from rugsat.operations.intake.parse.csv_blocks import Blocks, open_blocks
from rugsat.operations.intake.parse.csv_recall import Recall
from rugsat.operations.intake.parse.csv_records import Form, Numbers, Records, count_byte, split_records
from rugsat.operations.intake.parse.limits import Limits

_BOM = b"\xef\xbb\xbf"
_SEPARATORS = ",;\t"
# What programs write into a first line, and what their user should do instead.
_NO_HEADER = (
    ("\0", "its text is UTF-16; save it as UTF-8"),
    ("\r", "its lines end in CR alone; save it with lines that end in LF or CR LF"),
    ("sep=", "its first line names the separator for a spreadsheet; remove it, so that the header is the first line"),
)

Cut = tuple[bytes, Numbers, Records | None]
"""Bytes of whole records, how many records ended up to each window, and where they lie if that had to be found."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Some whole records of a file, not parsed yet: pieces can be parsed at the same time."""

    data: bytes
    names: tuple[str, ...]
    form: Form
    first: int
    """Number of its first row."""
    count: int
    records: Records | None
    """Where the cut already had to look at every record."""
    bytes_read: int
    recall: Recall | None = None

    def __call__(self) -> Batch:
        """Parse the piece."""
        frame = None if self.records else self._clean()
        if frame is not None:
            rows = pl.int_range(self.first, self.first + self.count, eager=True).alias(ROW)
            return Batch(frame.with_columns(rows), no_faults(), self.bytes_read)
        return self._exact()

    @property
    def again(self) -> "PieceAgain | None":
        """What is needed to see some rows again without the data; None where the whole file must be read again."""
        if self.recall is None or self.records:
            return None
        return PieceAgain(self.recall, self.names, self.form, self.first, self.count)

    def _clean(self) -> pl.DataFrame | None:
        """All rows at once; None where anything hints at a broken one."""
        data = self.data
        if b"\0" in data:
            return None
        if b"\r" in data:
            data = data.replace(b"\r\n", b"\n")
            if b"\r" in data:
                return None
        if self.form.fields == 1 and b"\n\n" in b"\n" + data:
            return None
        try:
            frame = _polars(data, self.names, self.form, quoted=False)
        except pl.exceptions.PolarsError:
            return None
        # Polars refuses a long row and fills up a short one with nulls, so the last column tells whether there is one.
        if frame[self.names[-1]].null_count() and not self._counts_fit(data):
            return None
        longest = frame.select(pl.all().str.len_bytes().max()).row(0)
        too_long = any(length is not None and length > self.form.field_characters for length in longest)
        return None if too_long or frame.height != self.count else frame

    def _counts_fit(self, data: bytes) -> bool:
        # No row is long; so where separators are as many as they should be, no row can be short either.
        return int(count_byte(data, self.form.separator)[-1]) == self.count * (self.form.fields - 1)

    def _exact(self) -> Batch:
        records = self.records or split_records(self.data.replace(b"\r\n", b"\n"), self.form, last=True)
        data, numbers = records.good()
        frame = _parsed(data, self.names, self.form, len(numbers))
        found = [
            (self.first + number, "", records.text(number), *records.broken[number])
            for number in sorted(records.broken)
        ]
        rows = pl.Series(ROW, numbers + self.first, pl.Int64)
        return Batch(frame.with_columns(rows), structural_faults(found), self.bytes_read)


@dataclass(frozen=True, slots=True)
class PieceAgain:
    """A piece of a plain file after its data were let go."""

    recall: Recall
    names: tuple[str, ...]
    form: Form
    first: int
    count: int

    def only(self, rows: Numbers) -> pl.DataFrame:
        """The rows with these ascending numbers, which were good when they were read first."""
        numbers = rows[np.searchsorted(rows, self.first) : np.searchsorted(rows, self.first + self.count)]
        data = self.recall.lines(numbers - self.first) if len(numbers) else b""
        frame = _polars(data.replace(b"\r\n", b"\n"), self.names, self.form, quoted=False)
        return frame.with_columns(pl.Series(ROW, numbers, pl.Int64))


def read(path: Path, *, header: Header, limits: Limits) -> Iterator[Batch]:
    """Read CSV, plain or packed, parted by comma, semicolon or tab, in UTF-8 with or without a byte order mark."""
    for piece in pieces(path, header=header, limits=limits):
        yield piece()


def pieces(path: Path, *, header: Header, limits: Limits) -> Iterator[Piece]:
    """Cut CSV into pieces that know the numbers of their rows; FileRefusedError where the header is a wrong one."""
    with open_blocks(path, limits=limits) as blocks:
        names, separator = _header(blocks, header, path.name, limits)
        form = Form(ord(separator), len(names), limits.field_characters, limits.row_bytes)
        first = 1
        cuts = _cuts(blocks, form, limits.batch_bytes)
        while cut := _next(cuts, blocks):
            offset, data, ended, records = cut
            count = int(ended[-1])
            recall = Recall(path, offset, len(data), ended) if blocks.is_plain else None
            yield Piece(data, names, form, first, count, records, blocks.bytes_read, recall)
            first += count
            if first - 1 > limits.rows:
                message = f"the file has more than {limits.rows} rows; file it in parts"
                raise FileRefusedError(message, file=path.name)
        if first == 1:
            yield Piece(b"", names, form, 1, 0, None, blocks.bytes_read)


def _next(cuts: Iterator[Cut], blocks: Blocks) -> tuple[int, bytes, Numbers, Records | None] | None:
    """The next cut with the place where it begins, which must be asked for first."""
    offset = blocks.bytes_read
    cut = next(cuts, None)
    return cut and (offset, *cut)


def _cuts(blocks: Blocks, form: Form, size: int) -> Iterator[Cut]:
    """Cut the file where records end."""
    wanted = size
    while True:
        data, last = blocks.take(wanted)
        if not data:
            return
        if last and not data.endswith(b"\n"):
            data += b"\n"
        end = data.rfind(b"\n") + 1
        records = None
        if b'"' in data:
            clean = data[:end].replace(b"\r\n", b"\n")
            records = split_records(clean, form, last=last)
            left = clean[records.ends[-1] + 1 :] if len(records.ends) else clean
            end = _end_in_original(data, end, left)
        if end == 0 and not last and len(data) <= form.row_bytes:
            blocks.give_back(data)
            wanted *= 2
            continue
        if end == 0:
            yield _endless(blocks, data, form)
        else:
            if not last:
                blocks.give_back(data[end:])
            data = data[:end] if end < len(data) else data
            yield data, np.array([len(records.ends)]) if records else count_byte(data, 10), records
        wanted = size


def _end_in_original(data: bytes, end: int, left: bytes) -> int:
    """Where the part that is left over begins in the data with its own line ends."""
    for _ in range(left.count(b"\n")):
        end = data.rfind(b"\n", 0, end - 1) + 1
    return end


def _endless(blocks: Blocks, data: bytes, form: Form) -> tuple[bytes, Numbers, Records]:
    """One row without an end within the limit: name it, and go on behind its end."""
    kept = data[: 1 << 10] + b"\n"
    while (found := data.find(b"\n")) < 0 and data:
        data, _ = blocks.take(form.row_bytes)
    if found >= 0:
        blocks.give_back(data[found + 1 :])
    end = np.array([len(kept) - 1])
    records = Records(kept, np.array([0]), end)
    records.mark([0], "length", f"rows of at most {form.row_bytes} bytes")
    return kept, np.array([1]), records


def _header(blocks: Blocks, header: Header, file: str, limits: Limits) -> tuple[tuple[str, ...], str]:
    data, last = blocks.take(limits.row_bytes)
    line, ended, _ = data.partition(b"\n")
    if not line.removeprefix(_BOM).strip():
        message = "it has no header; write the names of the columns into the first line"
        raise FileRefusedError(message, file=file)
    if not ended and not last:
        message = f"its first line is longer than {limits.row_bytes} bytes; file the return's template"
        raise FileRefusedError(message, file=file)
    blocks.give_back(data[len(line) + 1 :])
    try:
        text = line.removeprefix(_BOM).removesuffix(b"\r").decode()
    except UnicodeDecodeError:
        message = "its header is not UTF-8 text; save it as CSV in UTF-8"
        raise FileRefusedError(message, file=file, status="CRPT") from None
    for sign, reason in _NO_HEADER:
        if sign in text:
            raise FileRefusedError(reason, file=file)
    found = {separator: _names(text, separator) for separator in _SEPARATORS}
    known = set(header.known)
    separator = max(found, key=lambda each: (len(known.intersection(found[each])), len(found[each])))
    header.check(found[separator], file=file, limits=limits)
    return tuple(found[separator]), separator


def _names(text: str, separator: str) -> list[str]:
    try:
        return next(csv.reader([text], delimiter=separator, strict=True))
    except csv.Error:
        return [text]


def _polars(data: bytes, names: tuple[str, ...], form: Form, *, quoted: bool) -> pl.DataFrame:
    schema = dict.fromkeys(names, pl.String)
    if not data:
        return pl.DataFrame(schema=schema)
    return pl.read_csv(
        data,
        has_header=False,
        schema=schema,
        separator=chr(form.separator),
        quote_char='"' if quoted else None,
        infer_schema=False,
    )


def _parsed(data: bytes, names: tuple[str, ...], form: Form, count: int) -> pl.DataFrame:
    """Parse records that are known to be whole; by Python's own reader where Polars counts others than we do."""
    try:
        frame = _polars(data, names, form, quoted=b'"' in data)
    except pl.exceptions.PolarsError:
        frame = pl.DataFrame()
    if frame.height != count:
        reader = csv.reader(io.StringIO(data.decode(), newline=""), delimiter=chr(form.separator), strict=True)
        frame = pl.DataFrame(list(reader), schema=dict.fromkeys(names, pl.String), orient="row")
    assert frame.height == count
    return frame.with_columns(pl.when(pl.all() != "").then(pl.all()).name.keep()) if b'"' in data else frame
