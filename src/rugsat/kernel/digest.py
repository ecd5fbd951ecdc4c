"""Content addresses: the same content has the same digest on every machine."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

_CHUNK = 1 << 20


def digest_of(content: Mapping[str, Any] | Sequence[Any]) -> str:
    """SHA-256 (64 hexadecimal digits) of the canonical JSON of the content: sorted keys, no spaces, UTF-8."""
    return hashlib.sha256(canonical_json(content)).hexdigest()


def canonical_json(content: Mapping[str, Any] | Sequence[Any]) -> bytes:
    """JSON with sorted keys and no spaces; whatever JSON has no form for (dates, decimals) is written as its text."""
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=str)
    return text.encode()


def digest_of_file(path: Path) -> str:
    """SHA-256 (64 hexadecimal digits) of the bytes of a file."""
    running = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            running.update(chunk)
    return running.hexdigest()
