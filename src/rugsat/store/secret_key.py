"""The secret that sessions and tokens are signed with: from the surroundings or a file, never from the project."""

import os
import secrets
from collections.abc import Mapping
from pathlib import Path

from rugsat.kernel.errors import RugsatError

FILE = "secret.key"
_SHORTEST = 50


class SecretMissingError(RugsatError):
    """There is no secret, or one that is too short."""


def secret_key(surroundings: Mapping[str, str], folder: Path, *, required: bool) -> str:
    """The secret named by RUGSAT_SECRET_KEY or RUGSAT_SECRET_KEY_FILE, else the file in the folder of the office.

    Where there is none and it is not required, one is made for this process alone: sessions end with it.
    """
    named = surroundings.get("RUGSAT_SECRET_KEY", "")
    file = Path(surroundings.get("RUGSAT_SECRET_KEY_FILE", "") or folder / FILE)
    found = named or (file.read_text().strip() if file.is_file() else "")
    if found and len(found) < _SHORTEST:
        message = f"the secret has {len(found)} characters: give RUGSAT_SECRET_KEY at least {_SHORTEST} random ones"
        raise SecretMissingError(message)
    if found:
        return found
    if required:
        message = (
            f"there is no secret: bring {file} back from its copy, or make a new office with rugsat office make, "
            "or set RUGSAT_SECRET_KEY or RUGSAT_SECRET_KEY_FILE"
        )
        raise SecretMissingError(message)
    return secrets.token_urlsafe(_SHORTEST)


def begin_secret(surroundings: Mapping[str, str]) -> None:
    """Make the secret of an office that is not made yet, before the settings of service ask for it.

    An office that has a log brings its own back: under another one nothing could be opened that was sealed under it.
    """
    folder = surroundings.get("RUGSAT_OFFICE", "")
    named = surroundings.get("RUGSAT_SECRET_KEY") or surroundings.get("RUGSAT_SECRET_KEY_FILE")
    if folder and not named and not Path(folder, "log").exists():
        Path(folder).mkdir(parents=True, exist_ok=True, mode=0o700)
        make_secret(Path(folder))


def make_secret(folder: Path) -> Path:
    """Write a new secret that only its owner can read; one that is there stays."""
    path = folder / FILE
    if not path.exists():
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(_SHORTEST) + "\n")
    return path
