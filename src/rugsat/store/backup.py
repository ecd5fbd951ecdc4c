"""A copy of the whole office in one folder, made while it works; and an office made from such a copy."""

import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings

from rugsat import __version__
from rugsat.evidence.lake.durable import sync_folder, write_durably
from rugsat.evidence.log.copying import copy_log
from rugsat.kernel.errors import RugsatError
from rugsat.store.api_access.receiving import office_lake_folder
from rugsat.store.database import SQLITE_FILE
from rugsat.store.dump import POSTGRESQL, SQLITE, dump, fill, refuse_filled
from rugsat.store.secret_key import FILE as SECRET

MANIFEST = "backup.json"
_LOG, _LAKE, _KEYS, _PASSING = "log", "lake", "keys", "api"
"""Folders of the office; the last one holds what is being received, and is not copied."""
_LAKE_FIRST = ("lake.json", "checkpoints", "commits")
"""Of a lake, what refers to other files is copied before them, so that a copy never lacks what it refers to."""
_LAKE_NEVER = ("staging", "lock")


class BackupError(RugsatError):
    """A copy that cannot be made, or that is not what it was."""


def back_up(to: Path, *, at: datetime, with_keys: bool) -> Mapping[str, Any]:
    """Copy the office into a new folder: log, database, documents, what was published, lake, in that order.

    The log comes before the database, which holds all that the log does, and the documents and the lake after it, so
    that nothing is missing that the database speaks of. Keys are copied only where that is asked for: whoever holds
    them can sign in the name of the authority. Raises BackupError; an unfinished copy never has the name.
    """
    if to.exists():
        message = f"{to} is there already: name a new folder"
        raise BackupError(message)
    scratch = to.with_name(f".{to.name}.{os.getpid()}.part")
    scratch.mkdir(parents=True, mode=0o700)
    try:
        office: Path = settings.OFFICE
        if (office / _LOG).is_dir():
            copy_log(office / _LOG, scratch / _LOG)
        database = dump(scratch)
        _copy_rest(office, scratch, with_keys=with_keys)
        if office_lake_folder().is_dir():
            _copy_lake(office_lake_folder(), scratch / _LAKE)
        told = {
            "made_at": at.isoformat(),
            "version": __version__,
            "jurisdiction": settings.JURISDICTION,
            "database": database,
            "with_keys": with_keys,
            "files": {str(path.relative_to(scratch)): _digest(path) for path in _files(scratch)},
        }
        os.sync()
        write_durably(scratch / MANIFEST, (json.dumps(told, indent=1, sort_keys=True) + "\n").encode())
        scratch.rename(to)
        sync_folder(to.parent)
    except BaseException:
        shutil.rmtree(scratch, ignore_errors=True)
        raise
    return _said(to, told)


def restore(copy: Path) -> Mapping[str, Any]:
    """Make the office of the settings from a copy, after every file of it was held against its digest.

    The folder of the office may hold its keys already and nothing else. Raises BackupError, DumpError.
    """
    told = check(copy)
    office: Path = settings.OFFICE
    taken = [each.name for each in office.iterdir() if each.name not in {_KEYS, SECRET}] if office.is_dir() else []
    if taken or (office_lake_folder().is_dir() and any(office_lake_folder().iterdir())):
        message = (
            f"{office} holds {', '.join(sorted(taken)) or 'a lake'} already: restore into a folder without an office"
        )
        raise BackupError(message)
    refuse_filled(copy / told["database"])
    office.mkdir(parents=True, exist_ok=True, mode=0o700)
    for each in sorted(copy.iterdir()):
        if each.name in {MANIFEST, SQLITE, POSTGRESQL}:
            continue
        to = office_lake_folder() if each.name == _LAKE else office / each.name
        if each.is_dir():
            shutil.copytree(each, to, dirs_exist_ok=each.name == _KEYS)
        else:
            shutil.copy2(each, to)
    os.sync()
    # The database comes last: without one there is no office, and restoring can begin anew in another folder.
    fill(copy / told["database"])
    missing = [name for name in (_KEYS, SECRET) if not (office / name).exists()]
    return {**_said(copy, told), "office": str(office), "missing": missing}


def check(copy: Path) -> dict[str, Any]:
    """What a copy says of itself; BackupError where a file is missing, changed or was not there."""
    try:
        told: dict[str, Any] = json.loads((copy / MANIFEST).read_bytes())
        files = dict(told["files"])
    except (OSError, ValueError, KeyError) as error:
        message = (
            f"{copy} is no whole copy of an office ({MANIFEST}: {error}): name a folder that office backup has made"
        )
        raise BackupError(message) from error
    held = {str(path.relative_to(copy)): path for path in _files(copy)}
    held.pop(MANIFEST, None)
    wrong = [name for name, digest in files.items() if name not in held or _digest(held[name]) != digest]
    if wrong or held.keys() - files.keys():
        first = (wrong or sorted(held.keys() - files.keys()))[0]
        message = f"{copy / first} is not as it was when the copy was made: take another copy"
        raise BackupError(message)
    return told


def _copy_rest(office: Path, to: Path, *, with_keys: bool) -> None:
    own = {_LOG, _LAKE, _PASSING, *(f"{SQLITE_FILE}{end}" for end in ("", "-wal", "-shm", "-journal"))}
    secret = set() if with_keys else {_KEYS, SECRET}
    for each in office.iterdir():
        if each.name in own | secret or each.name.startswith("."):
            continue
        if each.is_dir():
            shutil.copytree(each, to / each.name, ignore=shutil.ignore_patterns(".*"))
        else:
            shutil.copy2(each, to / each.name)


def _copy_lake(lake: Path, to: Path) -> None:
    to.mkdir()
    rest = sorted(each.name for each in lake.iterdir() if each.name not in {*_LAKE_FIRST, *_LAKE_NEVER})
    for name in (*_LAKE_FIRST, *rest):
        if (lake / name).is_dir():
            shutil.copytree(lake / name, to / name, ignore=shutil.ignore_patterns(".*"))
        elif (lake / name).is_file():
            shutil.copy2(lake / name, to / name)


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file())


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _said(folder: Path, told: Mapping[str, Any]) -> dict[str, Any]:
    size = sum(path.stat().st_size for path in _files(folder))
    kept = {name: told[name] for name in ("made_at", "version", "database", "with_keys")}
    return {"copy": str(folder), "files": len(told["files"]), "bytes": size, **kept}
