"""The content of a file decides its syntax, and its name must agree."""

import gzip
from pathlib import Path

import polars as pl
import pytest
import zstandard

from rugsat.operations.intake.parse.batch import FileRefusedError
from rugsat.operations.intake.parse.container import Packing
from rugsat.operations.intake.parse.limits import Limits
from rugsat.operations.intake.parse.sniff import Sniffed, Syntax, sniff
from tests.operations.intake.parse.workbook_writer import text, write_rows


def sniffed(path: Path, content: bytes) -> Sniffed:
    path.write_bytes(content)
    return sniff(path, limits=Limits())


@pytest.mark.parametrize(
    ("name", "content", "syntax"),
    [
        ("a.b.2026-01.csv", b"x,y\n1,2\n", Syntax.CSV),
        ("a.CSV", b"\xef\xbb\xbfx;y\n", Syntax.CSV),
        ("a.tsv", b"x\ty\n", Syntax.CSV),
        ("a.ndjson", b'{"x": 1}\n', Syntax.NDJSON),
        ("a.jsonl", b'\xef\xbb\xbf \n{"x": 1}\n', Syntax.NDJSON),
        ("a.ndjson", b'oops\n{"x": 1}\n', Syntax.NDJSON),
        ("a.xml", b'<?xml version="1.0"?><feed/>', Syntax.ESPI),
    ],
)
def test_text_is_known_by_its_first_characters(name: str, content: bytes, syntax: Syntax, tmp_path: Path) -> None:
    assert sniffed(tmp_path / name, content) == Sniffed(syntax, Packing.NONE)
    assert sniffed(tmp_path / f"{name}.gz", gzip.compress(content)) == Sniffed(syntax, Packing.GZIP)
    packed = zstandard.ZstdCompressor().compress(content)
    assert sniffed(tmp_path / f"{name}.zst", packed) == Sniffed(syntax, Packing.ZSTD)


def test_tables_that_pack_themselves_are_known_by_their_magic_bytes(tmp_path: Path) -> None:
    pl.DataFrame({"x": [1]}).write_parquet(tmp_path / "a.parquet")
    assert sniff(tmp_path / "a.parquet", limits=Limits()).syntax is Syntax.PARQUET
    write_rows(tmp_path / "a.xlsx", [[text("x")]])
    assert sniff(tmp_path / "a.xlsx", limits=Limits()).syntax is Syntax.XLSX


def test_an_empty_file_has_the_syntax_of_its_name(tmp_path: Path) -> None:
    assert sniffed(tmp_path / "a.nil.csv", b"") == Sniffed(Syntax.CSV, Packing.NONE)
    assert sniffed(tmp_path / "a.nil.csv.gz", b"") == Sniffed(Syntax.CSV, Packing.GZIP)


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.csv", b'{"x": 1}\n', "says CSV, its content is NDJSON"),
        ("a.csv", b"PAR1....PAR1", "says CSV, its content is PARQUET"),
        ("a.csv", b"\n<HTML><table>", "it is a web page"),
        ("a.xlsx", b"x,y\n1,2\n", "says XLSX, its content is CSV"),
        ("a.csv", gzip.compress(b"x\n", mtime=0), "says plain, its content is gzip"),
        ("a.csv.zst", gzip.compress(b"x\n", mtime=0), "says Zstandard, its content is gzip"),
        ("a.csv.gz", b"x\n", "says gzip, its content is plain"),
        ("a.parquet.gz", gzip.compress(b"PAR1....PAR1", mtime=0), "packed already"),
        ("a.csv.gz", gzip.compress(gzip.compress(b"x\n", mtime=0), mtime=0), "packed twice"),
        ("a.doc", b"x\n", "extension '.doc' is not known"),
        ("a", b"x\n", "extension '' is not known"),
        ("a.xls", b"\xd0\xcf\x11\xe0", "extension '.xls' is not known"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1", "old .* or encrypted workbook"),
        ("a.parquet", b"PARE....PARE", "encrypted Parquet"),
        ("a.ndjson", b'[{"x": 1}]', "one JSON list"),
        ("a.csv", "x,y\n".encode("utf-16"), "UTF-16"),
        ("a.csv", b"%PDF-1.7", "PDF"),
        ("a.csv.gz", b"\x1f\x8b\x08", "half a file"),
    ],
)
def test_a_file_that_is_not_what_its_name_says_is_refused(
    name: str, content: bytes, reason: str, tmp_path: Path
) -> None:
    with pytest.raises(FileRefusedError, match=reason):
        sniffed(tmp_path / name, content)
