"""Writing so that what was written outlives a crash."""

import os
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path

_AT_ONCE = 16


def sync_file(path: Path) -> None:
    """Make the bytes of a file durable."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_folder(path: Path) -> None:
    """Make the names in a folder durable."""
    sync_file(path)


def sync_all(paths: Iterable[Path]) -> None:
    """Make files and the names in folders durable, all at once: a disk takes hardly longer for many than for one."""
    wanted = list(paths)
    if len(wanted) > 1:
        list(_waiting(os.getpid()).map(sync_file, wanted))
    else:
        for path in wanted:
            sync_file(path)


@cache
def _waiting(_process: int) -> ThreadPoolExecutor:
    """Threads that wait for the disk, kept for the next commit; a process that was forked off has none of them."""
    return ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="sync")


def write_durably(path: Path, content: bytes) -> None:
    """Write a new file, bytes and name durable; an existing one is replaced at once or not at all."""
    scratch = path.with_name(f".{path.name}.{os.getpid()}.part")
    with scratch.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    scratch.replace(path)
    sync_folder(path.parent)


def publish(scratch: Path, path: Path) -> bool:
    """Give a durable scratch file its name unless the name is taken; True where it was given. The scratch name goes."""
    try:
        os.link(scratch, path)
    except FileExistsError:
        return False
    else:
        sync_folder(path.parent)
        return True
    finally:
        scratch.unlink()
