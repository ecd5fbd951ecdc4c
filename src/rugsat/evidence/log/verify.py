"""Verifying a whole log from its files and the public key of the state, and nothing else."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rugsat.evidence.log.checkpoint import Checkpoint, open_checkpoint
from rugsat.evidence.log.errors import ForkedError, LogDamagedError
from rugsat.evidence.log.merkle import leaf_hash, root_of
from rugsat.evidence.log.note import Verifier
from rugsat.evidence.log.pending import PENDING, read_pending
from rugsat.evidence.log.proof import refuse_unless_grown
from rugsat.evidence.log.source import Source
from rugsat.evidence.log.tile_tree import TileTree
from rugsat.evidence.log.tiles import (
    CHECKPOINT,
    ENTRIES,
    WIDTH,
    Tile,
    count_on,
    damaged,
    levels_of,
    of_tile,
    tile_named,
    tiles_of,
)


@dataclass(frozen=True, slots=True)
class Verified:
    """What was found true of a log."""

    checkpoint: Checkpoint
    signed_by: tuple[Verifier, ...]
    since: Checkpoint | None
    """The earlier checkpoint that this one was proven to follow from, where one was given."""
    waiting: int
    """Entries that are appended and that no checkpoint covers yet."""
    beside: tuple[str, ...]
    """Files in the folder that are no part of the log: nothing is said of them."""


Seen = Callable[[int, bytes], None]
"""Is told every entry with its number, in order; what it was told is true once verifying has ended without an error."""


def verify_log(
    source: Source, note: bytes, keys: Sequence[Verifier], *, since: bytes = b"", seen: Seen | None = None
) -> Verified:
    """Verify every file of a log; an error names the first that is not what it must be."""
    checkpoint, signed = open_checkpoint(note, keys)
    tree = TileTree(source, checkpoint.size)
    _verify_entries(tree, seen)
    _verify_tiles(tree)
    if tree.root(tree.size) != checkpoint.root:
        message = (
            f"the checkpoint of {checkpoint.size} entries has another root than the tiles beside it: checkpoint and "
            "tiles are of different logs, or an entry was changed with all hashes above it; get both from one copy"
        )
        raise LogDamagedError(message)
    earlier = refuse_unless_it_follows(tree, checkpoint, since, keys) if since else None
    waiting, beside = _verify_other_files(source, tree, note)
    return Verified(checkpoint, signed, earlier, waiting, beside)


def refuse_unless_it_follows(
    tree: TileTree, checkpoint: Checkpoint, since: bytes, keys: Sequence[Verifier]
) -> Checkpoint:
    """The earlier checkpoint, where the later one is proven to follow from it; see `refuse_unless_grown`."""
    earlier, _ = open_checkpoint(since, keys)
    if earlier.origin != checkpoint.origin:
        message = (
            f"the earlier checkpoint is of the log '{earlier.origin}', not of '{checkpoint.origin}'; give one of it"
        )
        raise ForkedError(message)
    proof = tree.consistency(earlier.size, checkpoint.size) if earlier.size <= checkpoint.size else None
    refuse_unless_grown(earlier, checkpoint, proof)
    return earlier


def _verify_entries(tree: TileTree, seen: Seen | None) -> None:
    """Every entry hashes to its leaf."""
    for number in range(-(-tree.size // WIDTH)):
        leaves = tree.held(0, number)
        pairs = zip(tree.held(ENTRIES, number), leaves, strict=True)
        for index, (entry, leaf) in enumerate(pairs, number * WIDTH):
            if leaf_hash(entry) != leaf:
                message = (
                    f"entry {index} does not hash to its leaf: {Tile(ENTRIES, number).name} or {Tile(0, number).name} "
                    "was changed; put both back from a copy of the log"
                )
                raise LogDamagedError(message)
            if seen:
                seen(index, entry)


def _verify_tiles(tree: TileTree) -> None:
    """Every full tile hashes to its place in the tile above."""
    for level in levels_of(tree.size):
        for number in range(count_on(level, tree.size) // WIDTH):
            if root_of(tree.held(level, number)) != tree.held(level + 1, number // WIDTH)[number % WIDTH]:
                above = Tile(level + 1, number // WIDTH).name
                raise damaged(
                    Tile(level, number).name, f"it does not hash to its place in {above}, or that was changed"
                )


def _verify_other_files(source: Source, tree: TileTree, note: bytes) -> tuple[int, tuple[str, ...]]:
    """What lies beside the files that the checkpoint needs: earlier partial tiles, and entries that wait."""
    waiting, beside = 0, list[str]()
    needed = {CHECKPOINT, *(tile.name for tile in tiles_of(tree.size))}
    for name in sorted(source.names() or ()):
        tile = tile_named(name)
        if name in needed:
            continue
        part = tile is not None and count_on(tile.level, tree.size) >= tile.start + tile.width
        if name != PENDING and not part:
            beside.append(name)
        elif (content := source.read(name)) is None:
            continue
        elif name == PENDING:
            # A log that was appended to while it was verified has another checkpoint by now: its batches follow that.
            waiting = _verify_pending(content, tree) if source.read(CHECKPOINT) == note else 0
        elif tile is not None and of_tile(tile, content) != tree.held(tile.level, tile.number)[: tile.width]:
            raise damaged(name, "it is not the beginning of the tile that has grown from it")
    return waiting, tuple(beside)


def _verify_pending(content: bytes, tree: TileTree) -> int:
    """How many entries wait for a checkpoint; those that have one by now must be the same there."""
    batches, _ = read_pending(content)
    size = tree.size
    for first, entries in batches:
        if first > size:
            raise damaged(PENDING, f"it goes on at entry {first} where {size} is due")
        for index, entry in enumerate(entries, first):
            if index < tree.size and entry != tree.entry(index):
                raise damaged(PENDING, f"its entry {index} is not that of the log")
        size = max(size, first + len(entries))
    return size - tree.size
