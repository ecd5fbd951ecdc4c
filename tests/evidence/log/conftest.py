"""A log of a state that is made up, its key, and ways to fill it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from rugsat.evidence.log.log import Log
from rugsat.evidence.log.note import KeySigner, Verifier, verifier_of

ORIGIN = "log.example/acts"


@pytest.fixture(scope="session")
def signer() -> KeySigner:
    return KeySigner(ORIGIN, Ed25519PrivateKey.from_private_bytes(bytes(range(32))))


@pytest.fixture(scope="session")
def key(signer: KeySigner) -> Verifier:
    return verifier_of(signer)


@pytest.fixture
def filled(signer: KeySigner) -> Callable[..., Path]:
    """Makes a log with a checkpoint at each of the sizes; entry n is `name` and n."""

    def fill(folder: Path, *sizes: int, name: str = "entry") -> Path:
        with Log.open(folder, signer) as log:
            for size in sizes:
                log.append_at(log.size, [f"{name} {n}".encode() for n in range(log.size, size)])
                log.checkpoint()
        return folder

    return fill
