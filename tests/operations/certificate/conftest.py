"""Keys and one issued certificate, made once."""

from datetime import date
from pathlib import Path

import pytest

from rugsat.evidence.credentials.key_ring import KeyRing, make_key_ring
from rugsat.operations.certificate.issue import Issued, issue
from tests.evidence.credentials.made_by_hand import AT, CERTIFICATE


@pytest.fixture(scope="session")
def ring(tmp_path_factory: pytest.TempPathFactory) -> KeyRing:
    folder = tmp_path_factory.mktemp("authority") / "keys"
    return make_key_ring(folder, jurisdiction="tm", authority=CERTIFICATE.issued_by, on=date(2026, 1, 1))


@pytest.fixture(scope="session")
def issued(ring: KeyRing) -> Issued:
    return issue(CERTIFICATE, ring=ring, at=AT)


@pytest.fixture
def document(issued: Issued, tmp_path: Path) -> Path:
    path = tmp_path / "certificate.pdf"
    path.write_bytes(issued.document)
    return path
