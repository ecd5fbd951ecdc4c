"""The keys of a log in files: making a pair, and reading public keys as people hand them over."""

import os
from collections.abc import Sequence
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from rugsat.evidence.lake.durable import sync_folder
from rugsat.evidence.log.errors import KeyRefusedError, LogError
from rugsat.evidence.log.note import KeySigner, Verifier, verifier_of

SECRET, PUBLIC = "log-secret.pem", "log-public.txt"


def make_log_key(folder: Path, *, origin: str) -> Verifier:
    """Make the key pair of a log of an origin: a secret file of its owner's alone, and a public line to publish.

    Raises LogError where the folder holds a key already: a log goes on with its key, or with a new one elsewhere.
    """
    key = Ed25519PrivateKey.generate()
    public = verifier_of(KeySigner(origin, key))
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        descriptor = os.open(folder / SECRET, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        message = f"{folder / SECRET} is there already and is not replaced; name another folder for a new key"
        raise LogError(message) from None
    with os.fdopen(descriptor, "wb") as file:
        file.write(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
        file.flush()
        os.fsync(file.fileno())
    (folder / PUBLIC).write_text(f"{public}\n")
    sync_folder(folder)
    return public


def read_public_keys(given: Sequence[str], *, origin: str) -> list[Verifier]:
    """Public keys, each given as its line, or as a file that holds the line or PEM; PEM is taken for the origin's.

    Raises KeyRefusedError where one is neither.
    """
    return [_public_key(each, origin) for each in given]


def _public_key(given: str, origin: str) -> Verifier:
    if "+" in given and not Path(given).exists():
        return Verifier.read(given)
    path = Path(given)
    if not path.is_file():
        message = f"{given} is no file and no key: give the key of the log as name+id+key, or a file that holds it"
        raise KeyRefusedError(message)
    return Verifier.read(path.read_bytes(), name=origin)
