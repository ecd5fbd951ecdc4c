"""The package around a workbook: a ZIP file whose directory is judged before anything in it is opened."""

import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

from rugsat.operations.intake.parse.batch import FileRefusedError
from rugsat.operations.intake.parse.limits import Limits
from rugsat.operations.intake.parse.xml_stream import Begin, End, elements

_MOST_PARTS = 2_000
_LARGEST_DIRECTORY = 1 << 20
_LARGEST_WORKBOOK = 2 << 30
_LARGEST_PART = {"sheet": 2 << 30, "strings": 128 << 20, "other": 8 << 20}
_END, _END_LENGTH, _LONGEST_COMMENT = b"PK\x05\x06", 22, 65_535
_ENCRYPTED = 0x1
_UNPACKABLE = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})

Link = tuple[str, str]
"""Type (its last part) and target of a relation."""


class Package:
    """The parts of a workbook; use it as a context manager."""

    def __init__(self, path: Path, *, limits: Limits) -> None:
        self._path, self._limits = path, limits
        try:
            self._refuse_a_large_directory()
            self._zip = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            raise self._damaged(error) from None
        try:
            self._refuse_what_is_dangerous()
        except FileRefusedError:
            self._zip.close()
            raise

    def __enter__(self) -> "Package":
        return self

    def __exit__(self, *_: object) -> None:
        self._zip.close()

    def has(self, part: str) -> bool:
        """Tell whether there is such a part."""
        return part in self._zip.NameToInfo

    def elements_of(self, part: str, *, kind: str = "other") -> Iterator[Begin | End]:
        """Begin and end of every element of a part; `kind` is sheet, strings or other, and bounds its size."""
        if not self.has(part):
            self.refuse(f"the workbook has no part '{part[:80]}'; save it anew as .xlsx", status="CRPT")
        if self._zip.getinfo(part).file_size > _LARGEST_PART[kind]:
            self.refuse(f"'{part[:80]}' is larger than {_LARGEST_PART[kind]} bytes; file CSV or Parquet instead")
        try:
            with self._zip.open(part) as stream:
                yield from elements(stream, file=self._path.name, root=lambda _: "")
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError, ValueError) as error:
            raise self._damaged(error) from None

    def links_of(self, part: str) -> dict[str, Link]:
        """The relations of a part by their names, with targets as names of parts; a link to outside is refused."""
        folder, name = posixpath.split(part)
        found: dict[str, Link] = {}
        for event in self.elements_of(posixpath.join(folder, "_rels", f"{name}.rels")):
            if isinstance(event, Begin) and event.name.endswith(" Relationship"):
                about = event.attributes
                if about.get("TargetMode") == "External":
                    self.refuse("the workbook is linked to other files; save it with values only")
                target = posixpath.normpath(posixpath.join("/", folder, about.get("Target", ""))).lstrip("/")
                found[about.get("Id", "")] = (about.get("Type", "").rpartition("/")[2], target)
        return found

    def refuse(self, reason: str, *, status: str = "RJCT") -> NoReturn:
        """Refuse the workbook."""
        raise FileRefusedError(reason, file=self._path.name, status=status)

    def _damaged(self, error: Exception) -> FileRefusedError:
        message = f"the workbook is damaged or cut off ({str(error)[:120]}); save it anew as .xlsx"
        return FileRefusedError(message, file=self._path.name, status="CRPT")

    def _refuse_a_large_directory(self) -> None:
        """The library keeps the whole directory, and reads as much of it as the end of the file says."""
        size = self._path.stat().st_size
        with self._path.open("rb") as file:
            file.seek(max(0, size - _END_LENGTH - _LONGEST_COMMENT - 20))
            tail = file.read()
        at = len(tail) - _END_LENGTH
        if not (tail[at:].startswith(_END) and tail.endswith(b"\0\0")):
            at = tail.rfind(_END)
        if at < 0 or len(tail) < at + _END_LENGTH:
            self.refuse(
                "half a file: the directory of the workbook is missing; send the whole file again", status="CRPT"
            )
        if (
            int.from_bytes(tail[at + 12 : at + 16], "little") > _LARGEST_DIRECTORY
            or b"PK\x06\x07" in tail[at - 20 : at]
        ):
            self.refuse("the directory of the workbook is too large; save it anew as .xlsx")

    def _refuse_what_is_dangerous(self) -> None:
        parts, limits = self._zip.infolist(), self._limits
        names = [part.filename for part in parts]
        if len(parts) > _MOST_PARTS or len(set(names)) < len(names):
            self.refuse(f"the workbook has more than {_MOST_PARTS} parts, or one of them twice; save it anew as .xlsx")
        if sum(part.file_size for part in parts) > min(_LARGEST_WORKBOOK, limits.uncompressed_bytes):
            self.refuse(f"the workbook unpacks to more than {_LARGEST_WORKBOOK} bytes; file CSV or Parquet instead")
        for part in parts:
            if part.flag_bits & _ENCRYPTED:
                self.refuse("the workbook is encrypted; save it without a password")
            if part.compress_type not in _UNPACKABLE:
                self.refuse("the workbook is packed in a way that .xlsx does not know; save it anew")
            if part.file_size > limits.ratio_from and part.file_size > limits.ratio * max(1, part.compress_size):
                self.refuse(f"every packed byte of it unpacks to more than {limits.ratio}, as in a zip bomb; file CSV")
        lower = [name.lower() for name in names]
        if any(name.endswith(("vbaproject.bin", ".xlsm")) or "/macrosheets/" in name for name in lower):
            self.refuse("the workbook has macros; save it as .xlsx without macros")
        if any("/externallinks/" in name for name in lower):
            self.refuse("the workbook is linked to other files; save it with values only")
        if "[Content_Types].xml" not in names:
            self.refuse("it is a ZIP file and no workbook; file the table itself, as .xlsx or .csv")
