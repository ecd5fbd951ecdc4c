"""Workbooks, spoilt for a minute: once as packages, once inside their parts."""

import random
from pathlib import Path

import pytest

from rugsat.operations.intake.parse import xlsx
from tests.fuzz.fuzzing import consume, fuzz, fuzz_with, spoilt
from tests.operations.intake.parse.reading import header_of
from tests.operations.intake.parse.workbook_writer import EMPTY, number, parts_of, shared, sheet, text, write

HEADER = header_of("id", "amount", "day")
ROWS = [[text(f"tx{n}"), number(f"{n / 4}"), number(f"{46_000 + n / 24}", style=1)] for n in range(40)]
PARTS = parts_of(
    {"s": sheet([[shared(0), shared(1), text("day")], *ROWS, [EMPTY], ['<c><f>1+1</f><v t="n">2</v></c>']])},
    texts=["id", "amount"],
    formats=["yyyy-mm-dd hh:mm", "mmm-yy"],
)
WORDS = [
    b"<row>",
    b"<c>",
    b"</c>",
    b't="s"',
    b'r="ZZZ9"',
    b'r="A0"',
    b"<f>",
    b"<v>",
    b"&lt;",
    b"<![CDATA[",
    b"_x0000_",
    b"-1",
]


@pytest.mark.prove
def test_a_spoilt_package_is_refused_or_its_faults_are_named(tmp_path: Path) -> None:
    seeds = [
        write(tmp_path / "seed.xlsx", PARTS).read_bytes(),
        write(tmp_path / "small.xlsx", parts_of({"s": sheet([[text("id")]])})).read_bytes(),
    ]
    fuzz(
        xlsx.read, HEADER, name="xlsx", seeds=seeds, words=[b"PK\x05\x06", b"PK\x06\x07", b"PK\x01\x02", b"PK\x03\x04"]
    )


@pytest.mark.prove
def test_a_spoilt_part_is_refused_or_its_faults_are_named(tmp_path: Path) -> None:
    chance = random.Random(7)
    contents = [content.encode() for content in PARTS.values()]

    def read(path: Path) -> None:
        name = chance.choice(list(PARTS)[1:])
        part = spoilt(PARTS[name].encode(), seeds=contents, words=WORDS, chance=chance)
        write(tmp_path / "file.xlsx", PARTS | {name: part})
        try:
            consume(xlsx.read, tmp_path / "file.xlsx", HEADER)
        finally:
            path.write_bytes((tmp_path / "file.xlsx").read_bytes())

    fuzz_with(read, name="part.xlsx", seeds=[b"x"], words=[])
