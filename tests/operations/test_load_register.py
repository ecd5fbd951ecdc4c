"""A register in which one thing is true twice is refused, with file and row."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from rugsat.evidence.lake.lake import Lake
from rugsat.operations.load_register import RegisterRefusedError, load_register

NOW = datetime(2026, 2, 5, 6, tzinfo=UTC)
HEADER = "site,authorisation,address,zone,latitude,longitude,since,until,recorded_us,act\n"


def load(tmp_path: Path, *rows: str) -> None:
    folder = tmp_path / "register"
    folder.mkdir()
    (folder / "sites.csv").write_text(HEADER + "".join(f"{row},0,\n" for row in rows))
    load_register(Lake.create(tmp_path / "lake", jurisdiction="tm"), folder, recorded_at=NOW)


def test_a_site_that_moves_to_another_authorisation_is_taken(tmp_path: Path) -> None:
    load(tmp_path, "S1,A1,x,*,,,2026-01-01,2026-02-01", "S1,A2,x,*,,,2026-02-01,", "S2,A1,x,*,,,2026-01-01,")


@pytest.mark.parametrize(
    "rows",
    [
        ("S1,A1,x,*,,,2026-01-01,", "S1,A2,x,*,,,2026-02-01,"),
        ("S1,A1,x,*,,,2026-01-01,2026-12-31", "S1,A2,x,*,,,2026-02-01,2026-03-01", "S1,A3,x,*,,,2026-04-01,"),
    ],
)
def test_a_site_of_two_authorisations_on_one_day_is_refused(tmp_path: Path, rows: tuple[str, ...]) -> None:
    with pytest.raises(RegisterRefusedError, match=r"sites\.csv: site S1 since 2026-02-01 is true twice"):
        load(tmp_path, *rows)


def test_a_row_that_ends_before_it_begins_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RegisterRefusedError, match="ends before it begins"):
        load(tmp_path, "S1,A1,x,*,,,2026-02-01,2026-02-01")
