"""Holding a log alone, against other programs and other openings of this one."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def held_alone(descriptor: int) -> Iterator[None]:
    """Wait until nobody else holds the file of an open descriptor, and hold it for as long as the block."""
    fcntl.flock(descriptor, fcntl.LOCK_EX)
    try:
        yield
    finally:
        fcntl.flock(descriptor, fcntl.LOCK_UN)
