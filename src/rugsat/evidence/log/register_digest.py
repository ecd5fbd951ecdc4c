"""The register in the log: the digest of a snapshot folder, and finding the leaf that commits to it."""

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path

from rugsat.evidence.log.commitment import NO_SALT, Leaf
from rugsat.evidence.log.errors import LogError, NotInLogError
from rugsat.kernel.digest import digest_of_file

REGISTER_PUBLISHED = "register_published"
"""The kind of act by which a state of the register is published."""

_MARKER = f'"act":"{REGISTER_PUBLISHED}"'.encode()
_TABLE = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_-]*\.(csv|parquet)", re.ASCII)
"""How a table is called: nothing that could stand for the line of another in the list that is hashed."""
_BESIDE = (".", "README")
"""How the names of files begin that may lie beside the tables."""


@dataclass(frozen=True, slots=True)
class RegisterInLog:
    """Where a log committed to a register."""

    digest: str
    index: int
    day: date
    newest_index: int
    """The last register that was published: another number than `index` where the register is not the newest."""
    newest_day: date

    @property
    def is_newest(self) -> bool:
        """Whether no other register was published after it."""
        return self.index == self.newest_index


def is_table(name: str) -> bool:
    """Tell whether a file of a register is a table by its name, which the digest then covers."""
    return bool(_TABLE.fullmatch(name)) and not name.startswith(_BESIDE)


def register_digest(folder: Path) -> str:
    """The digest of a register folder: SHA-256 over the line `<SHA-256>  <name>` of each table, in order of names.

    That is what `sha256sum -- *.csv *.parquet | LC_ALL=C sort -k 2 | sha256sum` prints in the folder. LogError where
    the folder holds no table, or something that is none.
    """
    if not folder.is_dir():
        message = f"there is no folder {folder}; name one that holds a register snapshot"
        raise LogError(message)
    files = [path for path in folder.iterdir() if not path.name.startswith(_BESIDE)]
    if strange := sorted(path.name for path in files if not is_table(path.name) or not path.is_file()):
        message = f"{folder / strange[0]} is no table of a register; a snapshot holds .csv and .parquet files alone"
        raise LogError(message)
    if not files:
        message = f"{folder} holds no table; name the folder of a register snapshot"
        raise LogError(message)
    lines = sorted((path.name.encode(), digest_of_file(path)) for path in files)
    return sha256(b"".join(digest.encode() + b"  " + name + b"\n" for name, digest in lines)).hexdigest()


class Registers:
    """The registers that a log committed to, collected from its entries one by one.

    Their leaves have no salt, because the register is public. The log must have been verified, or the answer is worth
    what its source is.
    """

    def __init__(self) -> None:
        self._published: list[tuple[int, Leaf]] = []

    def see(self, index: int, entry: bytes) -> None:
        """Look at an entry; one that is no leaf commits to no register."""
        if _MARKER in entry:
            with suppress(LogError):
                self._published.append((index, Leaf.from_bytes(entry)))

    def find(self, digest: str) -> RegisterInLog:
        """Where the log committed to a register last; NotInLogError where it never did."""
        found = [(index, leaf.day) for index, leaf in self._published if leaf.opens_to({"register": digest}, NO_SALT)]
        if not found:
            message = (
                f"the log never committed to the register {digest}, though to {len(self._published)} registers: the "
                "folder was changed, or is not the one that was published"
            )
            raise NotInLogError(message)
        newest, leaf = self._published[-1]
        return RegisterInLog(digest, *found[-1], newest, leaf.day)
