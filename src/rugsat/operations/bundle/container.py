"""The file of a bundle: a ZIP of one form, so that any other byte anywhere in it is seen."""

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import PurePosixPath
from typing import Any

from rugsat.evidence.credentials.plain_json import read_json
from rugsat.evidence.credentials.signed import SUFFIX
from rugsat.evidence.credentials.signer import CredentialError
from rugsat.kernel.digest import canonical_json
from rugsat.operations.damaged_archive import UNREADABLE

MANIFEST, SIGNATURE = "manifest.json", f"manifest.json{SUFFIX}"
_FORMAT = {"format": "rugsat-bundle", "version": 1}
_LARGEST, _MOST_FILES = 1 << 30, 20_000
_PLAIN_FILE = 0o100644 << 16
_FIRST_YEAR = 1980
"""A ZIP knows no earlier one."""
_DIGEST = re.compile(r"[0-9a-f]{64}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Part:
    """A file of a bundle and what it is, in words."""

    path: str
    content: bytes
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What a bundle is about."""

    kind: str
    """finding or decision."""
    key: str
    title: str
    jurisdiction: str
    made_at: datetime
    demonstration: Sequence[str] = ()


def manifest_of(about: About, parts: Sequence[Part]) -> bytes:
    """The list of all files with their digests, which is what is signed."""
    listed = [
        {"path": part.path, "sha256": sha256(part.content).hexdigest(), "size": len(part.content), "what": part.what}
        for part in sorted(parts, key=lambda part: part.path)
    ]
    said = {
        "kind": about.kind,
        "key": about.key,
        "title": about.title,
        "jurisdiction": about.jurisdiction,
        "made_at": about.made_at.astimezone(UTC).isoformat(),
        "demonstration": list(about.demonstration),
    }
    return canonical_json({**_FORMAT, **said, "files": listed})


def packed(manifest: bytes, signature: str, contents: Mapping[str, bytes]) -> bytes:
    """The bundle as one file: not compressed, in order of names, dated by the manifest."""
    files = {**contents, MANIFEST: manifest, **({SIGNATURE: signature.encode()} if signature else {})}
    made_at = datetime.fromisoformat(read_json(manifest)["made_at"])
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for path in sorted(files):
            info = zipfile.ZipInfo(path, made_at.timetuple()[:6])
            info.create_system, info.external_attr = 3, _PLAIN_FILE
            archive.writestr(info, files[path])
    return out.getvalue()


def unpacked(content: bytes) -> dict[str, bytes]:
    """The files of a bundle by their paths; CredentialError where the file is no bundle or too large."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            names = [entry.filename for entry in entries]
            size = sum(entry.file_size for entry in entries)
            if size > _LARGEST or len(entries) > _MOST_FILES:
                message = "it is larger than any bundle is"
                raise ValueError(message)
            # Nothing in a bundle is packed, so it cannot hold more than it has bytes: what claims to is a bomb.
            if size > len(content) or any(entry.compress_type != zipfile.ZIP_STORED for entry in entries):
                message = "its files are packed, and those of a bundle are not"
                raise ValueError(message)
            if len(set(names)) != len(names) or not all(_is_plain(name) for name in names) or MANIFEST not in names:
                message = "it holds no list of its files, or a file twice"
                raise ValueError(message)
            return {entry.filename: archive.read(entry) for entry in entries}
    except UNREADABLE as error:
        message = f"the bundle cannot be read ({error}); it was changed or cut off: get it again"
        raise CredentialError(message) from None


def listed_in(manifest: bytes) -> dict[str, Any]:
    """What a manifest says; CredentialError where it is none of this version."""
    try:
        said = read_json(manifest)
        known = {name: said.get(name) for name in _FORMAT} == _FORMAT
        texts = ("kind", "key", "title", "jurisdiction", "made_at")
        if not known or not all(isinstance(said[name], str) for name in texts):
            raise ValueError
        made_at = datetime.fromisoformat(said["made_at"])
        listed = all(isinstance(each["path"], str) and _DIGEST.fullmatch(each["sha256"]) for each in said["files"])
        if made_at.year < _FIRST_YEAR or not listed or not isinstance(said["demonstration"], list):
            raise ValueError
    except (ValueError, KeyError, TypeError, AttributeError):
        message = "the list of its files is not one that this program reads; it was changed, or needs a newer version"
        raise CredentialError(message) from None
    return dict(said)


def _is_plain(name: str) -> bool:
    path = PurePosixPath(name)
    return bool(name) and not path.is_absolute() and ".." not in path.parts and "\\" not in name and str(path) == name
