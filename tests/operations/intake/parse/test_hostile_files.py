"""Files made to hurt: each is refused or named row by row, and none fills the memory."""

import gzip
import re
import zipfile
from pathlib import Path

import polars as pl
import pytest
import zstandard

from rugsat.operations.intake.parse import espi
from tests.operations.intake.parse.reading import Measured, measured
from tests.operations.intake.parse.workbook_writer import parts_of, sheet, text, write

MEMORY_MB = 600
_ZEROS = b"0" * (1 << 20)
_GIGABYTES = 4


def harmless(found: Measured, reason: str) -> None:
    assert reason in found.refused
    assert found.peak_mb < MEMORY_MB


def bomb(path: Path, start: bytes, end: bytes = b"") -> Path:
    """A file of some megabytes at most that unpacks to gigabytes, in many members."""
    pack = gzip.compress if path.suffix == ".gz" else zstandard.ZstdCompressor().compress
    path.write_bytes(pack(start) + pack(_ZEROS * 64) * (_GIGABYTES << 4) + pack(end))
    return path


@pytest.mark.parametrize("extension", ["zst", "gz"])
@pytest.mark.parametrize("syntax", ["csv", "ndjson", "espi"])
def test_a_zip_bomb_is_refused(syntax: str, extension: str, tmp_path: Path) -> None:
    start = {"csv": b"a\n", "ndjson": b'{"a": "', "espi": b'<feed xmlns="http://www.w3.org/2005/Atom">'}[syntax]
    names = espi.COLUMNS if syntax == "espi" else ("a",)
    found = measured(syntax, bomb(tmp_path / f"file.{extension}", start), *names)
    # XML is refused even sooner, for the length of its text.
    harmless(found, "longer than" if syntax == "espi" else "zip bomb")


@pytest.mark.parametrize("part", ["xl/worksheets/sheet0.xml", "xl/sharedStrings.xml"])
def test_a_workbook_that_is_a_zip_bomb_is_refused(part: str, tmp_path: Path) -> None:
    path = write(tmp_path / "file.xlsx", parts_of({"s": sheet([[text("a")]])}))
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        others = {name: package.read(name) for name in package.namelist() if name != part}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        for name, content in others.items():
            package.writestr(name, content)
        with package.open(part, "w") as file:
            for _ in range(1 << 10):
                file.write(_ZEROS)
    harmless(measured("xlsx", path, "a"), "zip bomb")


def test_a_parquet_file_that_is_a_bomb_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "file.parquet"
    frame = pl.DataFrame({"x": ["0" * 10_000]}).select(pl.col("x").repeat_by(20_000).explode())
    frame.select("x", pl.int_range(20_000).alias("n")).select(pl.col("x") + pl.col("n").cast(pl.String)).write_parquet(
        path, compression="zstd", compression_level=3, row_group_size=20_000
    )
    harmless(measured("parquet", path, "x"), "zip bomb")


def test_a_billion_laughs_are_refused_unheard(tmp_path: Path) -> None:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha"}">' for n in range(12))
    laughs = f"<!DOCTYPE feed [{entities}]><feed xmlns='http://www.w3.org/2005/Atom'>&l11;</feed>"
    (tmp_path / "file.xml").write_text(laughs)
    harmless(measured("espi", tmp_path / "file.xml", *espi.COLUMNS), "DOCTYPE")
    for part in ("xl/worksheets/sheet0.xml", "xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml"):
        path = write(tmp_path / "file.xlsx", parts_of({"s": sheet([[text("a")]])}) | {part: laughs})
        harmless(measured("xlsx", path, "a"), "DOCTYPE")


def test_nothing_outside_of_the_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret")
    outside = f'<!DOCTYPE feed [<!ENTITY x SYSTEM "file://{tmp_path}/secret">]><feed>&x;</feed>'
    (tmp_path / "file.xml").write_text(outside)
    harmless(measured("espi", tmp_path / "file.xml", *espi.COLUMNS), "DOCTYPE")


@pytest.mark.parametrize("opening", ["<a>", "<!--", '<feed x="', "<![CDATA["])
def test_xml_that_never_closes_is_refused(opening: str, tmp_path: Path) -> None:
    root = '<feed xmlns="http://www.w3.org/2005/Atom">' if not opening.startswith("<feed") else ""
    repeated = opening if opening == "<a>" else "a"
    (tmp_path / "file.xml").write_text(root + opening + repeated * 20_000_000)
    found = measured("espi", tmp_path / "file.xml", *espi.COLUMNS)
    assert "longer than" in found.refused or "nested" in found.refused
    assert found.peak_mb < MEMORY_MB


def test_a_hundred_thousand_columns_are_refused(tmp_path: Path) -> None:
    names = [f"c{n}" for n in range(100_000)]
    (tmp_path / "file.csv").write_text(",".join(names) + "\n")
    # A line of JSON is too long for a row before it has that many keys.
    (tmp_path / "file.ndjson").write_text("{" + ",".join(f'"{name}": 1' for name in names[:50_000]) + "}\n")
    write(tmp_path / "file.xlsx", parts_of({"s": sheet([[text(name) for name in names]])}))
    pl.DataFrame({name: [1] for name in names}).write_parquet(tmp_path / "file.parquet")
    for syntax in ("csv", "ndjson", "xlsx", "parquet"):
        found = measured(syntax, tmp_path / f"file.{syntax}", "c0")
        assert re.search("columns|cells|longer than", found.refused)
        assert found.peak_mb < MEMORY_MB


def test_a_row_of_a_million_cells_does_not_fill_the_memory(tmp_path: Path) -> None:
    content = sheet([[text("a")], ["<c><v>1</v></c>" * 1_000_000]])
    path = write(tmp_path / "file.xlsx", parts_of({"s": content}))
    harmless(measured("xlsx", path, "a"), "more than 256 cells")


def test_a_sheet_of_gaps_names_every_empty_row_within_the_memory(tmp_path: Path) -> None:
    content = sheet([[text("a")]]).replace("</sheetData>", '<row r="1048576"><c><v>1</v></c></row></sheetData>')
    found = measured("xlsx", write(tmp_path / "file.xlsx", parts_of({"s": content})), "a")
    assert (found.rows, found.faults) == (1, 1_048_574)
    assert found.peak_mb < MEMORY_MB


def test_bad_lines_by_the_hundred_thousand_are_named_within_the_memory(tmp_path: Path) -> None:
    (tmp_path / "file.ndjson").write_bytes(b"{}x\n" * 300_000)
    found = measured("ndjson", tmp_path / "file.ndjson", "a")
    assert (found.rows, found.faults) == (0, 300_000)
    assert found.peak_mb < MEMORY_MB


def test_what_a_spreadsheet_takes_for_a_formula_is_text_and_no_more(tmp_path: Path) -> None:
    payload = '=cmd|"/C calc"!A0'
    (tmp_path / "file.csv").write_text(f"a\n{payload.replace(chr(34), '')}\n")
    (tmp_path / "file.ndjson").write_text('{"a": "=1+1"}\n')
    write(tmp_path / "file.xlsx", parts_of({"s": sheet([[text("a")], [text(payload)]])}))
    pl.DataFrame({"a": [payload]}).write_parquet(tmp_path / "file.parquet")
    for syntax in ("csv", "ndjson", "xlsx", "parquet"):
        found = measured(syntax, tmp_path / f"file.{syntax}", "a")
        assert (found.rows, found.faults, found.refused) == (1, 0, "")
