"""No key, password or token lies in the project."""

import re
from pathlib import Path

from tests.architecture.test_shape import ROOT, files

SECRET = re.compile(
    rb"-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----\r?\n[A-Za-z0-9+/=]"
    rb"|\bAKIA[0-9A-Z]{16}\b|\bgh[pousr]_[A-Za-z0-9]{36}\b|\bxox[abpr]-[0-9A-Za-z-]{20,}"
)
DEMONSTRATION = ("examples/demo/",)
"""Folders whose keys are published on purpose, say so, and protect nothing."""


def test_no_private_key_or_token_is_in_the_project():
    found = [str(path.relative_to(ROOT)) for path in files() if SECRET.search(path.read_bytes())]
    assert [name for name in found if not name.startswith(DEMONSTRATION)] == []


def test_a_private_key_is_seen(tmp_path: Path):
    assert SECRET.search(b"-----BEGIN EC " + b"PRIVATE KEY-----\nMHcCAQEEI")
    assert not SECRET.search(b"-----BEGIN PUBLIC KEY-----\nMHcCAQEEI")


def test_no_file_is_named_as_a_secret_is():
    secret = {".env", "id_rsa", "id_ed25519", ".netrc", ".pypirc"}
    assert [str(path.relative_to(ROOT)) for path in files() if path.name in secret] == []
