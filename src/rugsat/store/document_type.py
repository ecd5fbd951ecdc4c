"""What a document is by its content, whatever it is called; which are taken; and a name that is safe to show."""

import json
import re
import unicodedata
import zipfile
from enum import StrEnum
from io import BytesIO
from pathlib import PurePosixPath, PureWindowsPath

from rugsat.kernel.errors import RugsatError
from rugsat.kernel.language import gettext as _


class DocumentType(StrEnum):
    """The types of documents that are known; the value is the media type."""

    PDF = "application/pdf"
    PNG = "image/png"
    JPEG = "image/jpeg"
    CSV = "text/csv"
    TEXT = "text/plain"
    JSON = "application/json"
    XML = "application/xml"
    XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    ODS = "application/vnd.oasis.opendocument.spreadsheet"
    ODT = "application/vnd.oasis.opendocument.text"
    PARQUET = "application/vnd.apache.parquet"
    ZIP = "application/zip"
    GZIP = "application/gzip"


DOCUMENTS = tuple(each for each in DocumentType if each is not DocumentType.GZIP)
"""What is taken as a document, by a page, by the API and by every act alike."""
LARGEST_DOCUMENT = 64 << 20
"""Bytes of a document."""
EXTENSIONS = {
    DocumentType.PDF: (".pdf",),
    DocumentType.PNG: (".png",),
    DocumentType.JPEG: (".jpg", ".jpeg"),
    DocumentType.CSV: (".csv", ".tsv"),
    DocumentType.TEXT: (".txt", ".md", ".log"),
    DocumentType.JSON: (".json", ".ndjson", ".jsonl"),
    DocumentType.XML: (".xml",),
    DocumentType.XLSX: (".xlsx",),
    DocumentType.DOCX: (".docx",),
    DocumentType.ODS: (".ods",),
    DocumentType.ODT: (".odt",),
    DocumentType.PARQUET: (".parquet",),
    DocumentType.ZIP: (".zip",),
    DocumentType.GZIP: (".gz",),
}
_MAGIC = (
    (b"%PDF-", DocumentType.PDF),
    (b"\x89PNG\r\n\x1a\n", DocumentType.PNG),
    (b"\xff\xd8\xff", DocumentType.JPEG),
    (b"PAR1", DocumentType.PARQUET),
    (b"\x1f\x8b\x08", DocumentType.GZIP),
)
_LEADING_MEMBERS = (("xl/workbook.xml", DocumentType.XLSX), ("word/document.xml", DocumentType.DOCX))
_OPEN_DOCUMENTS = {each.value.encode(): each for each in (DocumentType.ODS, DocumentType.ODT)}
_BOM = b"\xef\xbb\xbf"
# Pages and drawings run scripts in whatever opens them; a document that brings its own entities can name other files.
_ACTIVE = re.compile(r"<\s*(?:!doctype|html|head|body|script|svg|iframe|!entity)", re.IGNORECASE)
_SEPARATORS = ",;\t"
_CSV_LINES = 5
_LONGEST_NAME = 120
_MEGABYTE = 1 << 20


class DocumentRefusedError(RugsatError):
    """A document that cannot be taken: why, and what to do instead."""


def taken_in_words() -> str:
    """What is taken as a document, as people call it."""
    return ", ".join(EXTENSIONS[each][0].removeprefix(".").upper() for each in DOCUMENTS)


def taken_by_ending() -> str:
    """The endings of what is taken, as the field of a form asks a browser for them."""
    return ",".join(ending for each in DOCUMENTS for ending in EXTENSIONS[each])


def largest_in_megabytes() -> int:
    """The size of the largest document in megabytes."""
    return LARGEST_DOCUMENT // _MEGABYTE


def type_taken(name: str, content: bytes) -> DocumentType:
    """The type of a document that is taken; DocumentRefusedError where its size or its content speaks against it."""
    refuse_size(name, len(content))
    kind = document_type(content)
    if kind not in DOCUMENTS:
        message = _("“{name}” is by its content none of {kinds}: save it as one of these and choose it again.")
        raise DocumentRefusedError(message.format(name=name, kinds=taken_in_words()))
    return kind


def refuse_size(name: str, size: int) -> None:
    """Refuse a document that is empty or too large; its size says so before it is read."""
    if not size:
        raise DocumentRefusedError(_("“{name}” is empty: choose the file again.").format(name=name))
    if size > LARGEST_DOCUMENT:
        message = _("“{name}” has {size} MB, and at most {largest} MB are taken: hand it in in parts.").format(
            name=name, size=-(-size // _MEGABYTE), largest=largest_in_megabytes()
        )
        raise DocumentRefusedError(message)


def document_type(content: bytes) -> DocumentType | None:
    """The type of a document by its content; None where it is none that is known, or could do something by itself."""
    for magic, kind in _MAGIC:
        if content.startswith(magic):
            return kind
    if content.startswith(b"PK\x03\x04"):
        return _archive(content)
    return _text(content.removeprefix(_BOM))


def safe_name(name: str, kind: DocumentType) -> str:
    """A name without a path, without letters that are not seen or turn others around, with the ending of its type."""
    last = PureWindowsPath(PurePosixPath(name).name).name
    plain = "".join(each for each in unicodedata.normalize("NFC", last) if unicodedata.category(each)[0] != "C")
    path = PurePosixPath(re.sub(r"\s+", " ", re.sub(r'[<>:"/\\|?*]', "-", plain)).strip(" ."))
    endings = EXTENSIONS[kind]
    stem, ending = (path.stem, path.suffix) if path.suffix.lower() in endings else (path.name, endings[0])
    return f"{stem[: _LONGEST_NAME - len(ending)].strip(' .') or 'document'}{ending}"


def _archive(content: bytes) -> DocumentType | None:
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            names = set(archive.namelist())
            if "mimetype" in names and archive.getinfo("mimetype").file_size <= max(map(len, _OPEN_DOCUMENTS)):
                return _OPEN_DOCUMENTS.get(archive.read("mimetype"), DocumentType.ZIP)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError):
        return None
    return next((kind for member, kind in _LEADING_MEMBERS if member in names), DocumentType.ZIP)


def _text(content: bytes) -> DocumentType | None:
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return None
    if not text.strip() or any(unicodedata.category(each) == "Cc" and each not in "\t\r\n\f" for each in text):
        return None
    start = text.lstrip()
    if start[0] in "{[":
        return DocumentType.JSON if _is_json(text) else DocumentType.TEXT
    if start[0] == "<":
        return None if _ACTIVE.search(text) else DocumentType.XML
    return DocumentType.CSV if _is_table(text) else DocumentType.TEXT


def _is_json(text: str) -> bool:
    for each in ([text], text.splitlines()):
        try:
            for part in each:
                if part.strip():
                    json.loads(part)
        except (ValueError, RecursionError):
            continue
        return True
    return False


def _is_table(text: str) -> bool:
    """Whether the first lines have the same number of one separator each."""
    lines = [line for line in text.splitlines()[:_CSV_LINES] if line.strip()]
    counts = [{line.count(mark) for line in lines} for mark in _SEPARATORS]
    return any(len(found) == 1 and 0 not in found for found in counts)
