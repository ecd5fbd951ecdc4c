"""Feeds a parser with spoilt files for a while: whatever it does but refuse or name faults is a mistake of ours."""

import hashlib
import os
import random
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from rugsat.operations.intake.parse.batch import FileRefusedError, Header, Parser
from rugsat.operations.intake.parse.limits import Limits

SECONDS = float(os.environ.get("RUGSAT_FUZZ_SECONDS", "60"))
FAILED = Path(__file__).parents[2] / "build" / "fuzz"

_SLOW_SECONDS = 20.0
LIMITS = Limits(columns=20, rows=100_000, row_bytes=1 << 16, batch_bytes=1 << 14, batch_rows=500, ratio_from=1 << 24)
_INTERESTING = [b"\0", b"\xff", b"\n", b'"', b"\r", b",", b"\x7f\xff\xff\xff", b"\xff" * 8, b"-1", b"9" * 30, b"1e999"]


def fuzz(parser: Parser, header: Header, *, name: str, seeds: Sequence[bytes], words: Sequence[bytes] = ()) -> None:
    """Spoil the seeds in one way after the other until the time is over; the file that fails is kept in build/fuzz."""
    fuzz_with(lambda path: consume(parser, path, header), name=name, seeds=seeds, words=words)


def fuzz_with(read: Callable[[Path], object], *, name: str, seeds: Sequence[bytes], words: Sequence[bytes]) -> None:
    """The same for any function that reads a file; `name` is the name of that file."""
    FAILED.mkdir(parents=True, exist_ok=True)
    # The file lies there while it is read, so that it is at hand even where the whole process dies of it.
    path = FAILED / f"now.{name}"
    chance = random.Random(20_260_101)
    until = time.monotonic() + SECONDS
    tried = refused = 0
    while time.monotonic() < until:
        content = spoilt(chance.choice(seeds), seeds=seeds, words=[*_INTERESTING, *words], chance=chance)
        path.write_bytes(content)
        began = time.monotonic()
        try:
            read(path)
        except FileRefusedError as refusal:
            refused += 1
            assert str(refusal).isprintable() or "\n" in str(refusal)
        except BaseException as error:
            _fail(content, name, f"{type(error).__name__}: {error}", error)
        if time.monotonic() - began > _SLOW_SECONDS:
            _fail(content, name, f"reading took more than {_SLOW_SECONDS} seconds", None)
        tried += 1
    path.unlink()
    print(f"{name}: {tried} files in {SECONDS:.0f} s, {refused} refused")
    assert tried > refused


def consume(parser: Parser, path: Path, header: Header) -> None:
    """Read everything, and look at what a batch promises."""
    last = 0
    for batch in parser(path, header=header, limits=LIMITS):
        numbers = sorted([*batch.rows["row"], *set(batch.faults["row"])])
        assert len(numbers) == len(set(numbers)), "a row is good and bad, or is there twice"
        assert not numbers or numbers[0] > last, "rows of a batch come before those of an earlier one"
        last = numbers[-1] if numbers else last


def spoilt(seed: bytes, *, seeds: Sequence[bytes], words: Sequence[bytes], chance: random.Random) -> bytes:
    """Change a file in a few places, each in one of several ways."""
    content = bytearray(seed)
    for _ in range(chance.choice((0, 1, 1, 2, 3, 8))):
        at = chance.randrange(len(content) + 1)
        length = chance.choice((1, 2, 4, 16, 100))
        match chance.randrange(7):
            case 0:
                content[at : at + 1] = bytes([chance.randrange(256)])
            case 1:
                del content[at : at + length]
            case 2:
                content[at:at] = content[at : at + length] * chance.choice((1, 2, 50))
            case 3:
                content[at:at] = chance.choice(words)
            case 4:
                word = chance.choice(words)
                content[at : at + len(word)] = word
            case 5:
                other = chance.choice(seeds)
                start = chance.randrange(len(other) + 1)
                content[at : at + length] = other[start : start + length]
            case _ if chance.random() < 0.3:
                del content[at:]
            case _ if at < len(content):
                content[at] ^= 1 << chance.randrange(8)
    return bytes(content)


def _fail(content: bytes, name: str, reason: str, error: BaseException | None) -> None:
    if isinstance(error, KeyboardInterrupt):
        raise error
    path = FAILED / f"{hashlib.sha256(content).hexdigest()[:12]}.{name}"
    path.write_bytes(content)
    pytest.fail(f"{reason}; the file is kept as {path.relative_to(FAILED.parents[1])}")
