"""A register snapshot as one file to download: its tables in a folder, and the signature beside the folder."""

import shutil
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from rugsat.evidence.credentials.signed import SUFFIX
from rugsat.evidence.credentials.signer import CredentialError
from rugsat.evidence.log.register_digest import is_table
from rugsat.operations.damaged_archive import UNREADABLE

_LARGEST = 8 << 30
"""Bytes that a snapshot may unfold to."""


@contextmanager
def register_folder(place: Path) -> Iterator[Path]:
    """The folder of a snapshot, its signature beside it; an archive is unpacked for as long as it is needed.

    CredentialError where the archive is none of a register snapshot.
    """
    if not place.is_file():
        yield place
        return
    with TemporaryDirectory() as scratch:
        yield _unpacked(place, Path(scratch))


def is_register_archive(place: Path) -> bool:
    """Tell whether a file is the archive of a register snapshot."""
    try:
        with zipfile.ZipFile(place) as archive:
            return _folder_in(archive) is not None
    except UNREADABLE:
        return False


def _unpacked(place: Path, scratch: Path) -> Path:
    try:
        with zipfile.ZipFile(place) as archive:
            folder = _folder_in(archive)
            if folder is None or sum(entry.file_size for entry in archive.infolist()) > _LARGEST:
                message = "it holds something else than the tables of a register, or too much"
                raise ValueError(message)
            (scratch / folder).mkdir()
            for entry in archive.infolist():
                with archive.open(entry) as packed, (scratch / entry.filename).open("wb") as file:
                    shutil.copyfileobj(packed, file)
    except UNREADABLE as error:
        message = f"{place} is no archive of a register snapshot ({error}); get it again"
        raise CredentialError(message) from None
    return scratch / folder


def _folder_in(archive: zipfile.ZipFile) -> str | None:
    """The one folder that holds all tables; None where there is anything besides its tables and its signature."""
    paths = [PurePosixPath(name) for name in archive.namelist()]
    tables = [path for path in paths if is_table(path.name) and len(path.parts) == 2]
    folders = {path.parts[0] for path in tables}
    if len(folders) != 1 or len(set(paths)) != len(paths):
        return None
    (folder,) = folders
    rest = set(paths) - set(tables)
    plain = folder not in {"..", "."} and all(str(PurePosixPath(name)) == name for name in archive.namelist())
    odd = any("\\" in name or name.startswith("/") for name in archive.namelist())
    return folder if plain and not odd and rest <= {PurePosixPath(f"{folder}{SUFFIX}")} else None
