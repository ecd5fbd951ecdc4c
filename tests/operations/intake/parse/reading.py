"""Reads a whole file with a parser, for tests: in this process, or in one of its own whose memory is measured."""

import json
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import polars as pl

from rugsat.operations.intake.parse.batch import Header, Parser
from rugsat.operations.intake.parse.limits import Limits

_SCRIPT = """
import importlib, json, re, sys
from pathlib import Path
from rugsat.operations.intake.parse.batch import FileRefusedError, Header
from rugsat.operations.intake.parse.limits import Limits
syntax, path, names = sys.argv[1], Path(sys.argv[2]), tuple(json.loads(sys.argv[3]))
parser = importlib.import_module(f"rugsat.operations.intake.parse.{syntax}")
rows = faults = 0
refused = ""
try:
    for batch in parser.read(path, header=Header(names, frozenset()), limits=Limits()):
        rows, faults = rows + batch.rows.height, faults + batch.faults.height
except FileRefusedError as error:
    refused = str(error)
# What getrusage says includes the process that this one was started from.
peak_mb = int(re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())[1]) // 1024
print(json.dumps([rows, faults, refused, peak_mb]))
"""


class Read(NamedTuple):
    rows: pl.DataFrame
    faults: pl.DataFrame

    @property
    def rules(self) -> list[tuple[int, str, str]]:
        """Row, field and rule of every fault."""
        return list(self.faults.select("row", "field", "rule").iter_rows())


class Measured(NamedTuple):
    rows: int
    faults: int
    refused: str
    peak_mb: int


def header_of(*names: str, required: tuple[str, ...] = ()) -> Header:
    return Header(names, frozenset(required))


def read_all(parser: Parser, path: Path, header: Header, limits: Limits | None = None) -> Read:
    """All rows and faults of a file, and that its batches keep what a batch promises."""
    batches = list(parser(path, header=header, limits=limits or Limits()))
    assert batches
    for batch in batches:
        assert batch.rows.columns[-1] == "row"
        assert batch.rows["row"].is_sorted()
        assert all(dtype == pl.String for dtype in batch.rows.drop("row").dtypes)
        assert not set(batch.rows["row"]) & set(batch.faults["row"])
        assert not any((column == "").any() for column in batch.rows.drop("row").iter_columns())
    read = Read(pl.concat([batch.rows for batch in batches]), pl.concat([batch.faults for batch in batches]))
    assert read.rows["row"].is_unique().all()
    return read


def measured(syntax: str, path: Path, *names: str) -> Measured:
    """What reading a file in a process of its own gave, and the most memory that it had."""
    command = [sys.executable, "-c", _SCRIPT, syntax, str(path), json.dumps(names)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    return Measured(*json.loads(done.stdout))
