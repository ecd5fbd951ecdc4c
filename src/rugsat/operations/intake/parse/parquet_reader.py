"""The process that reads one Parquet file: typed values become the text that the same return would have as CSV."""

import io
import json
import resource
import sys
from collections.abc import Iterator
from functools import reduce
from operator import or_
from pathlib import Path

import polars as pl

from rugsat.operations.intake.parse.batch import ROW, Batch, FileRefusedError, Header, structural_faults
from rugsat.operations.intake.parse.limits import Limits
from rugsat.operations.intake.parse.parquet_footer import check_footer
from rugsat.operations.intake.parse.plain_number import without_exponent

_MOST_MEMORY = 3 << 30
_FIRST_ROWS = 20_000
_INTEGERS_OF_A_DOUBLE = 2.0**53
_NO_NUMBER = "a finite number"
_LOST_DIGITS = "a whole number below 2^53, or an integer column: a floating-point one has lost its last digits"


def main() -> None:
    """Read the file that each line of the input tells, and write its batches to the output; a refusal ends it."""
    _, hardest = resource.getrlimit(resource.RLIMIT_DATA)
    most = _MOST_MEMORY if hardest == resource.RLIM_INFINITY else min(_MOST_MEMORY, hardest)
    resource.setrlimit(resource.RLIMIT_DATA, (most, hardest))
    for line in sys.stdin:
        order = json.loads(line)
        path, header = Path(order["path"]), Header(tuple(order["known"]), frozenset(order["required"]))
        try:
            for batch in batches(path, header=header, limits=Limits(**order["limits"])):
                rows, faults = _packed(batch.rows), _packed(batch.faults)
                _tell({"rows": len(rows), "faults": len(faults), "bytes_read": batch.bytes_read}, rows, faults)
            _tell({"end": True})
        except FileRefusedError as refusal:
            _tell({"refused": str(refusal).removeprefix(f"{path.name}: "), "status": refusal.status})
            return


def batches(path: Path, *, header: Header, limits: Limits) -> Iterator[Batch]:
    """The batches of a file; a file that is malformed in its depth can take the whole process with it."""
    try:
        yield from _batches(path, header, limits)
    except FileRefusedError:
        raise
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError, ValueError) as error:
        reason = str(error).strip().partition("\n")[0][:200]
        message = f"its Parquet data are damaged or cut off ({reason}); write the file again and send it once more"
        raise FileRefusedError(message, file=path.name, status="CRPT") from None


def _packed(frame: pl.DataFrame) -> bytes:
    buffer = io.BytesIO()
    frame.write_ipc_stream(buffer)
    return buffer.getvalue()


def _tell(head: dict[str, object], *parts: bytes) -> None:
    sys.stdout.buffer.write(json.dumps(head).encode() + b"\n")
    sys.stdout.buffer.writelines(parts)
    sys.stdout.buffer.flush()


def _batches(path: Path, header: Header, limits: Limits) -> Iterator[Batch]:
    rows = check_footer(path, limits=limits)
    schema = pl.read_parquet_schema(path)
    header.check(list(schema), file=path.name, limits=limits)
    for name, dtype in schema.items():
        _refuse_unknown(name, dtype, path.name)
    size, step, start = path.stat().st_size, min(_FIRST_ROWS, limits.batch_rows), 0
    while True:
        frame = pl.scan_parquet(path, glob=False, use_statistics=False).slice(start, step).collect()
        if frame.height != min(step, rows - start):
            message = f"row {start + frame.height + 1} and those after it cannot be read; write the file again"
            raise FileRefusedError(message, file=path.name, status="CRPT")
        start += step
        done = start >= rows
        yield _batch(frame, start - step, limits, size if done else size * start // rows)
        if done:
            return
        step = _rows_of_a_batch(frame, limits)


def _rows_of_a_batch(frame: pl.DataFrame, limits: Limits) -> int:
    bytes_of_a_row = max(1, int(frame.estimated_size()) // max(1, frame.height))
    return max(1, min(limits.batch_rows, limits.batch_bytes // bytes_of_a_row))


def _refuse_unknown(name: str, dtype: pl.DataType, file: str) -> None:
    if dtype.is_nested() or dtype.base_type() in {pl.Object, pl.Time, pl.Duration}:
        message = f"column '{name}' has type {dtype}, which no return has; write texts, numbers, days or moments"
        raise FileRefusedError(message, file=file)


def _batch(frame: pl.DataFrame, before: int, limits: Limits, bytes_read: int) -> Batch:
    numbered = frame.with_row_index(ROW, before + 1).cast({ROW: pl.Int64})
    texts, masks, faults = [], [], []
    for column in frame.get_columns():
        text, problems = _judged(column, limits)
        texts.append(text)
        for bad, rule, expected in problems:
            if bad.any():
                masks.append(bad)
                values = text.filter(bad).str.head(120)
                faults += [
                    (row, column.name, value, rule, expected)
                    for row, value in zip(numbered[ROW].filter(bad), values, strict=True)
                ]
    rows = pl.DataFrame([*texts, numbered[ROW]])
    if masks:
        rows = rows.filter(~reduce(or_, masks))
    return Batch(rows=rows, faults=structural_faults(sorted(faults, key=lambda fault: fault[0])), bytes_read=bytes_read)


_Problem = tuple[pl.Series, str, str]


def _judged(column: pl.Series, limits: Limits) -> tuple[pl.Series, list[_Problem]]:
    """The texts of a column, an empty one being null, and the masks of those that no column can hold."""
    text, problems = _text_of(column)
    long = text.str.len_bytes().fill_null(0) > limits.field_characters
    if long.any():
        long = text.str.len_chars().fill_null(0) > limits.field_characters
        problems.append((long, "length", f"at most {limits.field_characters} characters"))
    with_nul = text.str.contains("\0", literal=True).fill_null(value=False)
    problems.append((with_nul, "nul", "text without NUL characters"))
    return text.to_frame().select(pl.when(text != "").then(text).alias(text.name)).to_series(), problems


def _text_of(column: pl.Series) -> tuple[pl.Series, list[_Problem]]:
    dtype = column.dtype
    if dtype == pl.Binary:
        return _decoded(column)
    if dtype.is_float():
        return _plain(column)
    if isinstance(dtype, pl.Datetime):
        # The plain cast writes a space between day and time, and no offset that ISO 8601 knows.
        form = "%Y-%m-%dT%H:%M:%S%.f" + ("%:z" if dtype.time_zone else "")
        return column.dt.strftime(form), []
    return column.cast(pl.String), []


def _decoded(column: pl.Series) -> tuple[pl.Series, list[_Problem]]:
    try:
        return column.cast(pl.String), []
    except pl.exceptions.PolarsError:
        texts = [None if value is None else value.decode(errors="replace") for value in column]
        bad = [text is not None and text.encode() != value for text, value in zip(texts, column, strict=True)]
        return pl.Series(column.name, texts, pl.String), [(pl.Series(bad, dtype=pl.Boolean), "utf8", "UTF-8")]


def _plain(column: pl.Series) -> tuple[pl.Series, list[_Problem]]:
    # Polars writes the fewest digits that give the value back, with an exponent where that is shorter.
    raw = column.cast(pl.String)
    distinct = raw.unique().drop_nulls()
    plain = [without_exponent(value).removesuffix(".0") for value in distinct]
    text = raw.replace_strict(distinct, plain, default=None, return_dtype=pl.String)
    infinite = (~column.is_finite()).fill_null(value=False)
    lost = (column.is_finite() & (column.abs() >= _INTEGERS_OF_A_DOUBLE)).fill_null(value=False)
    return text, [(infinite, "number", _NO_NUMBER), (lost, "digits", _LOST_DIGITS)]


if __name__ == "__main__":
    main()
