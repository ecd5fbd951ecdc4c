"""The keys of the authority: those that open sealed identifiers and those that person tokens are made with."""

import base64
import json
import secrets
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

from rugsat.kernel.errors import SourceError
from rugsat.kernel.sealed import key_id

_PRIVATE_FILE, _PUBLIC_FILE = "authority-keys.json", "authority-public.pem"
_TOKEN_KEY_BYTES = 32
_SHORTEST_ID, _LONGEST_ID = 1, 16


@dataclass(frozen=True, slots=True)
class AuthorityKeys:
    """What intake needs to make person tokens; it lies outside the lake, and only the authority has it."""

    opening: Mapping[str, X25519PrivateKey]
    """Private keys by their `key_id`; old ones stay as long as filings may be sealed to them."""
    token_keys: Mapping[str, bytes]
    """Keys of the tokens by their names."""
    token_key: str
    """Name of the key that new tokens are made with."""

    def __repr__(self) -> str:
        """The names of the keys and never the keys."""
        return f"AuthorityKeys(opening={sorted(self.opening)}, token_keys={sorted(self.token_keys)}, …)"


def generate_authority_keys(folder: Path) -> Path:
    """Make a new set of keys: `authority-keys.json`, readable by its owner only, and `authority-public.pem` to publish.

    Gives the path of the secret file. Keys that are there already are never overwritten.
    """
    folder.mkdir(parents=True, exist_ok=True)
    private = X25519PrivateKey.generate()
    _write_new(folder / _PUBLIC_FILE, _public_pem(private.public_key()), mode=0o644)
    content = {
        "opening": [_base64(private.private_bytes_raw())],
        "token_key": "1",
        "token_keys": {"1": _base64(secrets.token_bytes(_TOKEN_KEY_BYTES))},
    }
    path = folder / _PRIVATE_FILE
    _write_new(path, json.dumps(content, indent=2).encode(), mode=0o600)
    return path


def rotated(path: Path, *, into: Path) -> None:
    """Write a new set of keys with a further token key, which new tokens are made with, and all the old ones.

    Tokens of two keys differ for the same person: make the old ones anew from the filings as they were sent.
    """
    keys = read_authority_keys(path)
    name = str(max((int(name) for name in keys.token_keys if name.isdecimal()), default=0) + 1)
    token_keys = {**keys.token_keys, name: secrets.token_bytes(_TOKEN_KEY_BYTES)}
    content = {
        "opening": [_base64(key.private_bytes_raw()) for key in keys.opening.values()],
        "token_key": name,
        "token_keys": {name: _base64(key) for name, key in token_keys.items()},
    }
    _write_new(into, json.dumps(content, indent=2).encode(), mode=0o600)


def read_authority_keys(path: Path) -> AuthorityKeys:
    """Read the keys of the authority; SourceError where others than the owner can read the file, or it is none."""
    try:
        if path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
            message = "others than its owner can read the keys of the authority; make new ones and set the mode 600"
            raise SourceError(message, file=str(path))
        content = json.loads(path.read_bytes())
        opening = [X25519PrivateKey.from_private_bytes(_bytes(text)) for text in content["opening"]]
        token_keys = {str(name): _bytes(text) for name, text in content["token_keys"].items()}
        current = str(content["token_key"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        message = (
            f"the keys of the authority cannot be read ({type(error).__name__}); restore the file or make new ones"
        )
        raise SourceError(message, file=str(path)) from None
    _refuse_weak(path, current, token_keys)
    return AuthorityKeys({key_id(key.public_key()): key for key in opening}, token_keys, current)


def read_public_key(path: Path) -> X25519PublicKey:
    """Read the public key that the authority publishes, which identifiers are sealed to."""
    try:
        key = serialization.load_pem_public_key(path.read_bytes())
    except (OSError, ValueError):
        message = "it is no public key; take the file that the authority publishes"
        raise SourceError(message, file=str(path)) from None
    if not isinstance(key, X25519PublicKey):
        message = "it is no public key of the kind X25519; take the file that the authority publishes"
        raise SourceError(message, file=str(path))
    return key


def _refuse_weak(path: Path, current: str, token_keys: Mapping[str, bytes]) -> None:
    wrong = [
        name
        for name, key in token_keys.items()
        if len(key) < _TOKEN_KEY_BYTES or not (name.isalnum() and _SHORTEST_ID <= len(name) <= _LONGEST_ID)
    ]
    if wrong or current not in token_keys:
        message = f"a token key is shorter than {_TOKEN_KEY_BYTES} bytes, badly named, or the current one is not there"
        raise SourceError(message, file=str(path))


def _write_new(path: Path, content: bytes, *, mode: int) -> None:
    try:
        path.touch(mode=mode, exist_ok=False)
    except FileExistsError:
        message = "there are keys already, and whoever loses them loses every token; choose another folder"
        raise SourceError(message, file=str(path)) from None
    path.chmod(mode)
    path.write_bytes(content)


def _public_pem(key: X25519PublicKey) -> bytes:
    return key.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)


def _base64(content: bytes) -> str:
    return base64.b64encode(content).decode()


def _bytes(text: str) -> bytes:
    return base64.b64decode(text, validate=True)
