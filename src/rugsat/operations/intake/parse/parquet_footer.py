"""What a Parquet file says of itself, judged before any reader makes room for it."""

from pathlib import Path
from typing import BinaryIO, NoReturn

from rugsat.operations.intake.parse.batch import FileRefusedError
from rugsat.operations.intake.parse.limits import Limits
from rugsat.operations.intake.parse.thrift import Struct, ThriftError, ThriftReader

_MAGIC = b"PAR1"
_LARGEST_FOOTER = 8 << 20
_LARGEST_PAGE = 128 << 20
_PAGE_HEADER = 64 << 10

# Field numbers of parquet.thrift.
_SCHEMA, _ROWS, _GROUPS, _ENCRYPTION = 2, 3, 4, 8
_GROUP_COLUMNS, _GROUP_ROWS = 1, 3
_CHUNK_FILE, _CHUNK_METADATA, _CHUNK_CRYPTO, _CHUNK_ENCRYPTED = 1, 3, 8, 9
_CHUNK_SIZE, _DATA_PAGE, _DICTIONARY_PAGE = 7, 9, 11
_UNPACKED, _PACKED = 2, 3


def check_footer(path: Path, *, limits: Limits) -> int:
    """Judge the footer and every page header of a Parquet file, and give its number of rows.

    Refused are: half a file, encryption, parts in other files, more columns or rows than allowed, and pages that
    unpack to more than their file's limits.
    """
    with path.open("rb") as file:
        try:
            return _Footer(file, path, limits).checked()
        except (ThriftError, KeyError, TypeError, AttributeError, IndexError) as error:
            message = f"its Parquet footer is damaged ({error}); write the file again and send it once more"
            raise FileRefusedError(message, file=path.name, status="CRPT") from None


class _Footer:
    def __init__(self, file: BinaryIO, path: Path, limits: Limits) -> None:
        self._file, self._name, self._limits = file, path.name, limits
        self._size = path.stat().st_size
        self._unpacked = 0

    def checked(self) -> int:
        footer = self._read()
        if _ENCRYPTION in footer:
            self._refuse("it is an encrypted Parquet file; write it without encryption")
        if len(footer[_SCHEMA]) - 1 > self._limits.columns:
            columns = len(footer[_SCHEMA]) - 1
            self._refuse(f"it has {columns} columns, more than {self._limits.columns}; file the return's template")
        rows, groups = footer[_ROWS], footer.get(_GROUPS, [])
        if not isinstance(rows, int) or rows < 0 or rows != sum(group[_GROUP_ROWS] for group in groups):
            self._refuse("its row groups do not add up to its rows; write the file again", status="CRPT")
        if rows > self._limits.rows:
            self._refuse(f"it has {rows} rows, more than {self._limits.rows}; file it in parts")
        for group in groups:
            for chunk in group[_GROUP_COLUMNS]:
                self._check_chunk(chunk)
        return rows

    def _read(self) -> Struct:
        self._file.seek(max(0, self._size - 8))
        end = self._file.read(8)
        if self._size < 12 or end[4:] != _MAGIC:
            self._refuse("half a file: the footer of Parquet is missing; send the whole file again", status="CRPT")
        length = int.from_bytes(end[:4], "little")
        if length > _LARGEST_FOOTER:
            self._refuse(
                f"its footer has {length} bytes, more than {_LARGEST_FOOTER}; write fewer columns and row groups"
            )
        if length > self._size - 12:
            self._refuse("half a file: its footer is cut off; send the whole file again", status="CRPT")
        self._file.seek(self._size - 8 - length)
        return ThriftReader(self._file.read(length)).struct()

    def _check_chunk(self, chunk: Struct) -> None:
        if _CHUNK_CRYPTO in chunk or _CHUNK_ENCRYPTED in chunk:
            self._refuse("it is an encrypted Parquet file; write it without encryption")
        if chunk.get(_CHUNK_FILE):
            self._refuse("parts of it lie in other files; write it as one file")
        about = chunk[_CHUNK_METADATA]
        # Some writers give 0 where there is no dictionary.
        offsets = (about[_DATA_PAGE], about.get(_DICTIONARY_PAGE))
        position = min((offset for offset in offsets if offset), default=0)
        end = position + about[_CHUNK_SIZE]
        if not 4 <= position <= end <= self._size:
            self._refuse("half a file: a column lies outside it; send the whole file again", status="CRPT")
        while position < end:
            position += self._page_length(position, end)

    def _page_length(self, position: int, end: int) -> int:
        self._file.seek(position)
        reader = ThriftReader(self._file.read(min(_PAGE_HEADER, end - position)))
        header = reader.struct()
        unpacked, packed = header[_UNPACKED], header[_PACKED]
        if unpacked < 0 or packed < 0:
            self._refuse("a page of it has a negative size; write the file again", status="CRPT")
        self._unpacked += unpacked
        limits = self._limits
        if unpacked > _LARGEST_PAGE:
            self._refuse(f"a page of it unpacks to {unpacked} bytes, more than {_LARGEST_PAGE}; write smaller pages")
        if self._unpacked > limits.uncompressed_bytes:
            self._refuse(f"it unpacks to more than {limits.uncompressed_bytes} bytes; file it in parts")
        if self._unpacked > limits.ratio_from and self._unpacked > limits.ratio * self._size:
            self._refuse(f"every packed byte unpacks to more than {limits.ratio}, as in a zip bomb; file it unpacked")
        return int(reader.position + packed)

    def _refuse(self, reason: str, *, status: str = "RJCT") -> NoReturn:
        raise FileRefusedError(reason, file=self._name, status=status)
