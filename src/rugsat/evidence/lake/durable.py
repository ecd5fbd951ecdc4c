"""Writing so that what was written outlives a crash."""

import os
from pathlib import Path


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
