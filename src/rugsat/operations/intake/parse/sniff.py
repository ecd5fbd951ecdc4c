"""Which syntax a file is written in: decided by its content, and its name must say the same."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from rugsat.operations.intake.parse.batch import FileRefusedError
from rugsat.operations.intake.parse.container import Packing, UnpackedFile, open_unpacked
from rugsat.operations.intake.parse.limits import Limits

_LOOKED_AT = 4096


class Syntax(StrEnum):
    """The syntaxes that a return may be written in; the value is the extension of such a file."""

    CSV = "csv"
    NDJSON = "ndjson"
    PARQUET = "parquet"
    XLSX = "xlsx"
    ESPI = "xml"


_EXTENSIONS = {
    ".csv": Syntax.CSV,
    ".tsv": Syntax.CSV,
    ".ndjson": Syntax.NDJSON,
    ".jsonl": Syntax.NDJSON,
    ".parquet": Syntax.PARQUET,
    ".xlsx": Syntax.XLSX,
    ".xml": Syntax.ESPI,
}
_PACKED = {".gz": Packing.GZIP, ".zst": Packing.ZSTD}
_PACKS_ITSELF = frozenset({Syntax.PARQUET, Syntax.XLSX})
_BOM = b"\xef\xbb\xbf"

# Content that people do file by mistake, and what they should do instead.
_NOT_TAKEN = (
    (b"\xd0\xcf\x11\xe0", "it is an old (.xls) or encrypted workbook; save it as .xlsx without a password"),
    (b"PARE", "it is an encrypted Parquet file; write it without encryption"),
    (b"%PDF", "it is a PDF document; file the table itself, as .csv or .xlsx"),
    (b"\xff\xfe", "its text is UTF-16; save it as UTF-8"),
    (b"\xfe\xff", "its text is UTF-16; save it as UTF-8"),
    (b"7z\xbc\xaf", "it is a 7-Zip archive; file the table itself, plain or as .gz or .zst"),
    (b"Rar!", "it is a RAR archive; file the table itself, plain or as .gz or .zst"),
    (b"BZh", "it is packed with bzip2; file it plain or as .gz or .zst"),
    (b"\xfd7zXZ", "it is packed with xz; file it plain or as .gz or .zst"),
    (b"\x1f\x8b", "it is packed twice; pack it once"),
    (b"\x28\xb5\x2f\xfd", "it is packed twice; pack it once"),
)


@dataclass(frozen=True, slots=True)
class Sniffed:
    """The syntax of a file, and how it is packed around that."""

    syntax: Syntax
    packing: Packing


def sniff(path: Path, *, limits: Limits) -> Sniffed:
    """Decide the syntax of a file by its content; FileRefusedError where its name says another or it is none we take.

    An empty file has the syntax of its name.
    """
    named, name_packing = _by_name(path)
    with open_unpacked(path, limits=limits) as file:
        start, packing = _start_of(file), file.packing
    if not start and path.stat().st_size == 0:
        return Sniffed(named, name_packing)
    found = _by_content(start, path.name, named)
    wrong = ""
    if packing is not name_packing:
        wrong = f"its name says {name_packing}, its content is {packing}"
    elif found is not named:
        wrong = f"its name says {named.name}, its content is {found.name}"
    elif packing is not Packing.NONE and found in _PACKS_ITSELF:
        wrong = f"{found.name} is packed already, it is not packed once more"
    if wrong:
        message = f"{wrong}; name it by its content, as in {_name(found, packing)}"
        raise FileRefusedError(message, file=path.name, status="INCF")
    return Sniffed(found, packing)


def _start_of(file: UnpackedFile) -> bytes:
    start = b""
    while len(start) < _LOOKED_AT and (piece := file.read(_LOOKED_AT - len(start))):
        start += piece
    return start


def _by_name(path: Path) -> tuple[Syntax, Packing]:
    packing = _PACKED.get(path.suffix.lower(), Packing.NONE)
    inner = path if packing is Packing.NONE else path.with_suffix("")
    syntax = _EXTENSIONS.get(inner.suffix.lower())
    if syntax is None:
        known = ", ".join(_EXTENSIONS)
        message = (
            f"the extension '{inner.suffix}' is not known; use one of {known}, the text ones also with .gz or .zst"
        )
        raise FileRefusedError(message, file=path.name, status="INCF")
    return syntax, packing


def _by_content(start: bytes, name: str, named: Syntax) -> Syntax:
    for magic, reason in _NOT_TAKEN:
        if start.startswith(magic):
            raise FileRefusedError(reason, file=name)
    if start.startswith(b"PAR1"):
        return Syntax.PARQUET
    if start.startswith(b"PK\x03\x04"):
        return Syntax.XLSX
    text = start.removeprefix(_BOM).lstrip()
    if text[:16].lower().startswith((b"<html", b"<!doctype html", b"<table", b"<head", b"<meta")):
        message = (
            "it is a web page, as some programs save tables; open it in a spreadsheet and save it as .xlsx or .csv"
        )
        raise FileRefusedError(message, file=name)
    if text.startswith(b"<"):
        return Syntax.ESPI
    if text.startswith(b"{"):
        return Syntax.NDJSON
    if text.startswith(b"["):
        message = "it is one JSON list; write one object on each line (NDJSON)"
        raise FileRefusedError(message, file=name)
    # A first line that is no object is a fault of that line, where others are objects.
    return Syntax.NDJSON if named is Syntax.NDJSON and b"\n{" in text else Syntax.CSV


def _name(syntax: Syntax, packing: Packing) -> str:
    packed = {Packing.GZIP: ".gz", Packing.ZSTD: ".zst"}.get(packing, "")
    return f"….{syntax.value}{'' if syntax in _PACKS_ITSELF else packed}"
