"""Green Button files, spoilt for a minute."""

from pathlib import Path

import pytest

from rugsat.operations.intake.parse import espi
from tests.fuzz.fuzzing import fuzz
from tests.operations.intake.parse.reading import header_of

SAMPLE = (Path(__file__).parents[1] / "data" / "greenbutton" / "1hrLP_32Days.xml").read_bytes()
_FIRST_DAY = SAMPLE[: SAMPLE.index(b"</entry>", SAMPLE.index(b"<IntervalBlock")) + 8]
_LAST_ENTRIES = SAMPLE[SAMPLE.rindex(b"<entry>", 0, SAMPLE.index(b"<ReadingType")) :]
# The sample with one day of readings: as many elements of each kind, but soon read.
SHORT = _FIRST_DAY + _LAST_ENTRIES
WORDS = [
    b"<entry>",
    b"</entry>",
    b"<IntervalReading>",
    b"<value>",
    b"<uom>",
    b"<!DOCTYPE a [",
    b"&x;",
    b"<a>" * 80,
    b"72",
]


@pytest.mark.prove
def test_spoilt_green_button_is_refused_or_its_faults_are_named() -> None:
    fuzz(espi.read, header_of(*espi.COLUMNS), name="xml", seeds=[SHORT, SHORT, SHORT, SAMPLE], words=WORDS)
