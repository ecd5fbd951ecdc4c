"""rugsat returns file takes a folder as it is: what is no file, or not ours, is named and ends nothing else."""

import json
import os
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from rugsat.cli import main
from rugsat.cli.returns import returns_app

ROWS = "connection,meter,began,interval_s,energy_wh,estimated\nC1,M1,2026-01-15T18:00:00+05:00,3600,1240,false\n"


def run(*arguments: object):
    return CliRunner().invoke(returns_app, ["file", *map(str, arguments)])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "in"
    made.mkdir()
    (made / "mary.meter_readings.2026-01.csv").write_text(ROWS)
    (made / "gone.meter_readings.2026-01.csv").symlink_to(tmp_path / "nowhere")
    os.mkfifo(made / "pipe.meter_readings.2026-01.csv")
    (made / "dir.meter_readings.2026-01.csv").mkdir()
    (made / "readme.txt").write_text("x")
    return made


def test_what_cannot_be_filed_is_named_and_the_rest_is_filed(folder: Path, tmp_path: Path) -> None:
    done = run(folder, tmp_path / "absent.meter_readings.2026-01.csv", "--lake", tmp_path / "lake", "--json")
    assert done.exit_code == 1, done.output
    told = {Path(each["file"]).name: each for each in json.loads(done.stdout)}
    assert told.pop("mary.meter_readings.2026-01.csv")["receipt"]["status"] == "ACPT"
    assert "does not say who files what" in told.pop("readme.txt")["error"]
    assert sorted(told) == [f"{who}.meter_readings.2026-01.csv" for who in ("absent", "gone", "pipe")]
    assert all("name the file itself" in each["error"] for each in told.values())


def test_a_file_name_does_not_reach_the_terminal_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.\x1b[31m.2026-01.csv").write_text(ROWS)
    Path(os.fsdecode(os.fsencode(tmp_path / "in") + b"/\xec\xe0\xf0\xfb.meter_readings.2026-01.csv")).write_text(ROWS)
    for form in ((), ("--json",)):
        done = run(tmp_path / "in", "--lake", tmp_path / "lake", *form)
        assert done.exit_code == 1, done.output
        assert "\x1b" not in done.output
        assert "x1b[31m" in done.output
        assert "udcec" in done.output


def test_a_path_that_cannot_be_written_is_said_in_one_sentence(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    file = folder / "mary.meter_readings.2026-01.csv"
    monkeypatch.setattr(sys, "argv", ["rugsat", "returns", "check", str(file), "--faults", "/nowhere/faults.csv"])
    monkeypatch.setattr(main, "end_quietly", lambda: None)
    with pytest.raises(SystemExit) as ended:
        main.run()
    assert ended.value.code == 2
    assert capsys.readouterr().err == (
        "rugsat: /nowhere/faults.csv cannot be read or written (No such file or directory): name a path that can\n"
    )
