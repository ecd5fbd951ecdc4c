"""The files of deploy/ name commands, settings and modules that there are."""

import importlib
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest
from typer.testing import CliRunner

from rugsat.cli.main import app

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
GUIDE = (ROOT / "docs" / "how-to" / "run-the-office-in-service.md").read_text()
SERVICES = sorted((DEPLOY / "systemd").glob("*.service"))
TIMERS = sorted((DEPLOY / "systemd").glob("*.timer"))
COMMAND = re.compile(r"/opt/rugsat/bin/rugsat ([^'\n]*)")


def starts(unit: Path) -> str:
    return next(line.removeprefix("ExecStart=") for line in unit.read_text().splitlines() if "ExecStart=" in line)


@pytest.mark.parametrize("unit", SERVICES, ids=lambda unit: unit.stem)
def test_a_unit_starts_what_there_is(unit: Path, db: None):
    started = starts(unit)
    if asked := COMMAND.search(started):
        words = [word for word in shlex.split(asked[1]) if not word.startswith(("/", "$"))]
        done = CliRunner().invoke(app, [*words, "--help"])
        assert done.exit_code == 0, done.output
        assert "Usage: rugsat" in done.output
    else:
        module, _, name = started.split()[-1].partition(":")
        assert hasattr(importlib.import_module(module), name)


@pytest.mark.parametrize("unit", TIMERS, ids=lambda unit: unit.stem)
def test_a_timer_has_its_service_and_is_in_the_guide(unit: Path):
    assert unit.with_suffix(".service") in SERVICES
    assert f"`{unit.stem}`" in GUIDE


@pytest.mark.prove
def test_systemd_takes_the_units(tmp_path: Path):
    verify = shutil.which("systemd-analyze")
    if verify is None:
        pytest.skip("systemd-analyze is not installed: apt-get install systemd")
    for unit in (*SERVICES, *TIMERS):
        # The programs are not where a server has them.
        (tmp_path / unit.name).write_text(
            re.sub(r"^ExecStart=\S+", "ExecStart=/bin/true", unit.read_text(), flags=re.M)
        )
    done = subprocess.run(
        [verify, "verify", "--man=no", *map(str, tmp_path.iterdir())], capture_output=True, text=True, check=False
    )
    said = [line for line in done.stderr.splitlines() if str(tmp_path) in line or "rugsat-" in line]
    assert said == []


def test_the_settings_of_the_example_are_those_that_the_program_reads():
    read = "".join(path.read_text() for path in (ROOT / "src" / "rugsat").rglob("*.py"))
    for name in re.findall(r"^(RUGSAT_[A-Z_]+)=", (DEPLOY / "office.env.example").read_text(), flags=re.M):
        assert f'"{name}"' in read, name
        assert f"`{name}`" in GUIDE, name


def test_the_container_takes_a_lock_that_there_is_and_names_no_secret():
    text = (DEPLOY / "Containerfile").read_text()
    for lock in re.findall(r"/src/(requirements/\S+)", text):
        assert (ROOT / lock).is_file(), lock
    assert not re.search(r"(SECRET|PASSWORD)\S*=", text)
