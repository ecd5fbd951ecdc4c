"""Which code decided: a digest over the text of the checks and of what they share."""

from collections.abc import Iterable
from importlib.resources import files

from rugsat.domain.supervision.check import Check
from rugsat.kernel.digest import digest_of

_SHARED = (
    ("domain", "supervision", "findings.py"),
    ("domain", "supervision", "limits.py"),
    ("domain", "supervision", "luck.py"),
    ("domain", "supervision", "violations.py"),
    ("evidence", "frames", "as_of.py"),
    ("evidence", "frames", "dated_join.py"),
    ("evidence", "frames", "islands.py"),
    ("evidence", "frames", "order.py"),
    ("evidence", "frames", "sums.py"),
)


def code_digest(checks: Iterable[Check]) -> str:
    """SHA-256 over the source of the checks, in order of name, and of what all checks share."""
    shared = [files("rugsat").joinpath(*path).read_text() for path in _SHARED]
    return digest_of([*(check.source for check in sorted(checks, key=lambda each: each.name)), *shared])
