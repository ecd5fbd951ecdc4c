"""Which code decided: a digest over the text of the checks and of what they share."""

from collections.abc import Iterable
from importlib.resources import files

from rugsat.domain.supervision.check import Check
from rugsat.kernel.digest import digest_of

_SHARED = (
    ("domain", "supervision"),
    ("evidence", "engines"),
    ("evidence", "frames"),
    ("evidence", "schemas"),
    ("operations", "cycle"),
)
"""Packages whose modules, besides those of the checks themselves, decide what a check finds."""
_ALONE = (("kernel", "numbers.py"), ("kernel", "period.py"), ("law", "resolve.py"), ("law", "timeline.py"))


def code_digest(checks: Iterable[Check]) -> str:
    """SHA-256 over the source of the checks, in order of name, and of what all checks share."""
    root = files("rugsat")
    folders = [root.joinpath(*path) for path in _SHARED]
    modules = [each for folder in folders for each in sorted(folder.iterdir(), key=lambda path: path.name)]
    shared = [each.read_text() for each in modules if each.name.endswith(".py")]
    alone = [root.joinpath(*path).read_text() for path in _ALONE]
    return digest_of([*(check.source for check in sorted(checks, key=lambda each: each.name)), *shared, *alone])
