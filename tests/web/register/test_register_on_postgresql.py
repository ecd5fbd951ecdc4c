"""All that is tested of the register on SQLite, once more on PostgreSQL."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.usecases.databases import postgres

ROOT = Path(__file__).parents[3]


@pytest.mark.prove
def test_the_register_shows_the_same_on_postgresql():
    with postgres() as address:
        surroundings = {**os.environ, "RUGSAT_DATABASE": address}
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:xdist", "-m", "not prove", "tests/web/register"]
        run = subprocess.run(command, cwd=ROOT, env=surroundings, capture_output=True, text=True, check=False)
    assert run.returncode == 0, "\n".join(
        line for line in run.stdout.splitlines() if line.startswith(("E  ", "FAILED", "ERROR"))
    )
