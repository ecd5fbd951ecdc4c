"""NDJSON, spoilt for a minute."""

import json

import pytest

from rugsat.operations.intake.parse import ndjson
from tests.fuzz.fuzzing import fuzz
from tests.operations.intake.parse.reading import header_of

SEEDS = [
    "\n".join(json.dumps({"id": f"tx{n}", "place": "Aşgabat \\", "amount": n / 4}) for n in range(300)).encode(),
    '{"id": null, "place": "Мары", "amount": -1.5e-3}\r\n{"id": true}\r\n'.encode(),
    b"\xef\xbb\xbf{}\n",
]
WORDS = [b"[" * 2000, b'{"a":' * 2000, b"\\u0000", b"\\ud800", b"NaN", b"1e99999", b'"id":1,', b"null", b"}{", b"\\"]


@pytest.mark.prove
def test_spoilt_ndjson_is_refused_or_its_faults_are_named() -> None:
    fuzz(ndjson.read, header_of("id", "place", "amount"), name="ndjson", seeds=SEEDS, words=WORDS)
