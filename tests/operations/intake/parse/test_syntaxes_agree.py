"""The same table written as CSV, NDJSON, Parquet and XLSX is read as the same text."""

import csv
import io
import json
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from rugsat.operations.intake.parse import csv as csv_parser
from rugsat.operations.intake.parse import ndjson, parquet, xlsx
from rugsat.operations.intake.parse.limits import Limits
from rugsat.operations.intake.parse.sniff import Syntax, sniff
from tests.operations.intake.parse.reading import header_of, read_all
from tests.operations.intake.parse.workbook_writer import number, text, write_rows

READERS = {
    Syntax.CSV: csv_parser.read,
    Syntax.NDJSON: ndjson.read,
    Syntax.PARQUET: parquet.read,
    Syntax.XLSX: xlsx.read,
}
# XML 1.0 has no control characters; a carriage return in a field is taken by no syntax of ours but JSON and Parquet.
_TEXTS = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Cn"], exclude_characters="\ufffe\uffff\ufeff"), max_size=30
)
_DECIMALS = st.decimals(-(10**9), 10**9, places=4)
_MOMENTS = st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1)).map(lambda moment: moment.replace(microsecond=0))  # noqa: DTZ001
_ROWS = st.lists(
    st.tuples(_TEXTS, st.integers(-(2**63), 2**63 - 1), _DECIMALS, st.booleans(), _MOMENTS), min_size=1, max_size=20
)
_NAMES = ("words", "whole", "exact", "truth", "moment")


def texts_of(row: tuple[str, int, Decimal, bool, datetime]) -> list[str]:
    words, whole, exact, truth, moment = row
    return [words, str(whole), f"{exact:f}", str(truth).lower(), moment.isoformat()]


def write_all(folder: Path, rows: list[tuple[str, int, Decimal, bool, datetime]]) -> None:
    texts = [texts_of(row) for row in rows]
    table = io.StringIO()
    csv.writer(table, lineterminator="\n").writerows([_NAMES, *texts])
    (folder / "file.csv").write_bytes(table.getvalue().encode())
    plain = [json.dumps(dict(zip(_NAMES, each, strict=True)), ensure_ascii=False) for each in texts]
    typed = [
        f'{{"words": {json.dumps(words)}, "whole": {whole}, "exact": {exact:f}, "truth": {json.dumps(truth)}, '
        f'"moment": "{moment.isoformat()}"}}'
        for words, whole, exact, truth, moment in rows
    ]
    # Half of the rows as texts, half with the types of JSON.
    lines = [typed[n] if n % 2 else plain[n] for n in range(len(rows))]
    (folder / "file.ndjson").write_text("".join(f"{line}\n" for line in lines))
    types = [pl.String, pl.Int64, pl.Decimal(38, 4), pl.Boolean, pl.Datetime("us")]
    frame = pl.DataFrame(rows, schema=dict(zip(_NAMES, types, strict=True)), orient="row")
    frame.write_parquet(folder / "file.parquet")
    cells = [
        [text(words), text(whole), text(exact), text(truth), text(moment)]
        for words, whole, exact, truth, moment in texts
    ]
    write_rows(folder / "file.xlsx", [[text(name) for name in _NAMES], *cells])


@settings(max_examples=20, deadline=None)
@given(_ROWS)
def test_one_table_is_read_as_one_text_in_every_syntax(tmp_path_factory, rows) -> None:
    folder = tmp_path_factory.mktemp("table", numbered=True)
    write_all(folder, rows)
    expected = [[value or None for value in texts_of(row)] for row in rows]
    for syntax, reader in READERS.items():
        path = folder / f"file.{syntax.value}"
        assert sniff(path, limits=Limits()).syntax is syntax
        found = read_all(reader, path, header_of(*_NAMES))
        assert found.faults.is_empty(), (syntax, found.faults.rows())
        assert [list(row) for row in found.rows.drop("row").iter_rows()] == expected, syntax


@settings(max_examples=20, deadline=None)
@given(
    st.lists(
        st.floats(-1e14, 1e14, allow_subnormal=False).filter(lambda value: value == 0 or abs(value) > 1e-50), min_size=1
    )
)
def test_a_double_is_the_same_number_in_parquet_and_in_a_workbook(tmp_path_factory, values) -> None:
    folder = tmp_path_factory.mktemp("doubles", numbered=True)
    pl.DataFrame({"x": values}).write_parquet(folder / "file.parquet")
    write_rows(folder / "file.xlsx", [[text("x")], *([number(f"{value:.17g}")] for value in values)])
    from_parquet = read_all(parquet.read, folder / "file.parquet", header_of("x")).rows["x"]
    from_workbook = read_all(xlsx.read, folder / "file.xlsx", header_of("x")).rows["x"]
    assert [float(each) for each in from_parquet] == values
    assert from_workbook.to_list() == from_parquet.to_list()
    assert not from_parquet.str.contains("[eE]").any()


@settings(max_examples=30, deadline=None)
@given(st.lists(st.datetimes(datetime(1901, 1, 1), datetime(2100, 1, 1)), min_size=1))  # noqa: DTZ001
def test_a_moment_of_a_workbook_is_right_to_the_millisecond(tmp_path_factory, moments) -> None:
    folder = tmp_path_factory.mktemp("moments", numbered=True)
    moments = [moment.replace(microsecond=moment.microsecond // 1000 * 1000) for moment in moments]
    epoch = datetime(1899, 12, 30, tzinfo=UTC)
    serials = [(moment.replace(tzinfo=UTC) - epoch).total_seconds() / 86_400 for moment in moments]
    cells = [[number(repr(serial), style=1)] for serial in serials]
    write_rows(folder / "file.xlsx", [[text("x")], *cells], formats=["yyyy-mm-dd hh:mm:ss.000"])
    found = read_all(xlsx.read, folder / "file.xlsx", header_of("x")).rows["x"]
    assert [datetime.fromisoformat(each) for each in found] == moments
