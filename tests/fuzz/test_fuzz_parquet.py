"""Parquet, spoilt for a minute."""

import io
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest

from rugsat.operations.intake.parse import parquet
from rugsat.operations.intake.parse.parquet_footer import check_footer
from tests.fuzz.fuzzing import LIMITS, fuzz, fuzz_with
from tests.operations.intake.parse.reading import header_of

WORDS = [b"PAR1", b"PARE", b"\x15", b"\x19\xfc"]
FRAME = pl.DataFrame(
    {
        "id": [f"tx{n}" for n in range(1500)],
        "amount": [Decimal(n) / 4 if n % 7 else None for n in range(1500)],
        "rate": [n / 3 for n in range(1500)],
        "raw": [b"ab"] * 1500,
        "day": [date(2026, 1, 1 + n % 28) for n in range(1500)],
        "at": [datetime(2026, 1, 1, n % 24, tzinfo=UTC) for n in range(1500)],
        "good": [n % 2 == 0 for n in range(1500)],
    }
)


def seeds() -> list[bytes]:
    found = []
    for codec in ("zstd", "snappy", "gzip", "lz4", "brotli", "uncompressed"):
        for frame in (FRAME, FRAME.select("id"), FRAME.head(3)):
            file = io.BytesIO()
            frame.write_parquet(file, compression=codec, row_group_size=600)
            found.append(file.getvalue())
    return found


@pytest.mark.prove
def test_spoilt_parquet_is_refused_or_its_faults_are_named() -> None:
    fuzz(
        parquet.read,
        header_of(*FRAME.columns),
        name="parquet",
        seeds=seeds(),
        words=[b"PAR1", b"PARE", b"\x15", b"\x19\xfc"],
    )


@pytest.mark.prove
def test_a_spoilt_footer_is_refused_or_gives_its_rows() -> None:
    def read(path: Path) -> None:
        assert check_footer(path, limits=LIMITS) >= 0

    fuzz_with(read, name="footer.parquet", seeds=seeds(), words=WORDS)
