"""Parquet: the text that the same return would have as CSV; damaged, nested and encrypted files refused."""

from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest

from rugsat.operations.intake.parse import parquet
from rugsat.operations.intake.parse.batch import FileRefusedError
from rugsat.operations.intake.parse.limits import Limits
from rugsat.operations.intake.parse.parquet_footer import check_footer
from tests.operations.intake.parse.reading import Read, header_of, read_all

LOCAL = pl.Series([datetime(2026, 1, 31, 1, 2, 3, tzinfo=UTC)]).dt.replace_time_zone(None)


def read(path: Path, frame: pl.DataFrame, *names: str, **limits: int) -> Read:
    frame.write_parquet(path / "file.parquet", row_group_size=1000)
    return read_all(parquet.read, path / "file.parquet", header_of(*(names or frame.columns)), Limits(**limits))


def column(path: Path, values: pl.Series) -> list[str | None]:
    return read(path, values.alias("x").to_frame()).rows["x"].to_list()


def test_every_type_is_written_as_a_csv_file_would_have_it(tmp_path: Path) -> None:
    ashgabat = timezone(timedelta(hours=5))
    cases = [
        (pl.Series([1, -(2**63)]), ["1", "-9223372036854775808"]),
        (pl.Series([2**64 - 1], dtype=pl.UInt64), ["18446744073709551615"]),
        (pl.Series([Decimal("1.50"), Decimal("-0.07")], dtype=pl.Decimal(38, 2)), ["1.50", "-0.07"]),
        (pl.Series([Decimal("0.000000000000000001")], dtype=pl.Decimal(38, 18)), ["0.000000000000000001"]),
        (
            pl.Series([0.1, 1e-7, 5.0, 1234567.875, 2.0**53 - 1]),
            ["0.1", "0.0000001", "5", "1234567.875", "9007199254740991"],
        ),
        (pl.Series([True, None]), ["true", None]),
        (pl.Series([date(2026, 1, 31)]), ["2026-01-31"]),
        (LOCAL, ["2026-01-31T01:02:03"]),
        (LOCAL.dt.offset_by("4ms"), ["2026-01-31T01:02:03.004"]),
        (pl.Series([datetime(2026, 1, 31, tzinfo=UTC)]), ["2026-01-31T00:00:00+00:00"]),
        (
            pl.Series([datetime(2026, 1, 31, 12, tzinfo=ashgabat)]).dt.convert_time_zone("Asia/Ashgabat"),
            ["2026-01-31T12:00:00+05:00"],
        ),
        (pl.Series(["a", "", "=1"], dtype=pl.Categorical), ["a", None, "=1"]),
        (pl.Series([b"ab", "ş".encode()]), ["ab", "ş"]),
        (pl.Series([None, None]), [None, None]),
    ]
    for values, texts in cases:
        assert column(tmp_path, values) == texts, values.dtype


@pytest.mark.parametrize(
    ("value", "rule"),
    [
        (float("nan"), "number"),
        (float("inf"), "number"),
        (2.0**53, "digits"),
        (b"\xff", "utf8"),
        ("\0", "nul"),
        ("x" * 99, "length"),
    ],
)
def test_a_value_that_no_column_can_hold_is_a_fault_of_its_row(value: object, rule: str, tmp_path: Path) -> None:
    good = {float: 1.5, bytes: b"x", str: "x"}[type(value)]
    found = read(tmp_path, pl.DataFrame({"x": [good, value, None]}), field_characters=20)
    assert found.rules == [(2, "x", rule)]
    assert found.rows["row"].to_list() == [1, 3]


def test_slices_give_every_row_once_and_in_order(tmp_path: Path) -> None:
    frame = pl.DataFrame({"x": range(12_345), "y": ["ab"] * 12_345})
    found = read(tmp_path, frame, batch_rows=777)
    assert found.rows["x"].to_list() == [str(n) for n in range(12_345)]
    assert found.rows["row"].to_list() == list(range(1, 12_346))


def test_a_file_without_rows_gives_its_columns(tmp_path: Path) -> None:
    assert read(tmp_path, pl.DataFrame({"x": []})).rows.columns == ["x", "row"]


@pytest.mark.parametrize("value", [[1], {"a": 1}, timedelta(1), time(12)])
def test_nested_columns_and_unknown_types_are_refused(value: object, tmp_path: Path) -> None:
    with pytest.raises(FileRefusedError, match="column 'x' has type"):
        read(tmp_path, pl.DataFrame({"x": [value]}))


def test_unknown_columns_and_absurd_widths_are_refused(tmp_path: Path) -> None:
    with pytest.raises(FileRefusedError, match="unknown columns: 'y'"):
        read(tmp_path, pl.DataFrame({"x": [1], "y": [1]}), "x")
    with pytest.raises(FileRefusedError, match="has 300 columns"):
        read(tmp_path, pl.DataFrame({f"x{n}": [1] for n in range(300)}), "x")


def test_more_rows_than_allowed_are_refused(tmp_path: Path) -> None:
    with pytest.raises(FileRefusedError, match="has 11 rows, more than 10"):
        read(tmp_path, pl.DataFrame({"x": range(11)}), rows=10)


def test_half_a_file_is_refused_wherever_it_was_cut(tmp_path: Path) -> None:
    path = tmp_path / "file.parquet"
    pl.DataFrame({"x": [str(n) for n in range(5000)]}).write_parquet(path)
    whole = path.read_bytes()
    for cut in (0, 3, 4, 11, 12, 100, len(whole) // 2, len(whole) - 8, len(whole) - 1):
        path.write_bytes(whole[:cut])
        with pytest.raises(FileRefusedError) as refused:
            read_all(parquet.read, path, header_of("x"))
        assert refused.value.status == "CRPT"
    for damaged in (whole[:4] + whole[2000:], b"PAR1" + b"\0" * 100 + whole[104:]):
        path.write_bytes(damaged)
        with pytest.raises(FileRefusedError):
            read_all(parquet.read, path, header_of("x"))


def test_a_page_that_claims_to_be_huge_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "file.parquet"
    pl.DataFrame({"x": ["0" * 1000] * 20_000}).write_parquet(path, compression="zstd")
    with pytest.raises(FileRefusedError, match="bytes; file it in parts"):
        read_all(parquet.read, path, header_of("x"), Limits(uncompressed_bytes=1000))


def test_a_file_that_ends_the_process_of_its_reader_is_refused() -> None:
    path = Path(__file__).parents[3] / "data" / "parquet" / "ends_its_reader.parquet"
    header = header_of("id", "amount", "rate", "raw", "day", "at", "good")
    with pytest.raises(FileRefusedError, match="ended at once") as refused:
        read_all(parquet.read, path, header)
    assert refused.value.status == "CRPT"


def test_a_footer_that_says_of_no_page_where_it_begins_is_refused() -> None:
    path = Path(__file__).parents[3] / "data" / "parquet" / "says_of_no_page.parquet"
    with pytest.raises(FileRefusedError, match="a column lies outside it") as refused:
        check_footer(path, limits=Limits())
    assert refused.value.status == "CRPT"


def test_a_reader_that_is_left_early_ends_with_it(tmp_path: Path) -> None:
    path = tmp_path / "file.parquet"
    pl.DataFrame({"x": range(100_000)}).write_parquet(path)
    batches = parquet.read(path, header=header_of("x"), limits=Limits(batch_rows=100))
    assert next(batches).rows.height == 100
    batches.close()
