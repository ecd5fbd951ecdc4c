"""`rugsat findings bundle` writes one file that `rugsat verify` checks, signed or not."""

import csv
import io
import json
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from rugsat.cli.main import app

READINGS = "connection,meter,began,interval_s,energy_wh,estimated\n"


def run(*arguments: object):
    return CliRunner().invoke(app, ["--language", "en", *map(str, arguments)])


@pytest.fixture
def lake(tmp_path: Path) -> Path:
    """A lake in which one home drew more than a home may, its receipts and its rule pack signed."""
    keys, folder, filed = tmp_path / "keys", tmp_path / "lake", tmp_path / "filed"
    filed.mkdir()
    assert run("certificates", "make-keys", keys, "--authority", "en=Central Bank").exit_code == 0
    hours = [
        f"H1,M1,2026-01-{day:02}T{hour:02}:00:00+05:00,3600,9000,false" for day in range(1, 29) for hour in range(24)
    ]
    (filed / "grid.meter_readings.2026-01.csv").write_text(READINGS + "\n".join(hours) + "\n")
    template = run("returns", "template", "connection_points", "--on", "2026-01-31").stdout
    head, values, *_ = csv.reader(io.StringIO(template))
    said = dict(zip(head, values, strict=True))
    said |= {"connection": "H1", "meter": "M1", "tariff_class": "household", "region": "mary"}
    with (filed / "grid.connection_points.2026-01.csv").open("w", newline="") as file:
        csv.writer(file).writerows([head, [said[name] for name in head]])
    done = run(
        "returns", "file", filed, "--lake", folder, "--demonstration", "demonstration", "--sign", keys,
        "--received", "2026-02-03T10:00:00+05:00",
    )  # fmt: skip
    assert done.exit_code == 0, done.output
    done = run(
        "supervise", "--lake", folder, "--on", date(2026, 1, 31), "--demonstration", "demonstration", "--sign", keys,
        "--check", "household_consumption_above_cap",
    )  # fmt: skip
    assert done.exit_code == 0, done.output
    return folder


def test_a_finding_becomes_one_file_that_verifies_or_says_that_nobody_signed_it(lake: Path, tmp_path: Path):
    (finding,) = json.loads(run("findings", "list", "--lake", lake, "--json").stdout)
    key = tmp_path / "keys" / "authority-trust.json"
    signed, bare = tmp_path / "signed.zip", tmp_path / "bare.zip"
    bundle = ("findings", "bundle", finding["finding"][:6], "--lake", lake)
    assert run(*bundle, "--out", signed, "--sign", tmp_path / "keys").exit_code == 0
    done = run("verify", signed, "--key", key, "--json")
    assert done.exit_code == 0, done.output
    answer = json.loads(done.stdout)
    assert (answer["kind"], answer["number"], answer["demonstration"]) == ("bundle", finding["finding"], True)
    assert any("Of 3 rule packs and receipts in it, 3 are signed" in note for note in answer["notes"])
    told = run(*bundle, "--out", bare)
    assert "It is not signed" in told.stdout
    assert "demonstration" in told.stdout
    done = run("verify", bare, "--key", key)
    assert (done.exit_code, "nobody signed it" in done.stdout) == (1, True)
