"""Batches that are appended and not yet under a checkpoint: one file, one write and one fsync for each batch.

A batch is a header (magic, number of its first entry, how many, how many bytes, SHA-256 of the bytes, and eight bytes
of SHA-256 over all that) and the entries, packed as in a bundle. A batch that was cut off while it was written is the
last in the file, was never acknowledged, and is dropped.
"""

import os
import struct
from collections.abc import Sequence
from hashlib import sha256

from rugsat.evidence.log.tiles import damaged, unpack

PENDING = "pending"

_MAGIC = b"rgl1"
_HEADER = struct.Struct(">4sQIQ32s")
_CHECK_BYTES = 8
_HEAD_BYTES = _HEADER.size + _CHECK_BYTES

Batch = tuple[int, list[bytes]]
"""The number of the first entry, and the entries."""


def write_batch(descriptor: int, first: int, entries: Sequence[bytes]) -> int:
    """Append a batch of framed entries, durable once the file is synced; how many bytes it took."""
    payload = b"".join(entries)
    head = _HEADER.pack(_MAGIC, first, len(entries), len(payload), sha256(payload).digest())
    content = memoryview(b"".join((head, _check(head), payload)))
    written = 0
    while written < len(content):
        written += os.write(descriptor, content[written:])
    return written


def read_pending(content: bytes) -> tuple[list[Batch], int]:
    """The whole batches of the file, and where they end; LogDamagedError where one was changed.

    What follows that end is a batch that was cut off: too short for what it announces, or nothing but zeroes.
    """
    batches, at = list[Batch](), 0
    while len(content) - at >= _HEAD_BYTES and any(content[at : at + _HEAD_BYTES]):
        head = content[at : at + _HEADER.size]
        if content[at + _HEADER.size : at + _HEAD_BYTES] != _check(head):
            raise _damaged(at)
        magic, first, count, length, digest = _HEADER.unpack(head)
        payload = content[at + _HEAD_BYTES : at + _HEAD_BYTES + length]
        if len(payload) < length:
            break
        entries = unpack(payload, name=PENDING) if sha256(payload).digest() == digest else []
        if magic != _MAGIC or len(entries) != count:
            raise _damaged(at)
        batches.append((first, entries))
        at += _HEAD_BYTES + length
    return batches, at


def _check(head: bytes) -> bytes:
    return sha256(head).digest()[:_CHECK_BYTES]


def _damaged(at: int) -> Exception:
    return damaged(
        PENDING,
        f"the batch at byte {at} is not as it was written; where there is no copy, take the file away, and whoever "
        "appends repeats from the first entry that the checkpoint does not cover",
    )
