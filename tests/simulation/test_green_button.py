"""Green Button files of the simulated country hold what they were made from, as intake reads them."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import polars as pl

from rugsat.operations.intake.parse.batch import Header
from rugsat.operations.intake.parse.espi import COLUMNS, read
from rugsat.operations.intake.parse.limits import Limits
from rugsat.simulation.files.green_button import write_green_button


def test_intake_reads_from_a_green_button_file_what_was_written(tmp_path: Path) -> None:
    began = datetime(2026, 3, 1, tzinfo=UTC)
    rows = pl.DataFrame(
        {
            "connection": ["ASH-0000001"] * 8,
            "meter": ["OLD"] * 5 + ["NEW"] * 3,
            "began": [began + timedelta(minutes=15 * number) for number in range(8)],
            "interval_s": [900] * 8,
            "energy_wh": [110, 120, 0, 140, 150, 160, 170, 180],
            "estimated": [False, True, *[False] * 6],
        }
    )
    path = tmp_path / "energo-01.meter_readings.2026-03.greenbutton-1.xml"
    write_green_button(path, rows)
    batches = list(read(path, header=Header(COLUMNS, frozenset(COLUMNS)), limits=Limits()))
    found = pl.concat([batch.rows for batch in batches]).sort("began")
    assert found["energy_wh"].cast(pl.Int64).to_list() == rows["energy_wh"].to_list()
    assert found["meter"].to_list() == rows["meter"].to_list()
    assert found["estimated"].to_list() == ["false", "true", *["false"] * 6]
    assert set(found["connection"]) == {"ASH-0000001"}
