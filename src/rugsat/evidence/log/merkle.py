"""Hashing of RFC 9162: leaves, inner nodes and roots, and proofs that are held against roots."""

from collections.abc import Iterator, Sequence
from hashlib import sha256

HASH_BYTES = 32
EMPTY_ROOT = sha256(b"").digest()
"""The root of a tree without leaves."""


def leaf_hash(entry: bytes) -> bytes:
    """The hash of an entry as a leaf (RFC 9162, section 2.1.1)."""
    return sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of an inner node over its two children."""
    return sha256(b"\x01" + left + right).digest()


def root_of(hashes: Sequence[bytes]) -> bytes:
    """The root of the tree whose leaves have these hashes.

    Pairs are joined level by level and an odd last one goes up as it is, which gives the tree of the RFC: its left
    part always has the largest power of two of leaves that is smaller than the whole.
    """
    level = list(hashes)
    if not level:
        return EMPTY_ROOT
    while len(level) > 1:
        pairs = [sha256(b"\x01" + left + right).digest() for left, right in zip(level[::2], level[1::2], strict=False)]
        if len(level) % 2:
            pairs.append(level[-1])
        level = pairs
    return level[0]


def whole_blocks(start: int, end: int) -> Iterator[tuple[int, int]]:
    """The complete subtrees that leaves `start` to `end` fall into, from left to right, as (level, number).

    A subtree of level l and number n stands over the leaves n * 2**l to (n + 1) * 2**l.
    """
    while start < end:
        level = (end - start).bit_length() - 1
        if start:
            level = min(level, (start & -start).bit_length() - 1)
        yield level, start >> level
        start += 1 << level


def joined(peaks: Sequence[bytes]) -> bytes:
    """The root over complete subtrees that get smaller from left to right."""
    if not peaks:
        return EMPTY_ROOT
    root = peaks[-1]
    for peak in reversed(peaks[:-1]):
        root = node_hash(peak, root)
    return root


def inclusion_ranges(index: int, size: int) -> list[tuple[int, int]]:
    """The ranges of leaves whose hashes prove leaf `index` in a tree of `size`, from its sibling up to the root."""
    start, end, ranges = 0, size, list[tuple[int, int]]()
    while end - start > 1:
        middle = start + _left_part(end - start)
        if index < middle:
            ranges.append((middle, end))
            end = middle
        else:
            ranges.append((start, middle))
            start = middle
    return ranges[::-1]


def consistency_ranges(old: int, new: int) -> list[tuple[int, int]]:
    """The ranges of leaves whose hashes prove that the tree of `new` begins with that of `old`, 0 < old <= new."""
    start, end, ranges, known = 0, new, list[tuple[int, int]](), True
    while old < end:
        middle = start + _left_part(end - start)
        if old <= middle:
            ranges.append((middle, end))
            end = middle
        else:
            ranges.append((start, middle))
            start, known = middle, False
    if not known:  # the old tree itself is known to whoever asks; a part of it is not
        ranges.append((start, end))
    return ranges[::-1]


def root_from_inclusion(leaf: bytes, *, index: int, size: int, path: Sequence[bytes]) -> bytes | None:
    """The root that an inclusion proof leads to (RFC 9162, section 2.1.3.2), None where the proof has no such form."""
    if not 0 <= index < size:
        return None
    first, second, root = index, size - 1, leaf
    for each in path:
        if second == 0:
            return None
        if first & 1 or first == second:
            root = node_hash(each, root)
            while first and not first & 1:
                first, second = first >> 1, second >> 1
        else:
            root = node_hash(root, each)
        first, second = first >> 1, second >> 1
    return root if second == 0 else None


def is_consistent(*, old: int, new: int, old_root: bytes, new_root: bytes, path: Sequence[bytes]) -> bool:
    """Whether a consistency proof leads from the root of `old` leaves to that of `new` (RFC 9162, section 2.1.4.2)."""
    if not 0 <= old <= new:
        return False
    if old == 0:
        return not path and old_root == EMPTY_ROOT
    if old == new:
        return not path and old_root == new_root
    hashes = list(path) if old & (old - 1) else [old_root, *path]
    if not path or not hashes:
        return False
    first, second = old - 1, new - 1
    while first & 1:
        first, second = first >> 1, second >> 1
    before = after = hashes[0]
    for each in hashes[1:]:
        if second == 0:
            return False
        if first & 1 or first == second:
            before, after = node_hash(each, before), node_hash(each, after)
            while first and not first & 1:
                first, second = first >> 1, second >> 1
        else:
            after = node_hash(after, each)
        first, second = first >> 1, second >> 1
    return second == 0 and before == old_root and after == new_root


def _left_part(size: int) -> int:
    """The largest power of two that is smaller than a size of at least two."""
    return 1 << ((size - 1).bit_length() - 1)
