"""The example row of a return, put together from the examples of its columns."""

import csv
import io
from collections.abc import Sequence

from rugsat.law.returns.definition import ReturnDefinition


def example_row(definition: ReturnDefinition) -> dict[str, str]:
    """One good row as it is written in a file; columns without an example are empty."""
    return {column.name: column.example for column in definition.columns}


def template_csv(definition: ReturnDefinition) -> str:
    """The file to start from: the header and one good row, which is to be written over."""
    row = example_row(definition)
    return csv_text([tuple(row), tuple(row.values())])


def csv_text(rows: Sequence[Sequence[str]]) -> str:
    """Rows as CSV with commas and plain line ends."""
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerows(rows)
    return written.getvalue()
