"""Where the hashes and entries of a log lie: the names and contents of C2SP tlog-tiles."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rugsat.evidence.log.errors import LogDamagedError, LogError
from rugsat.evidence.log.merkle import HASH_BYTES

WIDTH = 256
"""Hashes of a full tile, and entries of a full bundle."""
ENTRIES = -1
"""The level of entry bundles."""
CHECKPOINT = "checkpoint"
LONGEST_ENTRY = 0xFFFF

_NAME = re.compile(r"tile/(entries|0|[1-9]\d?)/((?:x\d{3}/)*)(\d{3})(?:\.p/([1-9]\d{0,2}))?")
_HIGHEST_LEVEL = 63


@dataclass(frozen=True, slots=True)
class Tile:
    """A tile of hashes, or a bundle of entries where its level is ENTRIES."""

    level: int
    number: int
    width: int = WIDTH

    @property
    def name(self) -> str:
        """Its path under the log, as in tile/0/x001/x234/067 or tile/entries/000.p/17."""
        digits = str(self.number)
        digits = digits.zfill(-(-len(digits) // 3) * 3)
        parts = [digits[at : at + 3] for at in range(0, len(digits), 3)]
        path = "/".join([*(f"x{part}" for part in parts[:-1]), parts[-1]])
        level = "entries" if self.level == ENTRIES else str(self.level)
        return f"tile/{level}/{path}" + ("" if self.width == WIDTH else f".p/{self.width}")

    @property
    def start(self) -> int:
        """Number, on its level, of its first hash or entry."""
        return self.number * WIDTH

    def wider(self, width: int) -> "Tile":
        """The same tile with another width."""
        return Tile(self.level, self.number, width)


def tile_named(name: str) -> Tile | None:
    """The tile that a path under the log is the name of, None where it is none."""
    match = _NAME.fullmatch(name)
    if match is None:
        return None
    level = ENTRIES if match[1] == "entries" else int(match[1])
    number = int("".join(re.findall(r"\d", match[2])) + match[3])
    tile = Tile(level, number, int(match[4]) if match[4] else WIDTH)
    # A name with needless zeroes, or a partial tile as wide as a full one, is no name.
    return tile if tile.name == name and level <= _HIGHEST_LEVEL else None


def count_on(level: int, size: int) -> int:
    """How many hashes (or entries) a level of the log of a size has."""
    return size if level == ENTRIES else size >> (8 * level)


def tile_at(level: int, number: int, size: int) -> Tile:
    """The tile of a number as it is in the log of a size; LogError where there is none."""
    width = min(WIDTH, count_on(level, size) - number * WIDTH)
    if width <= 0:
        message = f"a log of {size} entries has no tile {number} on level {level}; ask for one that it has"
        raise LogError(message)
    return Tile(level, number, width)


def levels_of(size: int) -> Iterator[int]:
    """The levels of hashes that a log of a size has."""
    level = 0
    while count_on(level, size):
        yield level
        level += 1


def tiles_of(size: int) -> Iterator[Tile]:
    """Every bundle and tile that a log of a size consists of."""
    for level in (*([ENTRIES] if size else []), *levels_of(size)):
        for number in range(-(-count_on(level, size) // WIDTH)):
            yield tile_at(level, number, size)


def framed(entry: bytes) -> bytes:
    """An entry as it stands in a bundle: after its length in two bytes."""
    return len(entry).to_bytes(2, "big") + entry


def pack(entries: Iterable[bytes]) -> bytes:
    """Entries as a bundle."""
    return b"".join([framed(entry) for entry in entries])


def unpack(bundle: bytes, *, name: str) -> list[bytes]:
    """The entries of a bundle; LogDamagedError where it is cut off."""
    entries, at = list[bytes](), 0
    while at < len(bundle):
        end = at + 2 + int.from_bytes(bundle[at : at + 2], "big")
        if at + 2 > len(bundle) or end > len(bundle):
            raise damaged(name, f"it ends in the middle of its entry {len(entries)}")
        entries.append(bundle[at + 2 : end])
        at = end
    return entries


def split(content: bytes, *, name: str) -> list[bytes]:
    """The hashes of a tile; LogDamagedError where it is cut off."""
    if len(content) % HASH_BYTES:
        raise damaged(name, f"its {len(content)} bytes are no whole hashes")
    return [content[at : at + HASH_BYTES] for at in range(0, len(content), HASH_BYTES)]


def of_tile(tile: Tile, content: bytes) -> list[bytes]:
    """What a tile or bundle holds; LogDamagedError where it holds more or less than its width."""
    found = (unpack if tile.level == ENTRIES else split)(content, name=tile.name)
    if len(found) != tile.width:
        raise damaged(tile.name, f"it holds {len(found)} where there must be {tile.width}")
    return found


def damaged(name: str, why: str) -> LogDamagedError:
    """The error of a file that is not as it was written."""
    return LogDamagedError(f"{name} is damaged: {why}; put the file back from a copy of the log")
