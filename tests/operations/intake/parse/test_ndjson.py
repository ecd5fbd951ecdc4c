"""NDJSON: numbers as they are written, every bad line named."""

import gzip
from pathlib import Path

import pytest

from rugsat.operations.intake.parse import ndjson
from rugsat.operations.intake.parse.batch import FileRefusedError
from rugsat.operations.intake.parse.limits import Limits
from tests.operations.intake.parse.reading import Read, header_of, measured, read_all


def read(path: Path, content: bytes | str, **limits: int) -> Read:
    path = path / "file.ndjson"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_all(ndjson.read, path, header_of("a", "b", "c"), Limits(**limits))


def test_numbers_keep_every_digit_that_is_written(tmp_path: Path) -> None:
    numbers = ["1.10", "123456789012345678901234567890", "0.123456789012345678", "-0", "1e-7", "12.5E+2", "1e999999999"]
    found = read(tmp_path, "".join(f'{{"a": {number}}}\n' for number in numbers))
    plain = [*numbers[:4], "0.0000001", "1250", "1e999999999"]
    assert found.rows["a"].to_list() == plain


def test_texts_truth_values_nulls_and_missing_keys_become_text_or_nothing(tmp_path: Path) -> None:
    found = read(tmp_path, '{"b": "ş\\u0431", "a": true}\r\n{"a": "", "b": null, "c": "=1+1"}\n\n')
    assert found.rows.rows() == [("true", "şб", None, 1), (None, None, "=1+1", 2)]
    assert found.rules == [(3, "", "json")]


@pytest.mark.parametrize(
    ("line", "field", "rule"),
    [
        (b'{"a": 1', "", "json"),
        (b'{"a": 1} x', "", "json"),
        (b"[1]", "", "json"),
        (b'"a"', "", "json"),
        (b"", "", "json"),
        (b'{"a": NaN}', "", "json"),
        (b'{"a": -Infinity}', "", "json"),
        (b'{"a": 01}', "", "json"),
        (b'{"d": 1}', "d", "unknown_key"),
        (b'{"\\ud800": 1}', "?", "unknown_key"),
        (b'{"a": 1, "a": 1}', "a", "repeated_key"),
        (b'{"a": [1]}', "a", "nested"),
        (b'{"b": {"a": 1}}', "b", "nested"),
        (b'{"a": "x\0y"}', "", "nul"),
        (b'{"c": "x\\u0000y"}', "c", "nul"),
        (b'{"a": "\xff"}', "", "utf8"),
        (b'{"b": "\\ud800"}', "b", "utf8"),
        (b'{"a": "' + b"x" * 2000 + b'"}', "", "length"),
        (b'{"a": "' + b"x" * 600 + b'"}', "a", "length"),
        (b"[" * 900, "", "json"),
    ],
)
def test_a_bad_line_is_named_and_the_others_are_read(line: bytes, field: str, rule: str, tmp_path: Path) -> None:
    found = read(tmp_path, b'{"a": 1}\n' + line + b'\n{"a": 3}\n', row_bytes=1000, field_characters=500)
    assert found.rules == [(2, field, rule)]
    assert found.rows["row"].to_list() == [1, 3]


def test_the_position_of_broken_json_is_told(tmp_path: Path) -> None:
    found = read(tmp_path, '{"a": 1}\n{"a": tru}\n')
    assert "character 7" in found.faults["expected"][0]


def test_nesting_without_end_is_a_fault_of_its_line(tmp_path: Path) -> None:
    deep = '{"a":' * 100_000
    found = read(tmp_path, f'{{"a": 1}}\n{deep}\n[{"[" * 500_000}\n')
    assert {rule for _, _, rule in found.rules} <= {"json", "nested"}
    assert [row for row, _, _ in found.rules] == [2, 3]


def test_an_unknown_key_in_the_first_object_stops_the_file(tmp_path: Path) -> None:
    with pytest.raises(FileRefusedError, match="unknown columns: 'd'"):
        read(tmp_path, '{"a": 1, "d": 2}\n')


def test_more_rows_than_allowed_stop_the_file(tmp_path: Path) -> None:
    with pytest.raises(FileRefusedError, match="more than 2 rows"):
        read(tmp_path, '{"a": 1}\n' * 3, rows=2)


def test_batches_are_small_and_their_rows_follow_each_other(tmp_path: Path) -> None:
    found = read(tmp_path, '{"a": 1}\nx\n' * 1000, batch_bytes=500)
    assert found.rows["row"].to_list() == list(range(1, 2001, 2))
    assert found.faults["row"].to_list() == list(range(2, 2001, 2))


def test_a_packed_file_with_a_mark_and_no_last_line_end_is_read(tmp_path: Path) -> None:
    path = tmp_path / "file.ndjson.gz"
    path.write_bytes(gzip.compress(b'\xef\xbb\xbf{"a": 1}\n{"a": 2}'))
    assert read_all(ndjson.read, path, header_of("a")).rows["a"].to_list() == ["1", "2"]


def test_an_empty_file_has_no_rows(tmp_path: Path) -> None:
    assert read(tmp_path, b"").rows.height == 0


def test_a_line_without_end_does_not_fill_the_memory(tmp_path: Path) -> None:
    path = tmp_path / "file.ndjson"
    with path.open("wb") as file:
        file.write(b'{"a": 1}\n{"a": "')
        for _ in range(700):
            file.write(b"x" * (1 << 20))
        file.write(b'"}\n{"a": 3}\n')
    found = measured("ndjson", path, "a")
    assert (found.rows, found.faults, found.refused) == (2, 1, "")
    assert found.peak_mb < 300
