"""CSV, spoilt for a minute."""

import gzip

import pytest
import zstandard

from rugsat.operations.intake.parse import csv
from tests.fuzz.fuzzing import fuzz
from tests.operations.intake.parse.reading import header_of

ROWS = "\n".join(f'tx{n},"Aşgabat, ""no. {n}""",{n}.50' for n in range(300))
PLAIN = [
    f"id,place,amount\n{ROWS}\n".encode(),
    f"\ufeffid;place;amount\r\n{ROWS.replace(',', ';')}\r\n".replace("\n", "\r\n").encode(),
    b"id\tplace\tamount\n1\t2\t3\n",
    b"id\n1\n",
]


HEADER = header_of("id", "place", "amount")
WORDS = [b'""', b',"', b"\r\n", b"\xef\xbb\xbf"]


@pytest.mark.prove
def test_spoilt_csv_is_refused_or_its_faults_are_named() -> None:
    fuzz(
        csv.read,
        header_of("id", "place", "amount"),
        name="csv",
        seeds=PLAIN,
        words=[b'""', b',"', b"\r\n", b"\xef\xbb\xbf"],
    )


@pytest.mark.prove
def test_spoilt_packed_csv_is_refused_or_its_faults_are_named() -> None:
    seeds = [pack(text) for text in PLAIN for pack in (gzip.compress, zstandard.ZstdCompressor().compress)]
    fuzz(csv.read, HEADER, name="csv.packed", seeds=seeds)
