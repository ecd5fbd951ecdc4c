"""CSV: what Python's csv module reads of good rows, and every broken row by its number."""

import csv as python_csv
import gzip
import io
from pathlib import Path

import polars as pl
import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from rugsat.operations.intake.parse import csv
from rugsat.operations.intake.parse.batch import ROW, FileRefusedError, Header
from rugsat.operations.intake.parse.limits import Limits

HEADER = Header(("a", "b", "c"), frozenset({"a", "b"}))
TINY = Limits(batch_bytes=64, row_bytes=400, field_characters=50)
GOOD = b"1,2,3"

FIELD = st.text(st.characters(codec="utf-8", exclude_characters="\r\0", exclude_categories=("Cs",)), max_size=12)
ROWS = st.lists(st.tuples(FIELD, FIELD, FIELD), max_size=30)


def read(
    content: bytes, folder: Path, *, limits: Limits = TINY
) -> tuple[list[tuple[object, ...]], list[tuple[int, str]]]:
    path = folder / "x.csv"
    path.write_bytes(content)
    batches = list(csv.read(path, header=HEADER, limits=limits))
    rows = [row for batch in batches for row in batch.rows.select(ROW, *HEADER.known).rows()]
    faults = [fault for batch in batches for fault in batch.faults.select(ROW, "rule").rows()]
    return rows, faults


@settings(max_examples=200, deadline=None)
@given(ROWS, st.sampled_from(",;\t"), st.sampled_from(["\n", "\r\n"]), st.booleans(), st.booleans())
def test_good_rows_are_read_as_python_reads_them(tmp_path_factory, rows, separator, line_end, quote_all, bom):
    text = io.StringIO()
    quoting = python_csv.QUOTE_ALL if quote_all else python_csv.QUOTE_MINIMAL
    writer = python_csv.writer(text, delimiter=separator, lineterminator=line_end, quoting=quoting)
    writer.writerows([HEADER.known, *rows])
    content = (b"\xef\xbb\xbf" if bom else b"") + text.getvalue().encode()
    expected = [(number, *(value or None for value in row)) for number, row in enumerate(rows, 1)]
    folder = tmp_path_factory.mktemp("csv")
    for limits in (TINY, Limits()):
        assert read(content, folder, limits=limits) == (expected, [])
    assert read(content.removesuffix(line_end.encode()), folder)[1] == []


BROKEN = {
    "short_row": [b"1,2", b"1", b""],
    "long_row": [b"1,2,3,4", b"1,2,3,", b",,,"],
    "nul": [b"1,\0,3"],
    "utf8": [b"1,\xff,3", b"1,\xc3,3"],
    "quote": [b'"1,2,3', b'1,"2"x,3', b'1,x"2",3', b'1,2"2,3'],
    "carriage_return": [b"1,2\r3,4", b"\r1,2,3"],
    "length": [b"1," + b"x" * 51 + b",3"],
}


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_every_broken_row_is_named_and_no_other(tmp_path_factory, data):
    lines, expected, good = [], [], []
    for number in range(1, data.draw(st.integers(1, 40)) + 1):
        if data.draw(st.integers(0, 4)):
            lines.append(data.draw(st.sampled_from([GOOD, b'"1","2",3', b'1,"2","3"'])))
            good.append((number, "1", "2", "3"))
        else:
            rule = data.draw(st.sampled_from(sorted(BROKEN)))
            line = data.draw(st.sampled_from(BROKEN[rule]))
            lines.append(line)
            expected.append((number, rule))
    content = b"\n".join([b"a,b,c", *lines]) + b"\n"
    rows, faults = read(content, tmp_path_factory.mktemp("csv"))
    assert rows == good
    assert faults == expected


def test_a_quote_that_is_never_closed_breaks_its_own_row_only(tmp_path):
    content = b'a,b,c\n1,2,3\n"1,2,3\n' + b"4,5,6\n" * 200
    rows, faults = read(content, tmp_path, limits=Limits())
    assert faults == [(2, "quote")]
    assert len(rows) == 201


@pytest.mark.parametrize("line", [b'1,2,"', b'1,",3', b'"', b'""",2,3'])
def test_a_quote_that_opens_anywhere_and_is_never_closed_is_named(tmp_path, line):
    rows, faults = read(b"a,b,c\n1,2,3\n" + line + b"\n4,5,6\n", tmp_path)
    assert faults == [(2, "quote")]
    assert [row[0] for row in rows] == [1, 3]


def test_a_row_beyond_the_limit_is_named_and_skipped(tmp_path):
    rows, faults = read(b"a,b,c\n" + b"x" * 5000 + b"\n4,5,6\n", tmp_path)
    assert faults == [(1, "length")]
    assert rows == [(2, "4", "5", "6")]


def test_a_field_may_hold_line_feeds_in_quotes(tmp_path):
    rows, faults = read(b'a,b,c\n1,"x\ny\n",3\n4,5,6', tmp_path)
    assert rows == [(1, "1", "x\ny\n", "3"), (2, "4", "5", "6")]
    assert faults == []


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "no header"),
        (b"\n1,2,3\n", "no header"),
        (b"a,b,d\n", "unknown columns: 'd'"),
        (b"a,c\n", "missing columns: 'b'"),
        (b"a,b,a\n", "repeated columns: 'a'"),
        (b"a,\xff\n", "not UTF-8"),
        (b"a, b\n", "unknown columns: ' b' .names are written in small letters and without blanks"),
        (b"A,B\n", "'A', 'B' .names are written in small letters"),
        (b"a,b,\n1,2,\n", "'' .a column without a name: a separator too many"),
        (b"a|b|c\n", "parted by a comma, a semicolon or a tab"),
        (b"sep=;\na;b\n", "remove it, so that the header is the first line"),
        (b"a,b\r1,2\r", "its lines end in CR alone"),
        ("a,b\n1,2\n".encode("utf-16-le"), "its text is UTF-16; save it as UTF-8"),
    ],
)
def test_a_wrong_header_refuses_the_file(tmp_path, content, says):
    with pytest.raises(FileRefusedError, match=says):
        read(content, tmp_path)


@pytest.mark.parametrize("pack", [gzip.compress, zstandard.compress])
def test_a_packed_file_is_read_as_a_plain_one(tmp_path, pack):
    content = b"a;b;c\n" + b"1;2;3\n" * 500
    assert read(pack(content), tmp_path) == read(content, tmp_path)


@pytest.mark.parametrize("pack", [gzip.compress, zstandard.compress])
def test_half_a_packed_file_is_refused(tmp_path, pack):
    packed = pack(bytes(range(256)).hex().encode() * 40)
    with pytest.raises(FileRefusedError) as refused:
        read(packed[: len(packed) // 2], tmp_path)
    assert refused.value.status == "CRPT" or "header" in str(refused.value)


def test_a_file_without_rows_gives_one_empty_batch(tmp_path):
    path = tmp_path / "x.csv"
    path.write_bytes(b"c,b,a")
    (batch,) = csv.read(path, header=HEADER, limits=TINY)
    assert batch.rows.columns == ["c", "b", "a", ROW]
    assert batch.rows.height == batch.faults.height == 0


@settings(max_examples=50, deadline=None)
@given(st.integers(1, 80), st.sets(st.integers(1, 80)), st.booleans(), st.sampled_from([b"\n", b"\r\n"]))
def test_rows_are_seen_again_by_their_places(tmp_path_factory, count, wanted, ends, line_end):
    path = tmp_path_factory.mktemp("csv") / "x.csv"
    content = line_end.join([b"a,b,c", *(b"%d,2,%d" % (row, row * row) for row in range(1, count + 1))])
    path.write_bytes(content + (line_end if ends else b""))
    numbers = pl.Series(sorted(row for row in wanted if row <= count), dtype=pl.Int64).to_numpy()
    again = [piece.again for piece in csv.pieces(path, header=HEADER, limits=TINY)]
    found = pl.concat([piece.only(numbers) for piece in again if piece])
    assert found[ROW].to_list() == numbers.tolist()
    assert found["a"].to_list() == [str(row) for row in numbers]
    assert found["c"].to_list() == [str(row * row) for row in numbers]
