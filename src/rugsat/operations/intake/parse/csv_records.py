"""Where the records of a CSV block begin and end, and which of them are broken: exact, for blocks that need it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

_LINE_FEED, _QUOTE = 10, 34
_SHOWN = 120
WINDOW = 256 << 10

Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Form:
    """What a record should be: so many fields, parted by one byte, none longer than so many characters."""

    separator: int
    fields: int
    field_characters: int
    row_bytes: int


@dataclass(slots=True)
class Records:
    """Records of a block: the bytes from `starts` up to and without `ends`, and what is wrong with the broken ones."""

    data: bytes
    starts: Numbers
    ends: Numbers
    broken: dict[int, tuple[str, str]] = field(default_factory=dict)
    """Number in the block → rule and what was expected; the first cause that is found is kept."""

    def mark(self, numbers: Iterable[int], rule: str, expected: str) -> None:
        """Note what is wrong with some records."""
        for number in numbers:
            self.broken.setdefault(int(number), (rule, expected))

    def text(self, number: int) -> str:
        """The beginning of a record, as text for a fault."""
        start = self.starts[number]
        return self.data[start : min(self.ends[number], start + 4 * _SHOWN)].decode("utf-8", "replace")[:_SHOWN]

    def good(self) -> tuple[bytes, Numbers]:
        """The bytes of the records that are not broken, and their numbers in the block."""
        broken = np.array(sorted(self.broken), dtype=np.int64)
        if not len(broken):
            return self.data[: self.ends[-1] + 1] if len(self.ends) else b"", np.arange(len(self.starts))
        stretches, start = [], 0
        for number in broken:
            stretches.append(self.data[start : self.starts[number]])
            start = int(self.ends[number]) + 1
        stretches.append(self.data[start : self.ends[-1] + 1])
        return b"".join(stretches), np.delete(np.arange(len(self.starts)), broken)


def count_byte(data: bytes, byte: int) -> Numbers:
    """How often a byte occurred up to the end of each window of the data; windows are small enough for the cache."""
    bytes_ = np.frombuffer(data, np.uint8)
    counts = [int(np.count_nonzero(bytes_[start : start + WINDOW] == byte)) for start in range(0, len(bytes_), WINDOW)]
    return np.cumsum(np.array(counts or [0], np.int64))


def split_records(data: bytes, form: Form, *, last: bool) -> Records:
    """Split a block that ends with a line feed; a record that its last quote leaves open is left to the next block."""
    bytes_ = np.frombuffer(data, np.uint8)
    ends = np.flatnonzero(bytes_ == _LINE_FEED)
    records = Records(data, np.concatenate(([0], ends[:-1] + 1)) if len(ends) else ends, ends)
    quotes = np.flatnonzero(bytes_ == _QUOTE)
    if len(quotes):
        records = _joined(records, quotes, bytes_, form, last=last)
    separators = np.flatnonzero(bytes_ == form.separator)
    if len(quotes):
        separators = _outside(separators, quotes, records)
    _mark_bytes(records, bytes_)
    _mark_fields(records, separators, form)
    return records


def _joined(records: Records, quotes: Numbers, bytes_: NDArray[np.uint8], form: Form, *, last: bool) -> Records:
    """Join lines that quotes hold together; a quote that is out of place breaks its own line and no other."""
    starts, ends = records.starts, records.ends
    line_of = np.searchsorted(ends, quotes)
    per_line = np.bincount(line_of, minlength=len(ends))
    stray = np.zeros(len(ends), bool)
    stray[_lines_with_strays(quotes, line_of, per_line, bytes_, form)] = True
    starting, ending = np.ones(len(ends), bool), np.ones(len(ends), bool)
    well_formed, odd, count = _well_formed(form), np.flatnonzero(per_line & 1), len(ends)
    place = 0
    while place < len(odd):
        line, partner = odd[place], odd[place + 1] if place + 1 < len(odd) else -1
        if partner < 0 and not last and ends[-1] - starts[line] < form.row_bytes:
            count = int(line)
            break
        start, end = starts[line], ends[partner]
        if partner > 0 and end - start <= form.row_bytes and well_formed.fullmatch(records.data, start, end):
            starting[line + 1 : partner + 1] = ending[line:partner] = False
            stray[line : partner + 1] = False
            place += 2
        else:
            stray[line] = True
            place += 1
    numbers = np.cumsum(starting) - 1
    joined = Records(records.data, starts[:count][starting[:count]], ends[:count][ending[:count]])
    joined.mark(numbers[:count][stray[:count]], "quote", "quotes only around a whole field, doubled inside, and closed")
    return joined


def _lines_with_strays(
    quotes: Numbers, line_of: Numbers, per_line: Numbers, bytes_: NDArray[np.uint8], form: Form
) -> Numbers:
    """Lines with an even number of quotes where one stands neither at the edge of a field nor beside another."""
    first_of_line = np.cumsum(per_line) - per_line
    opens = ((np.arange(len(quotes)) - first_of_line[line_of]) & 1) == 0
    before, after = bytes_[np.maximum(quotes - 1, 0)], bytes_[quotes + 1]
    before[quotes == 0] = _LINE_FEED
    edge = np.where(opens, before, after)
    right = (edge == form.separator) | (edge == _LINE_FEED) | (edge == _QUOTE)
    lines = np.unique(line_of[~right])
    even: Numbers = lines[per_line[lines] % 2 == 0]
    return even


def _well_formed(form: Form) -> re.Pattern[bytes]:
    separator = re.escape(bytes([form.separator]))
    one = rb'(?:"(?:[^"]++|"")*+"|[^"\n' + separator + rb"]*+)"
    return re.compile(one + b"(?:" + separator + one + b")*+")


def _outside(separators: Numbers, quotes: Numbers, records: Records) -> Numbers:
    """The separators that stand outside quotes."""
    if not len(records.ends):
        return separators[:0]
    separators = separators[separators < records.ends[-1]]
    record_of = np.searchsorted(records.ends, separators)
    quotes_before_record = np.searchsorted(quotes, records.starts)
    before = np.searchsorted(quotes, separators) - quotes_before_record[record_of]
    outside: Numbers = separators[(before & 1) == 0]
    return outside


def _mark_bytes(records: Records, bytes_: NDArray[np.uint8]) -> None:
    """Note records with bytes that no text has."""
    data, known = records.data, len(records.ends)

    def of(positions: Numbers) -> list[int]:
        return [int(number) for number in np.unique(np.searchsorted(records.ends, positions)) if number < known]

    if b"\0" in data:
        records.mark(of(np.flatnonzero(bytes_ == 0)), "nul", "text without NUL characters")
    if not data.isascii() and not _is_utf8(data):
        beyond = of(np.flatnonzero(bytes_ >= 0x80))
        wrong = [number for number in beyond if not _is_utf8(data[records.starts[number] : records.ends[number]])]
        records.mark(wrong, "utf8", "text in UTF-8")
    if b"\r" in data:
        records.mark(of(np.flatnonzero(bytes_ == 13)), "carriage_return", "lines that end in LF or CR LF, and no CR")


def _mark_fields(records: Records, separators: Numbers, form: Form) -> None:
    """Note records with too few or too many fields, or one that is too long."""
    if not len(records.ends):
        return
    within = separators[separators < records.ends[-1]]
    fields = np.bincount(np.searchsorted(records.ends, within), minlength=len(records.ends)) + 1
    empty = records.starts == records.ends
    for number in np.flatnonzero((fields != form.fields) | empty):
        rule = "short_row" if fields[number] < form.fields or empty[number] else "long_row"
        found = 0 if empty[number] else fields[number]
        expected = f"{form.fields} fields, as in the header, not {found}"
        records.mark([int(number)], rule, "a row: delete the empty line" if empty[number] else expected)
    edges = np.sort(np.concatenate((within, records.ends)))
    lengths = np.diff(edges, prepend=-1)
    for number in np.unique(np.searchsorted(records.ends, edges[lengths > form.field_characters])):
        record = records.data[records.starts[number] : records.ends[number]].decode("utf-8", "replace")
        longest = max((len(text) for text in record.split(chr(form.separator))), default=0)
        if longest > form.field_characters:
            records.mark([number], "length", f"fields of at most {form.field_characters} characters")


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True
