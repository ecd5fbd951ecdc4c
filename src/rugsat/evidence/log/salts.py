"""Salts of commitments, kept apart from the log, where each can be erased without touching what was logged."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from rugsat.evidence.lake.durable import sync_folder
from rugsat.evidence.log.commitment import NO_SALT, SALT_BYTES
from rugsat.evidence.log.errors import LogError

_SLOTS = 4096
_ERASED = b"\xff" * SALT_BYTES


class SaltErasedError(LogError):
    """The salt of an entry was erased: the entry still verifies, and nobody can say any more what it stands for."""


class SaltMissingError(LogError):
    """No salt was ever kept for an entry."""


class SaltStore(Protocol):
    """Keeps the salt of each entry by its number in the log, until it is erased."""

    def keep(self, first: int, salts: Sequence[bytes]) -> None:
        """Keep the salts of entries numbered from `first` on, durable on return; the same may be kept again."""

    def salt(self, index: int) -> bytes:
        """The salt of an entry; SaltErasedError or SaltMissingError where there is none."""

    def erase(self, index: int) -> None:
        """Erase the salt of an entry for good; doing it twice changes nothing."""


class SaltFolder:
    """Salts in files of 4,096 slots of 32 bytes, readable by their owner alone.

    A slot of zeroes was never used (its act is public, or none), one of ones was erased. Erasing overwrites the slot
    and makes that durable; copies of the folder (backups, snapshots of the disk) must be made to forget as well, and
    how long they are kept says how long erasing takes.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)

    def keep(self, first: int, salts: Sequence[bytes]) -> None:
        """Keep the salts of entries numbered from `first` on, durable on return; the same may be kept again."""
        for index, salt in enumerate(salts, first):
            if len(salt) != SALT_BYTES or salt == _ERASED:
                message = f"the salt of entry {index} is none: make it with new_salt"
                raise LogError(message)
            if (known := self._slot(index)) not in {NO_SALT, salt}:
                what = "was erased" if known == _ERASED else "is another one"
                message = f"the salt of entry {index} {what} and is not replaced; append the act as a new entry"
                raise LogError(message)
        at = 0
        while at < len(salts):
            index = first + at
            some = salts[at : at + _SLOTS - index % _SLOTS]
            self._write(index, b"".join(some))
            at += len(some)

    def salt(self, index: int) -> bytes:
        """The salt of an entry; SaltErasedError or SaltMissingError where there is none."""
        found = self._slot(index)
        if found == _ERASED:
            message = (
                f"the salt of entry {index} was erased: the entry stands, what it stood for can no longer be shown"
            )
            raise SaltErasedError(message)
        if found == NO_SALT:
            message = f"there is no salt of entry {index}; look whether {self._folder} is that of this log"
            raise SaltMissingError(message)
        return found

    def erase(self, index: int) -> None:
        """Erase the salt of an entry for good; doing it twice changes nothing."""
        if self._slot(index) == NO_SALT:
            self.salt(index)  # says that there is none
        self._write(index, _ERASED)

    def _path(self, index: int) -> Path:
        return self._folder / f"{index // _SLOTS:09d}.salts"

    def _slot(self, index: int) -> bytes:
        try:
            with self._path(index).open("rb") as file:
                file.seek(index % _SLOTS * SALT_BYTES)
                return file.read(SALT_BYTES).ljust(SALT_BYTES, b"\x00")
        except FileNotFoundError:
            return NO_SALT

    def _write(self, index: int, content: bytes) -> None:
        path = self._path(index)
        is_new = not path.exists()
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT, 0o600)
        try:
            os.pwrite(descriptor, content, index % _SLOTS * SALT_BYTES)
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        if is_new:
            sync_folder(self._folder)
