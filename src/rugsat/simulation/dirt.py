"""The ordinary dirt of filing: rows broken on the way, mended by a correction; files sent twice."""

from datetime import date, timedelta
from pathlib import Path

import numpy as np

from rugsat.simulation.filings import Filings, Sent

_PLAIN = (".csv", ".ndjson")
_FEWEST, _MOST = 4, 60_000


def can_break(sent: Sent) -> bool:
    """Tell whether rows of a file can be broken as text: not packed, not too few, sent only once."""
    return sent.path.suffix in _PLAIN and _FEWEST <= sent.rows <= _MOST and sent.kind == "original"


def break_and_mend(filings: Filings, sent: Sent, rng: np.random.Generator, *, mended: date) -> None:
    """Break one to three rows of a file, and send the whole one afterwards: as a correction where rows were taken.

    Where a return is taken whole or not at all, the broken file is refused, and the whole one is an original again.
    """
    definition = filings.definition(sent.return_name)
    assert definition is not None, "what was sent has a form"
    content = filings.read(sent)
    filings.send_again(sent, on=mended, kind="correction" if definition.in_part else "original", content=content)
    filings.overwrite(sent, _broken(content, sent.path, rng))


def send_twice(filings: Filings, sent: Sent) -> None:
    """The very same file comes in once more on the next day, as when a sender is not sure that it went out."""
    filings.send_again(sent, on=sent.received + timedelta(days=1), kind=sent.kind, content=filings.read(sent))


def _broken(content: bytes, path: Path, rng: np.random.Generator) -> bytes:
    lines = content.splitlines(keepends=True)
    first = 1 if path.suffix == ".csv" else 0
    number = int(rng.integers(1, 4))
    for at in sorted(rng.choice(np.arange(first, len(lines)), size=min(number, len(lines) - first), replace=False)):
        lines[at] = _BREAKS[int(rng.integers(len(_BREAKS)))](lines[at])
    return b"".join(lines)


def _cut(line: bytes) -> bytes:
    return line[: len(line) // 2].rstrip(b',;"') + b"\n"


def _one_field_too_many(line: bytes) -> bytes:
    return line.rstrip(b"\r\n") + b",see note;see note\n"


_BREAKS = (_cut, _one_field_too_many)
