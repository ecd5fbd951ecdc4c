"""The arrows between the floors, held by import-linter, and the dependencies, held by deptry."""

import subprocess
import sys
from pathlib import Path

from importlinter.cli import lint_imports

ROOT = Path(__file__).parents[2]


def test_arrows_point_one_way(monkeypatch):
    monkeypatch.chdir(ROOT)
    monkeypatch.syspath_prepend(str(ROOT / "src"))
    assert lint_imports(config_filename="pyproject.toml", no_cache=True) == 0, "run lint-imports to see which arrow"


def test_every_dependency_is_named_and_every_named_one_is_used():
    command = [sys.executable, "-m", "deptry", "src", "--no-ansi"]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr


def test_the_law_and_the_kernel_are_read_without_a_table_engine():
    program = "import sys, rugsat.law.pack, rugsat.kernel.errors; print(*sorted(sys.modules))"
    command = [sys.executable, "-c", program]
    environment = {"PYTHONPATH": str(ROOT / "src")}
    modules = subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout.split()
    assert not {"polars", "duckdb", "narwhals", "pyarrow", "typer"} & set(modules)
