"""What a record is made of, as JSON holds it."""

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from hashlib import sha256
from typing import Any

import pytest

from rugsat.kernel.record import to_plain


@dataclass(frozen=True)
class Paper:
    name: str
    content: bytes


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        (date(2026, 3, 2), "2026-03-02"),
        (datetime(2026, 3, 2, 5, tzinfo=UTC), "2026-03-02T05:00:00+00:00"),
        (Decimal("1.50"), "1.5"),
        (Paper("a", b"\xff"), {"name": "a", "content": sha256(b"\xff").hexdigest()}),
        ({"x": (1, None, True)}, {"x": [1, None, True]}),
    ],
)
def test_a_record_is_plain_and_bytes_are_their_digest(value: Any, plain: Any):
    assert to_plain(value) == plain
    assert json.loads(json.dumps(to_plain(value))) == plain
