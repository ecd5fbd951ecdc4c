"""Pages whose files are written and whose commands are run: a marked block is a promise that a test keeps."""

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

BLOCK = re.compile(
    r"^<!-- (?:file: (?P<path>\S+)|run(?:: (?P<code>\d))?) -->\n```\w+\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL
)
HEADING = re.compile(r"^## (.*)$", re.MULTILINE)
PROGRAMS = {
    "rugsat": ["-c", "from rugsat.cli.main import run; run()"],
    "pytest": ["-m", "pytest", "-p", "no:cacheprovider", "-m", "not spark"],
}


@dataclass(frozen=True)
class Block:
    """A file to write, or commands to run with what they must say, in order."""

    heading: str
    path: str
    """Where it is written; empty for commands that are run."""
    text: str
    code: int
    """How the commands end."""


def blocks(page: Path) -> list[Block]:
    """The marked blocks of a page in order, each with the heading that it stands under."""
    text = page.read_text()
    found = []
    for match in BLOCK.finditer(text):
        heading = [each.group(1) for each in HEADING.finditer(text) if each.start() < match.start()][-1]
        found.append(Block(heading, match["path"] or "", match["text"], int(match["code"] or 0)))
    return found


def work_through(page: Path, folder: Path, *, source: Path) -> None:
    """Write and run all that a page shows, in a folder, with the program as it lies in `source`."""
    for block in blocks(page):
        if block.path:
            target = folder / block.path
            assert not target.exists(), f"{block.path} exists: the page must add something new"
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(block.text)
            continue
        for command, *expected in (part.splitlines() for part in block.text.split("$ ")[1:]):
            missing = _first_missing(_run(command, block.code, folder, source), expected)
            assert not missing, f"{block.heading}: `{command}` does not say {missing!r}"


def _run(command: str, code: int, folder: Path, source: Path) -> str:
    command, _, file = command.partition(" > ")
    program, *arguments = command.split()
    environment = {**os.environ, "PYTHONPATH": str(source), "COLUMNS": "200", "RUGSAT_LANGUAGE": "en"}
    line = [sys.executable, *PROGRAMS[program], *arguments]
    ended = subprocess.run(line, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert ended.returncode == code, f"`{command}` ended with {ended.returncode}:\n{ended.stdout}{ended.stderr}"
    if file:
        (folder / file).write_text(ended.stdout)
    return ended.stdout


def _first_missing(said: str, expected: list[str]) -> str:
    """The first line that is not found after those before it; empty where all are there, in order."""
    place = 0
    for line in expected:
        place = said.find(line, place)
        if place < 0:
            return line
    return ""
