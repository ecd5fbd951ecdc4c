"""A file name says who files what, or the file is refused."""

import pytest

from rugsat.domain.returns.filing import Filing, FilingKind, FilingNameError


@pytest.mark.parametrize(
    ("name", "kind", "part"),
    [
        ("mary-energo.meter_readings.2026-01.csv.gz", "original", ""),
        ("mary-energo.meter_readings.2026-01.correction.csv", "correction", ""),
        ("mary-energo.meter_readings.2026-01.2.parquet", "original", "2"),
        ("mary-energo.meter_readings.2026-01.nil.north.ndjson.zst", "nil", "north"),
    ],
)
def test_a_name_is_read(name, kind, part):
    filing = Filing.of_file(name)
    assert (filing.sender, filing.return_name, filing.period.code) == ("mary-energo", "meter_readings", "2026-01")
    assert (filing.kind, filing.part) == (FilingKind(kind), part)


@pytest.mark.parametrize(
    "name",
    ["a.csv", "a.b.csv", "a.b.2026-13.csv", "a.b.2026-01.exe", "a.b.2026-01.x.y.csv", "a.b.2026-01.nil.x.y.csv",
     ".b.2026-01.csv", "a b.c.2026-01.csv", "../a.b.2026-01.csv",
     "a.b.2026-01.CORRECTION.csv", "a.b.2026-01.Nil.csv", "a.b.2026-01.correction.Nil.csv", "a.b.2026-0１.csv"],
)  # fmt: skip
def test_a_name_that_does_not_say_it_is_refused(name):
    with pytest.raises(FilingNameError):
        Filing.of_file(name)
