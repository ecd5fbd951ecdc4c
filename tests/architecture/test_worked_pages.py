"""CONTRIBUTING.md and the tutorial show what to write and what to run: all of it is written and run here."""

import shutil
import subprocess
import sys
from pathlib import Path

from tests.architecture.worked_page import blocks, work_through

ROOT = Path(__file__).parents[2]
CONTRIBUTING = ROOT / "CONTRIBUTING.md"
AT_HOME = ROOT / "docs" / "tutorial" / "check-a-file-at-home.md"


def test_each_of_the_four_things_is_added_by_one_file():
    shown = blocks(CONTRIBUTING)
    headings = list(dict.fromkeys(block.heading for block in shown))
    assert headings == ["Add a jurisdiction", "Add a parameter", "Add a return", "Add a check"]
    for heading in headings:
        written = [block.path for block in shown if block.heading == heading and block.path.startswith("src/")]
        assert len(written) == 1, f"{heading}: one file"


def test_what_contributing_shows_works_in_a_copy_of_the_project(tmp_path: Path):
    unneeded = shutil.ignore_patterns("__pycache__", "data", "architecture")
    for name in ("src", "tests"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=unneeded)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    work_through(CONTRIBUTING, tmp_path, source=tmp_path / "src")


def test_what_contributing_shows_is_written_as_the_house_writes():
    for block in blocks(CONTRIBUTING):
        if block.path.endswith(".py"):
            # Ruff tells ours from others' by the files that exist, and these do not: the order is not looked at.
            command = [sys.executable, "-m", "ruff", "check", "--ignore", "I001", "--stdin-filename", block.path, "-"]
            checked = subprocess.run(command, cwd=ROOT, input=block.text, capture_output=True, text=True, check=False)
            assert checked.returncode == 0, checked.stdout


def test_the_first_steps_at_home_go_as_the_tutorial_says(tmp_path: Path):
    assert len(blocks(AT_HOME)) >= 4
    work_through(AT_HOME, tmp_path, source=ROOT / "src")
