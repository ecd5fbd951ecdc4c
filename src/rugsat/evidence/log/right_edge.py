"""The right edge of a growing tree: the hashes of the tile that is filling on each level, and no more."""

from collections.abc import Sequence

from rugsat.evidence.log.merkle import joined, root_of, whole_blocks
from rugsat.evidence.log.tile_tree import TileTree
from rugsat.evidence.log.tiles import WIDTH, Tile, count_on, levels_of, tile_at

Filled = tuple[Tile, list[bytes]]
"""A tile and the hashes that it holds."""


class RightEdge:
    """Takes leaf hashes one after the other, hands out the tiles that got full, and knows the root of all."""

    def __init__(self, size: int = 0, edges: Sequence[Sequence[bytes]] = ()) -> None:
        self._size = size
        self._edges = [list(edge) for edge in edges]

    @classmethod
    def of(cls, tree: TileTree) -> "RightEdge":
        """The right edge of a tree that lies in tiles."""
        edges = []
        for level in levels_of(tree.size):
            count = count_on(level, tree.size)
            edges.append(tree.held(level, count // WIDTH) if count % WIDTH else [])
        return cls(tree.size, edges)

    @property
    def size(self) -> int:
        """How many leaves there are."""
        return self._size

    def add(self, leaves: Sequence[bytes]) -> list[Filled]:
        """Take leaf hashes; gives the tiles of every level that got full by them."""
        filled = list[Filled]()
        self._add(0, leaves, count_on(0, self._size), filled)
        self._size += len(leaves)
        return filled

    def partial(self) -> list[Filled]:
        """The tile of each level that is filling, where it holds anything."""
        return [
            (tile_at(level, count_on(level, self._size) // WIDTH, self._size), list(edge))
            for level, edge in enumerate(self._edges)
            if edge
        ]

    def root(self) -> bytes:
        """The root over all leaves."""
        return joined([
            root_of(edge[number << level : (number + 1) << level])
            for edge in reversed(self._edges)
            for level, number in whole_blocks(0, len(edge))
        ])  # fmt: skip

    def _add(self, level: int, hashes: Sequence[bytes], before: int, filled: list[Filled]) -> None:
        if level == len(self._edges):
            self._edges.append([])
        edge, at, up = self._edges[level], 0, list[bytes]()
        while at < len(hashes):
            taken = hashes[at : at + WIDTH - len(edge)]
            edge.extend(taken)
            at += len(taken)
            if len(edge) == WIDTH:
                filled.append((Tile(level, (before + at) // WIDTH - 1), list(edge)))
                up.append(root_of(edge))
                edge.clear()
        if up:
            self._add(level + 1, up, before // WIDTH, filled)
