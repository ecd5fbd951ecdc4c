"""Writing many files of a log so that all are durable before the checkpoint names them."""

import shutil
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from rugsat.evidence.lake.durable import sync_file, sync_folder

SCRATCH = "scratch"
_AT_ONCE = 8
"""Files that are synced side by side: the disk settles them together."""


def publish_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files under their names, each whole or not there at all, bytes and names durable on return."""
    scratch = folder / SCRATCH
    scratch.mkdir(exist_ok=True)
    moves = [(scratch / str(number), folder / name) for number, name in enumerate(files)]
    for (path, _), content in zip(moves, files.values(), strict=True):
        path.write_bytes(content)
    _all(sync_file, (path for path, _ in moves))
    touched = {target.parent for _, target in moves}
    touched |= {above for parent in touched for above in _made(parent)}
    for path, target in moves:
        path.replace(target)
    _all(sync_folder, touched)


def clear_scratch(folder: Path) -> None:
    """Take away what a writer that died has left half-written."""
    shutil.rmtree(folder / SCRATCH, ignore_errors=True)


def forget(folder: Path, names: Iterable[str]) -> None:
    """Take away folders of partial tiles that a full tile has taken the place of; what cannot go may stay."""
    for name in names:
        shutil.rmtree(folder / name, ignore_errors=True)


def _all(sync: Callable[[Path], None], paths: Iterable[Path]) -> None:
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        for _ in pool.map(sync, list(paths)):
            pass


def _made(folder: Path) -> list[Path]:
    """Make a folder; gives those above it that hold a new name by that."""
    missing = []
    while not folder.is_dir():
        missing.append(folder)
        folder = folder.parent
    for each in reversed(missing):
        each.mkdir()
    return [each.parent for each in missing]
