"""Workbooks: values as they were typed; formulas, lost digits and gaps named, dangerous packages refused."""

import zipfile
from pathlib import Path

import pytest

from rugsat.operations.intake.parse import xlsx
from rugsat.operations.intake.parse.batch import FileRefusedError
from rugsat.operations.intake.parse.limits import Limits
from tests.operations.intake.parse.reading import Read, header_of, read_all
from tests.operations.intake.parse.workbook_writer import (
    EMPTY,
    number,
    parts_of,
    shared,
    sheet,
    text,
    write,
    write_rows,
)

HEADER = [text("a"), text("b")]


def read(path: Path, *rows: list[str], **options: object) -> Read:
    write_rows(path / "file.xlsx", [HEADER, *rows], **options)
    return read_all(xlsx.read, path / "file.xlsx", header_of("a", "b"))


def values(path: Path, *cells: str, **options: object) -> list[str | None]:
    found = read(path, *([cell, text("x")] for cell in cells), **options)
    assert found.faults.is_empty(), found.faults.rows()
    return found.rows["a"].to_list()


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("0.1", "0.1"),
        ("1.1000000000000001", "1.1"),
        ("0.30000000000000004", "0.30000000000000004"),
        ("1E-7", "0.0000001"),
        ("1.5e+3", "1500"),
        ("5.0", "5"),
        ("-0.25", "-0.25"),
        ("999999999999999", "999999999999999"),
        ("123456789.123456", "123456789.123456"),
        ("0.123456789012345678901", "0.123456789012345678901"),
    ],
)
def test_a_number_is_the_one_that_was_typed(written: str, plain: str, tmp_path: Path) -> None:
    assert values(tmp_path, number(written)) == [plain]


@pytest.mark.parametrize(
    ("code", "serial", "shown"),
    [
        ("yyyy-mm-dd", "46053", "2026-01-31"),
        ("dd.mm.yyyy;@", "46053", "2026-01-31"),
        ('[$-419]d mmmm yyyy "г.";@', "46053", "2026-01-31"),
        ("dd/mm/yyyy hh:mm", "46053", "2026-01-31T00:00:00"),
        ("dd/mm/yyyy hh:mm", "46053.520833333336", "2026-01-31T12:30:00"),
        ("dd/mm/yyyy", "46053.520833333336", "2026-01-31T12:30:00"),
        ("yyyy-mm-dd hh:mm:ss.000", "46053.000011574", "2026-01-31T00:00:01"),
        ("yyyy-mm-dd hh:mm:ss", "46053.999999999999", "2026-02-01T00:00:00"),
        ("mmm-yy", "46023", "2026-01"),
        ("mmm-yy", "46024", "2026-01-02"),
        ("yyyy-mm-dd", "59", "1900-02-28"),
        ("yyyy-mm-dd", "61", "1900-03-01"),
        ("#,##0.00", "46053", "46053"),
        ('0.00 "days"', "46053", "46053"),
        ("0.00E+00", "46053", "46053"),
        ("[Red]0", "46053", "46053"),
        ("General", "46053", "46053"),
    ],
)
def test_a_day_is_known_by_the_format_of_its_cell(code: str, serial: str, shown: str, tmp_path: Path) -> None:
    assert values(tmp_path, number(serial, style=1), formats=[code]) == [shown]


def test_a_workbook_may_count_its_days_from_1904(tmp_path: Path) -> None:
    assert values(tmp_path, number("44591", style=1), formats=["yyyy-mm-dd"], since_1904=True) == ["2026-01-31"]


def test_texts_truth_values_and_shared_texts_are_read(tmp_path: Path) -> None:
    cells = [
        shared(1),
        text(" 007 "),
        '<c t="b"><v>1</v></c>',
        '<c t="d"><v>2026-01-31</v></c>',
        '<c t="str"><v>=1+1</v></c>',
        '<c t="inlineStr"><is><r><t>tw</t></r><r><t>o_x0041_</t></r><rPh><t>no</t></rPh></is></c>',
    ]
    found = values(tmp_path, *cells, texts=["zero", "one & only"])
    assert found == ["one & only", " 007 ", "true", "2026-01-31", "=1+1", "twoA"]


@pytest.mark.parametrize(
    ("cell", "rule"),
    [
        ("<c><f>1+1</f><v>2</v></c>", "formula"),
        ('<c t="str"><f>A1</f><v>x</v></c>', "formula"),
        ('<c><f t="shared" si="0"/><v>2</v></c>', "formula"),
        (number("1234567890123456"), "digits"),
        (number("1E+20"), "digits"),
        (number("abc"), "number"),
        (number("1e99999999999"), "number"),
        (number("60", style=1), "date"),
        (number("-1", style=1), "date"),
        (number("0.5", style=2), "date"),
        (number("99999999", style=1), "date"),
        ('<c t="e"><v>#N/A</v></c>', "error_value"),
        ('<c t="b"><v>yes</v></c>', "boolean"),
        ('<c t="q"><v>1</v></c>', "cell"),
        (shared(5), "cell"),
        (shared(-1), "cell"),
        (text("_x0000_"), "nul"),
        (text("x" * 10_001), "length"),
    ],
)
def test_a_cell_that_says_nothing_sure_is_a_fault_of_its_row(cell: str, rule: str, tmp_path: Path) -> None:
    good = [number("1"), text("x")]
    found = read(tmp_path, good, [text("y"), cell], good, formats=["yyyy-mm-dd", "hh:mm"])
    assert found.rules == [(2, "b", rule)]
    assert found.rows["row"].to_list() == [1, 3]


def test_empty_rows_between_others_are_faults_and_behind_them_nothing(tmp_path: Path) -> None:
    good = [number("1"), text("x")]
    found = read(tmp_path, good, [], [EMPTY, EMPTY], good, [EMPTY], [])
    assert found.rules == [(2, "", "empty_row"), (3, "", "empty_row")]
    assert found.rows["row"].to_list() == [1, 4]


def test_a_row_is_as_long_as_its_header(tmp_path: Path) -> None:
    found = read(tmp_path, [number("1")], [number("1"), text("x"), EMPTY], [number("1"), text("x"), number("2")])
    assert found.rules == [(3, "", "long_row")]
    assert found.rows.rows() == [("1", None, 1), ("1", "x", 2)]


def test_cells_stand_where_their_reference_says(tmp_path: Path) -> None:
    rows = '<row r="1"><c r="A1" t="str"><v>a</v></c><c r="B1" t="str"><v>b</v></c></row>'
    rows += '<row r="3"><c r="B3"><v>5</v></c></row>'
    content = sheet([]).replace("<sheetData>", f"<sheetData>{rows}")
    write(tmp_path / "file.xlsx", parts_of({"s": content}))
    found = read_all(xlsx.read, tmp_path / "file.xlsx", header_of("a", "b"))
    assert found.rows.rows() == [(None, "5", 2)]
    assert found.rules == [(1, "", "empty_row")]


def test_a_number_that_its_format_pads_with_zeros_is_a_fault(tmp_path: Path) -> None:
    found = read(tmp_path, [number("417", style=1), text("x")], [number("417", style=2), text("x")],
                 formats=["00000000", '"TM-"00000'])  # fmt: skip
    assert found.rules == [(1, "a", "zeros"), (2, "a", "zeros")]


def test_the_sheet_named_as_the_return_is_read_else_the_only_one_with_values(tmp_path: Path) -> None:
    def one(value: str) -> str:
        return sheet([[text("a")], [text(value)]])

    sheets = {"notes": one("hidden"), "first": one("first"), "empty": sheet([[EMPTY]]), "meter_readings": one("named")}
    parts = parts_of(sheets, hidden=frozenset({"notes"}))
    write(tmp_path / "x.meter_readings.2026-01.xlsx", parts)
    found = read_all(xlsx.read, tmp_path / "x.meter_readings.2026-01.xlsx", header_of("a"))
    assert found.rows["a"].to_list() == ["named"]
    write(tmp_path / "x.other.2026-01.xlsx", parts)
    with pytest.raises(FileRefusedError, match="'first' and 'meter_readings' both have values"):
        read_all(xlsx.read, tmp_path / "x.other.2026-01.xlsx", header_of("a"))
    write(tmp_path / "x.other.2026-02.xlsx", parts_of(sheets, hidden=frozenset({"notes", "meter_readings"})))
    assert read_all(xlsx.read, tmp_path / "x.other.2026-02.xlsx", header_of("a")).rows["a"].to_list() == ["first"]


def test_batches_are_small_and_keep_their_rows(tmp_path: Path) -> None:
    write_rows(tmp_path / "file.xlsx", [HEADER, *([number(str(n)), text("x")] for n in range(500))])
    found = read_all(xlsx.read, tmp_path / "file.xlsx", header_of("a", "b"), Limits(batch_rows=7))
    assert found.rows["a"].to_list() == [str(n) for n in range(500)]


def test_a_header_that_is_no_header_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "file.xlsx"
    for rows, reason in (
        ([], "first row of its sheet is empty"),
        ([[], [text("a")]], "first row of its sheet is empty"),
        ([["<c><f>A2</f><v>a</v></c>"]], "is a formula"),
        ([[text("a"), text("z")]], "unknown columns: 'z'"),
        ([[text("a"), text("a")]], "repeated columns: 'a'"),
        ([[text("a"), EMPTY, text("b")]], "unknown columns: ''"),
        ([[text(f"c{n}") for n in range(400)]], "more than 256"),
    ):
        write_rows(path, rows)
        with pytest.raises(FileRefusedError, match=reason):
            read_all(xlsx.read, path, header_of("a", "b"))


@pytest.mark.parametrize(
    ("part", "content", "reason"),
    [
        ("xl/vbaProject.bin", "x", "macros"),
        ("xl/macrosheets/sheet1.xml", "x", "macros"),
        ("xl/externalLinks/externalLink1.xml", "<x/>", "linked to other files"),
        (
            "xl/_rels/workbook.xml.rels",
            '<R xmlns="p"><Relationship TargetMode="External"/></R>',
            "linked to other files",
        ),
        ("xl/_rels/workbook.xml.rels", '<R xmlns="p"/>', "no table of cells"),
        ("_rels/.rels", '<R xmlns="p"/>', "no workbook in it"),
        ("xl/worksheets/sheet0.xml", "<worksheet>", "half a file"),
        ("xl/worksheets/sheet0.xml", "", "half a file"),
        ("xl/worksheets/sheet0.xml", '<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>', "DOCTYPE"),
        ("xl/sharedStrings.xml", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "DOCTYPE"),
        ("xl/worksheets/sheet0.xml", "<a>" * 100, "nested more than 64 deep"),
        ("xl/worksheets/sheet0.xml", '<a xmlns="m"><row r="2"/><row r="1"/></a>', "not in order"),
        ("xl/worksheets/sheet0.xml", '<a xmlns="m"><row r="1048577"/></a>', "not in order"),
    ],
)
def test_a_package_with_something_evil_in_it_is_refused(part: str, content: str, reason: str, tmp_path: Path) -> None:
    parts = parts_of({"s": sheet([HEADER])}) | {part: content}
    path = write(tmp_path / "file.xlsx", parts)
    with pytest.raises(FileRefusedError, match=reason):
        read_all(xlsx.read, path, header_of("a", "b"))


def test_packages_that_are_no_workbook_or_broken_are_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "file.xlsx", parts_of({"s": sheet([HEADER])}))
    whole = path.read_bytes()
    encrypted = bytearray(whole)
    directory = whole.rindex(b"PK\x01\x02")
    encrypted[directory + 8] |= 1
    half = "half a file"
    for content, reason in ((b"", half), (b"PK\x03\x04", half), (whole[:-60], half), (bytes(encrypted), "encrypted")):
        path.write_bytes(content)
        with pytest.raises(FileRefusedError, match=reason):
            read_all(xlsx.read, path, header_of("a", "b"))
    content = whole.index(b"xl/worksheets/sheet0.xml") + 24
    path.write_bytes(whole[:content] + b"\xff" * 40 + whole[content + 40 :])
    with pytest.raises(FileRefusedError, match="damaged"):
        read_all(xlsx.read, path, header_of("a", "b"))
    write(path, {"notes.txt": "x"})
    with pytest.raises(FileRefusedError, match="no workbook"):
        read_all(xlsx.read, path, header_of("a", "b"))


def test_a_package_with_very_many_parts_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "file.xlsx"
    with zipfile.ZipFile(path, "w") as package:
        for n in range(3000):
            package.writestr(f"{n}", "")
    with pytest.raises(FileRefusedError, match="more than 2000 parts"):
        read_all(xlsx.read, path, header_of("a"))
    with zipfile.ZipFile(path, "w") as package:
        for n in range(22_000):
            package.writestr(f"part{n}", "")
    with pytest.raises(FileRefusedError, match="directory of the workbook is too large"):
        read_all(xlsx.read, path, header_of("a"))
