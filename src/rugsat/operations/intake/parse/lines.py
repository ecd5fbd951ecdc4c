"""Lines of a stream of bytes, each bounded: a line without an end never fills the memory."""

import io
from collections.abc import Iterator
from typing import NamedTuple

from rugsat.operations.intake.parse.limits import Limits

_BLOCK = 1 << 20
_BOM = b"\xef\xbb\xbf"


class Line(NamedTuple):
    """One line without its end; a line that is too long has no content."""

    number: int
    content: bytes
    too_long: bool = False


def lines_of(file: io.RawIOBase, *, limits: Limits) -> Iterator[Line]:
    """Give the lines of a file, the first being 1, without a byte order mark; a last empty line is none."""
    number, rest, skipping = 0, b"", False
    first = True
    while block := file.read(_BLOCK):
        if first:
            first, block = False, _past_the_mark(file, block)
        *whole, rest_of_block = block.split(b"\n")
        for piece in whole:
            number += 1
            content = rest + piece if rest else piece
            yield Line(number, b"", too_long=True) if skipping else _line(number, content, limits)
            rest, skipping = b"", False
        rest = b"" if skipping else rest + rest_of_block
        if len(rest) > limits.row_bytes:
            rest, skipping = b"", True
    if rest or skipping:
        yield Line(number + 1, b"", too_long=True) if skipping else _line(number + 1, rest, limits)


def _line(number: int, content: bytes, limits: Limits) -> Line:
    if len(content) > limits.row_bytes:
        return Line(number, b"", too_long=True)
    return Line(number, content.removesuffix(b"\r"))


def _past_the_mark(file: io.RawIOBase, block: bytes) -> bytes:
    while len(block) < len(_BOM) and (more := file.read(_BLOCK)):
        block += more
    return block.removeprefix(_BOM)
