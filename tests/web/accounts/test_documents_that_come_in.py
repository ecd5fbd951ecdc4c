"""Documents by forms: what they are by their content, what they are called, and how they go out again."""

import io
import json
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from hypothesis import given
from hypothesis import strategies as st

from rugsat.store.document_type import (
    DOCUMENTS,
    EXTENSIONS,
    DocumentRefusedError,
    DocumentType,
    document_type,
    safe_name,
    taken_in_words,
)
from rugsat.web.layout.documents import attachment, taken

PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)


def archive(**members: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        for name, content in members.items():
            file.writestr(name, content)
    return made.getvalue()


KNOWN = {
    DocumentType.PDF: b"%PDF-1.7\n...",
    DocumentType.PNG: PNG,
    DocumentType.JPEG: b"\xff\xd8\xff\xe0" + bytes(20),
    DocumentType.CSV: b"\xef\xbb\xbfmonth,coins\n2026-03,1.5\n",
    DocumentType.TEXT: "Gülşat ýazýar: salam.\n".encode(),
    DocumentType.JSON: json.dumps({"a": [1, 2]}).encode(),
    DocumentType.XML: b'<?xml version="1.0"?><feed><entry/></feed>',
    DocumentType.XLSX: archive(**{"[Content_Types].xml": "", "xl/workbook.xml": ""}),
    DocumentType.DOCX: archive(**{"[Content_Types].xml": "", "word/document.xml": ""}),
    DocumentType.ODS: archive(mimetype=DocumentType.ODS.value),
    DocumentType.ODT: archive(mimetype=DocumentType.ODT.value),
    DocumentType.PARQUET: b"PAR1" + bytes(20) + b"PAR1",
    DocumentType.ZIP: archive(**{"a.txt": "a"}),
    DocumentType.GZIP: b"\x1f\x8b\x08" + bytes(20),
}
UNKNOWN = {
    "nothing": b"",
    "blanks": b" \n ",
    "a program": b"MZ\x90\x00\x03",
    "a program of Linux": b"\x7fELF\x02\x01\x01",
    "a page": b"<!DOCTYPE html><html><script>alert(1)</script></html>",
    "a page without a head": b"  \n<ScRiPt>alert(1)</script>",
    "a drawing that runs scripts": b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    "a document with its own entities": b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a/>',
    "text with control letters": b"name\x00,value",
    "text that is no UTF-8": "значение".encode("cp1251"),
    "a broken archive": b"PK\x03\x04" + bytes(40),
}


@pytest.mark.parametrize("kind", KNOWN, ids=lambda kind: kind.name)
def test_a_document_is_what_its_content_says(kind: DocumentType):
    assert document_type(KNOWN[kind]) is kind


@pytest.mark.parametrize("what", UNKNOWN)
def test_what_is_no_document_is_none(what: str):
    assert document_type(UNKNOWN[what]) is None


def test_every_kind_has_an_ending_and_none_is_left_out():
    assert set(EXTENSIONS) == set(DocumentType) == set(KNOWN)


@given(st.binary(max_size=300))
def test_no_content_breaks_the_question_what_it_is(content: bytes):
    assert document_type(content) in {None, *DocumentType}


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("report.pdf", "report.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\me\\report.PDF", "report.PDF"),
        ("page.html", "page.html.pdf"),
        ("a\r\nSet-Cookie: x=1.pdf", "aSet-Cookie- x=1.pdf"),
        ("evil\u202efdp.exe", "evilfdp.exe.pdf"),
        ("Hasabat – Gülşat.pdf", "Hasabat – Gülşat.pdf"),
        ("", "document.pdf"),
        ("..", "document.pdf"),
        ("x" * 500 + ".pdf", "x" * 116 + ".pdf"),
    ],
)
def test_a_name_is_kept_as_far_as_it_is_safe(name: str, safe: str):
    assert safe_name(name, DocumentType.PDF) == safe


@given(st.text(max_size=300))
def test_no_name_leads_anywhere(name: str):
    made = safe_name(name, DocumentType.PNG)
    assert made.isprintable() or " " in made
    assert not set(made) & set('/\\<>:"|?*\r\n\x00')
    assert made.lower().endswith(".png")
    assert 4 < len(made) <= 120
    assert not made.startswith(".")


def test_a_file_is_taken_with_its_real_type_whatever_the_browser_says():
    upload = taken(SimpleUploadedFile("photo.html", PNG, content_type="text/html"))
    assert (upload.name, upload.media_type, upload.content) == ("photo.html.png", "image/png", PNG)


@pytest.mark.parametrize("what", UNKNOWN)
def test_what_is_no_document_is_refused_with_what_to_do(what: str):
    with pytest.raises(DocumentRefusedError, match="choose"):
        taken(SimpleUploadedFile("a.pdf", UNKNOWN[what], content_type="application/pdf"))


@pytest.mark.parametrize("kind", DocumentType, ids=lambda kind: kind.name)
def test_every_type_is_taken_but_a_packed_file_that_says_nothing_of_what_is_in_it(kind: DocumentType):
    file = SimpleUploadedFile("a", KNOWN[kind])
    if kind in DOCUMENTS:
        assert taken(file).media_type == kind.value
        assert EXTENSIONS[kind][0].removeprefix(".").upper() in taken_in_words()
        return
    assert kind is DocumentType.GZIP
    with pytest.raises(DocumentRefusedError, match=f"none of {taken_in_words()}"):
        taken(file)


def test_a_file_that_is_too_large_is_refused_before_it_is_read():
    class NeverRead(io.BytesIO):
        def read(self, *_args: object) -> bytes:
            raise AssertionError

    large = UploadedFile(NeverRead(), name="a.png", size=65 << 20)
    with pytest.raises(DocumentRefusedError, match="has 65 MB, and at most 64"):
        taken(large)


def test_a_document_is_saved_and_never_shown():
    answer = attachment(PNG, name='Gülşat "x".png', media_type="image/png")
    assert answer.headers["Content-Type"] == "image/png"
    assert answer.headers["Content-Disposition"].startswith("attachment; filename*=utf-8''G%C3%BCl")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert "no-store" in answer.headers["Cache-Control"]
