"""What a licensee installs is the core, without server, database, Arrow or Spark; and a file is checked with it."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.test_locks import NOT_AT_HOME
from tools.setup_venv import ROOT, create, fill, installers, python_of

pytestmark = pytest.mark.prove


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh environment that holds the core lock and the wheel of this project, and nothing else."""
    folder = tmp_path_factory.mktemp("home")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = folder.glob("rugsat-*.whl")
    create(folder / "venv")
    fill(folder / "venv", "core", editable=False)
    assert next(installers(folder / "venv")).install("--no-deps", "--no-index", str(wheel), root=folder)
    return folder


def rugsat(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [home / "venv" / "bin" / "rugsat", *arguments], cwd=home, capture_output=True, text=True, check=False
    )


def test_a_file_is_checked_with_the_core_alone(home: Path):
    template = rugsat(home, "returns", "template", "mining_monthly", "--on", "2026-01-31").stdout
    (home / "karakum.mining_monthly.2026-01.csv").write_text(template)
    good = rugsat(home, "returns", "check", "karakum.mining_monthly.2026-01.csv")
    assert good.returncode == 0, good.stdout + good.stderr
    (home / "karakum.mining_monthly.2026-02.csv").write_text(
        template.replace("2026-01,", "2026-02,").replace("pps,", ",")
    )
    bad = rugsat(home, "returns", "check", "karakum.mining_monthly.2026-02.csv")
    assert bad.returncode == 1
    assert "pool_scheme" in bad.stdout


def test_a_parquet_file_needs_no_arrow_either(home: Path):
    name = "mary.mining_monthly.2026-01.parquet"
    (home / "mary.csv").write_text(rugsat(home, "returns", "template", "mining_monthly", "--on", "2026-01-31").stdout)
    write = f"import polars as pl; pl.read_csv('mary.csv', infer_schema=False).write_parquet({name!r})"
    subprocess.run([python_of(home / "venv"), "-c", write], cwd=home, check=True)
    checked = rugsat(home, "returns", "check", name)
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_checks_are_asked_on_the_embedded_engine_without_arrow(home: Path):
    program = (
        "import polars as pl\n"
        "from rugsat.evidence.engines.choose import engine_named\n"
        "engine = engine_named('duckdb')\n"
        "assert engine.collect(engine.table(pl.DataFrame({'a': [1]}))).rows() == [(1,)]\n"
    )
    subprocess.run([python_of(home / "venv"), "-c", program], check=True, capture_output=True, text=True)


def test_nothing_is_installed_or_imported_that_a_home_does_not_need(home: Path):
    program = (
        "import sys, importlib.metadata as metadata; import rugsat.cli.main; "
        "installed = {each.name.lower() for each in metadata.distributions()}; "
        "print(*sorted(installed | {name.partition('.')[0].lower() for name in sys.modules}))"
    )
    command = [python_of(home / "venv"), "-c", program]
    held = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    assert not set(held) & {*NOT_AT_HOME, "pyspark"}
