"""The policy acts that are published: one file of the office, which the law in force is read with."""

import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from django.conf import settings

Acts = tuple[tuple[str, str], ...]
"""Name and text of each act, in the order of the names."""


def published_acts() -> Acts:
    """The acts that are published; as cheap as asking whether a file has changed."""
    path = place()
    try:
        stat = path.stat()
    except FileNotFoundError:
        return ()
    return _read(path, (stat.st_mtime_ns, stat.st_ino, stat.st_size))


def place() -> Path:
    """Where the file lies."""
    return _place(settings.OFFICE)


@lru_cache(maxsize=16)
def _place(folder: Path) -> Path:
    return folder / "law" / "acts.json"


@lru_cache(maxsize=16)
def _read(path: Path, _stat: tuple[int, int, int]) -> Acts:
    content: Mapping[str, str] = json.loads(path.read_bytes())
    return tuple(sorted(content.items()))
