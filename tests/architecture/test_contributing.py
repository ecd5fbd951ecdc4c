"""CONTRIBUTING.md shows how to add things by one file: every file and command in it is written and run here."""

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BLOCK = re.compile(
    r"^<!-- (?:file: (?P<path>\S+)|(?P<run>run)) -->\n```\w+\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL
)
PROGRAMS = {
    "rugsat": ["-c", "from rugsat.cli.main import run; run()"],
    "pytest": ["-m", "pytest", "-p", "no:cacheprovider", "-m", "not spark"],
}


@dataclass(frozen=True)
class Block:
    heading: str
    path: str
    """Where it is written; empty for commands that are run."""
    text: str


def blocks() -> list[Block]:
    """The marked blocks of CONTRIBUTING.md in order, each with the heading that it stands under."""
    page = (ROOT / "CONTRIBUTING.md").read_text()
    headings = [(match.start(), match.group(1)) for match in re.finditer(r"^## (.*)$", page, re.MULTILINE)]
    found = []
    for match in BLOCK.finditer(page):
        heading = [title for start, title in headings if start < match.start()][-1]
        found.append(Block(heading, match["path"] or "", match["text"]))
    return found


HEADINGS = list(dict.fromkeys(block.heading for block in blocks()))


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the program and its tests, with every file that the page shows up to now."""
    folder = tmp_path_factory.mktemp("copy")
    unneeded = shutil.ignore_patterns("__pycache__", "data", "architecture")
    for name in ("src", "tests"):
        shutil.copytree(ROOT / name, folder / name, ignore=unneeded)
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


def run(command: str, folder: Path) -> str:
    """What a command prints; it must end well."""
    program, *arguments = command.split()
    environment = {**os.environ, "PYTHONPATH": str(folder / "src"), "COLUMNS": "200", "RUGSAT_LANGUAGE": "en"}
    line = [sys.executable, *PROGRAMS[program], *arguments]
    ended = subprocess.run(line, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return ended.stdout


def in_order(said: str, expected: list[str]) -> str:
    """The first line that is not found after those before it; empty where all are there, in order."""
    place = 0
    for line in expected:
        place = said.find(line, place)
        if place < 0:
            return line
    return ""


def test_the_page_shows_how_to_add_each_of_the_four_things():
    assert HEADINGS == ["Add a jurisdiction", "Add a parameter", "Add a return", "Add a check"]
    for heading in HEADINGS:
        written = [block.path for block in blocks() if block.heading == heading and block.path.startswith("src/")]
        assert len(written) == 1, f"{heading}: one file"


def test_the_worked_examples_work(copy: Path):
    for block in blocks():
        if block.path:
            target = copy / block.path
            assert not target.exists(), f"{block.path} exists: the page must add something new"
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(block.text)
            continue
        for command, *expected in (part.splitlines() for part in block.text.split("$ ")[1:]):
            missing = in_order(run(command, copy), expected)
            assert not missing, f"{block.heading}: `{command}` does not say {missing!r}"


def test_what_the_page_shows_is_written_as_the_house_writes():
    for block in blocks():
        if block.path.endswith(".py"):
            # Ruff tells ours from others' by the files that exist, and these do not: the order is not looked at.
            command = [sys.executable, "-m", "ruff", "check", "--ignore", "I001", "--stdin-filename", block.path, "-"]
            checked = subprocess.run(command, cwd=ROOT, input=block.text, capture_output=True, text=True, check=False)
            assert checked.returncode == 0, checked.stdout
