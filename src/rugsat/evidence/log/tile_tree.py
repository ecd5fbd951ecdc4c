"""A tree of a size as the tiles of a source give it: its roots and its proofs."""

from functools import lru_cache

from rugsat.evidence.log.errors import NotInLogError
from rugsat.evidence.log.merkle import consistency_ranges, inclusion_ranges, joined, root_of, whole_blocks
from rugsat.evidence.log.proof import ConsistencyProof, InclusionProof
from rugsat.evidence.log.source import Source
from rugsat.evidence.log.tiles import ENTRIES, WIDTH, Tile, damaged, of_tile, tile_at

_KEPT_TILES = 64


def read_tile(source: Source, tile: Tile) -> list[bytes]:
    """What a tile or bundle holds; LogDamagedError where it is not there as it must be.

    A partial tile may be gone once the full one is there, and is then the beginning of that.
    """
    content = source.read(tile.name)
    if content is not None:
        return of_tile(tile, content)
    full = tile.wider(WIDTH)
    content = source.read(full.name) if tile.width < WIDTH else None
    if content is None:
        raise damaged(tile.name, "it is not there")
    return of_tile(full, content)[: tile.width]


class TileTree:
    """The first `size` entries of a log and the tree over them, read when they are needed."""

    def __init__(self, source: Source, size: int) -> None:
        self.size = size
        self._source = source
        self.held = lru_cache(maxsize=_KEPT_TILES)(self._held)

    def entry(self, index: int) -> bytes:
        """The entry of a number; NotInLogError where there are fewer."""
        self._refuse_outside(index, self.size)
        return self.held(ENTRIES, index // WIDTH)[index % WIDTH]

    def root(self, size: int) -> bytes:
        """The root that the tiles give for the first `size` entries."""
        self._refuse_beyond(size)
        return self._hash_of(0, size)

    def inclusion(self, index: int, size: int) -> InclusionProof:
        """The proof that the entry of a number is in the tree of a size."""
        self._refuse_beyond(size)
        self._refuse_outside(index, size)
        return InclusionProof(index, size, tuple(self._hash_of(*each) for each in inclusion_ranges(index, size)))

    def consistency(self, old: int, new: int) -> ConsistencyProof:
        """The proof that the tree of a size begins with that of a smaller one."""
        self._refuse_beyond(new)
        if not 0 <= old <= new:
            message = f"a log of {new} entries cannot begin with {old}; ask from the smaller size to the larger"
            raise NotInLogError(message)
        ranges = consistency_ranges(old, new) if old else []
        return ConsistencyProof(old, new, tuple(self._hash_of(*each) for each in ranges))

    def _held(self, level: int, number: int) -> list[bytes]:
        return read_tile(self._source, tile_at(level, number, self.size))

    def _hash_of(self, start: int, end: int) -> bytes:
        return joined([self._block(*each) for each in whole_blocks(start, end)])

    def _block(self, level: int, number: int) -> bytes:
        """The hash of a complete subtree, made of the hashes of the tile that it lies in."""
        first, count = number << (level % 8), 1 << (level % 8)
        hashes = self.held(level // 8, first // WIDTH)
        return root_of(hashes[first % WIDTH : first % WIDTH + count])

    def _refuse_beyond(self, size: int) -> None:
        if not 0 <= size <= self.size:
            message = f"the checkpoint is of {self.size} entries; ask for a size up to that, not {size}"
            raise NotInLogError(message)

    @staticmethod
    def _refuse_outside(index: int, size: int) -> None:
        if not 0 <= index < size:
            message = f"the log has no entry {index} among its first {size}; they are numbered from 0"
            raise NotInLogError(message)
