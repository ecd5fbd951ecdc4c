"""Only entry points read the clock; everything else is told the day and the moment."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src" / "rugsat"
CLOCKS = {
    "datetime.now",
    "datetime.today",
    "datetime.utcnow",
    "date.today",
    "time.time",
    "time.time_ns",
    "time.localtime",
    "time.gmtime",
}
INSIDE = sorted(path for path in SOURCE.rglob("*.py") if not {"cli", "web"} & set(path.relative_to(SOURCE).parts))


def clocks_read(source: str) -> Iterator[str]:
    """Where a module reads the clock. A counter that measures how long something took is none."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and ".".join(ast.unparse(node).split(".")[-2:]) in CLOCKS:
            yield f"line {node.lineno}: {ast.unparse(node)}"
        if isinstance(node, ast.ImportFrom) and node.module == "time":
            taken = {alias.name for alias in node.names} & {clock.split(".")[1] for clock in CLOCKS}
            yield from (f"line {node.lineno}: from time import {name}" for name in sorted(taken))


@pytest.mark.parametrize("path", INSIDE, ids=lambda path: str(path.relative_to(SOURCE)))
def test_a_module_behind_the_command_line_reads_no_clock(path: Path):
    assert list(clocks_read(path.read_text())) == []


@pytest.mark.parametrize(
    "source",
    [
        "import datetime\nnow = datetime.datetime.now()",
        "from datetime import date\ntoday = date.today()",
        "import time\nnow = time.time()",
        "from time import time\nnow = time()",
        "from datetime import datetime\nread = datetime.now",
    ],
)
def test_reading_the_clock_is_seen(source: str):
    assert list(clocks_read(source))


def test_measuring_how_long_it_took_is_allowed():
    assert list(clocks_read("import time\nbegan = time.perf_counter()")) == []
