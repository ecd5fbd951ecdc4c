"""Writing many files of a log so that all are durable before the checkpoint names them."""

import os
import shutil
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from rugsat.evidence.lake.durable import sync_folder

SCRATCH = "scratch"
_AT_ONCE = 8
"""Files that are written side by side: the disk settles them together."""


def publish_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files under their names, each whole or not there at all, bytes and names durable on return."""
    scratch = folder / SCRATCH
    scratch.mkdir(exist_ok=True)
    moves = [(scratch / str(number), folder / name) for number, name in enumerate(files)]
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        list(pool.map(_write_synced, (path for path, _ in moves), files.values()))
    touched = {target.parent for _, target in moves}
    touched |= {above for parent in touched for above in _made(parent)}
    for path, target in moves:
        path.replace(target)
    for each in sorted(touched):
        sync_folder(each)


def clear_scratch(folder: Path) -> None:
    """Take away what a writer that died has left half-written."""
    shutil.rmtree(folder / SCRATCH, ignore_errors=True)


def forget(folder: Path, names: Iterable[str]) -> None:
    """Take away folders of partial tiles that a full tile has taken the place of; what cannot go may stay."""
    for name in names:
        shutil.rmtree(folder / name, ignore_errors=True)


def _write_synced(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _made(folder: Path) -> list[Path]:
    """Make a folder; gives those above it that hold a new name by that."""
    missing = []
    while not folder.is_dir():
        missing.append(folder)
        folder = folder.parent
    for each in reversed(missing):
        each.mkdir()
    return [each.parent for each in missing]
