"""Uploads go to the disk in pieces: memory follows the piece and never the file."""

import errno
import io
import os
import tracemalloc
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.handlers.wsgi import WSGIRequest
from django.db import OperationalError

from rugsat.client import Client
from rugsat.domain.returns.filing import Filing
from rugsat.store.api_access.receiving import spool_folder
from rugsat.web.api import upload
from rugsat.web.api.problems import ProblemError
from rugsat.web.api.upload import spool, spool_body, spool_parts
from tests.usecases.people import Office
from tests.web.api.machine import TEMPLATE, Token, month
from tests.web.api.server import served

SIZE = 200 << 20
GIGABYTE = 1 << 30


class Endless(io.RawIOBase):
    """So many bytes that nobody holds."""

    def __init__(self, head: bytes, size: int, tail: bytes = b"") -> None:
        self.parts = [io.BytesIO(head), size, io.BytesIO(tail)]

    def read(self, most: int = -1) -> bytes:
        head, left, tail = self.parts
        if found := head.read(most):
            return found
        if left:
            given = min(left, most if most >= 0 else left)
            self.parts[1] = left - given
            return b"a" * given
        return tail.read(most)

    readline = read


def request(body: io.RawIOBase, length: int, media_type: str = "application/octet-stream") -> WSGIRequest:
    environ = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": "/",
        "CONTENT_TYPE": media_type,
        "CONTENT_LENGTH": str(length),
        "wsgi.input": body,
    }
    return WSGIRequest(environ)


def test_a_body_is_written_in_pieces(office: Office):
    with spool() as folder:
        tracemalloc.start()
        spooled = spool_body(request(Endless(b"", SIZE), SIZE), "karakum.csv", folder)
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert (spooled.size, spooled.path.stat().st_size) == (SIZE, SIZE)
    assert most < 16 << 20
    assert not list(spool_folder().iterdir())


def test_the_files_of_a_multipart_body_are_written_in_pieces(office: Office):
    head = b'--b\r\nContent-Disposition: form-data; name="files"; filename="k.csv"\r\nContent-Type: text/csv\r\n\r\n'
    tail = b"\r\n--b--\r\n"
    length = len(head) + SIZE + len(tail)
    with spool() as folder:
        tracemalloc.start()
        body = request(Endless(head, SIZE, tail), length, "multipart/form-data; boundary=b")
        (spooled,) = spool_parts(body, folder, most=2)
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert spooled.path.stat().st_size == SIZE
    assert most < 24 << 20


def test_what_a_killed_server_left_behind_is_taken_away(office: Office):
    left, running = spool_folder() / "upload-left", spool_folder() / "upload-running"
    for folder, days in ((left, 3), (running, 1)):
        folder.mkdir()
        then = (office.now - timedelta(days=days)).timestamp()
        os.utime(folder, (then, then))
    with spool() as own:
        assert sorted(spool_folder().iterdir()) == sorted([own, running])


def test_a_body_that_breaks_off_files_nothing(office: Office):
    with spool() as folder, pytest.raises(ProblemError, match="broke off"):
        spool_body(request(Endless(b"", 100), 200), "karakum.csv", folder)
    assert not list(spool_folder().iterdir())


def test_a_body_that_is_longer_than_is_taken_is_refused_before_it_is_read(token: Token, monkeypatch):
    monkeypatch.setattr(upload, "LARGEST", 100)
    monkeypatch.setattr(upload.expected_size, "__defaults__", (100,))
    answer = token().file("karakum.mining_monthly.2026-01.csv", month("2026-01"))
    assert (answer.status_code, answer.json()["type"]) == (413, "urn:rugsat:problem:too-large")


def test_a_disk_that_is_full_is_told_and_not_filled(token: Token, monkeypatch):
    monkeypatch.setattr(upload, "_KEPT_FREE", 1 << 60)
    answer = token().file("karakum.mining_monthly.2026-01.csv", month("2026-01"))
    assert (answer.status_code, answer.headers["Retry-After"]) == (507, "600")


@pytest.mark.parametrize(
    ("place", "error", "status"),
    [
        ("rugsat.web.api.filing.file_return", OSError(errno.ENOSPC, "No space left on device"), 507),
        ("rugsat.web.api.upload._Writing.write", OSError(errno.ENOSPC, "No space left on device"), 507),
        ("rugsat.web.api.filing.take_up_filings", OperationalError("disk I/O error"), 503),
    ],
)
def test_a_disk_or_a_database_that_fails_on_the_way_is_told_as_what_may_pass(
    token: Token, monkeypatch: pytest.MonkeyPatch, place: str, error: Exception, status: int
):
    def fail(*_: object, **__: object) -> None:
        raise error

    api, name = token(), "karakum.mining_monthly.2026-01.csv"
    with monkeypatch.context() as failing:
        failing.setattr(place, fail)
        answer = api.file(name, month("2026-01"))
    assert (answer.status_code, answer.headers["Retry-After"]) == (status, "60")
    assert "disk I/O" not in answer.json()["detail"]
    assert list(spool_folder().iterdir()) == []
    assert api.file(name, month("2026-01")).status_code in {200, 201}


def test_two_files_of_one_name_in_a_request_are_refused(office: Office):
    part = b'--b\r\nContent-Disposition: form-data; name="files"; filename="k.csv"\r\n\r\nx\r\n'
    content = part * 2 + b"--b--\r\n"
    body = request(io.BytesIO(content), len(content), "multipart/form-data; boundary=b")
    with spool() as folder, pytest.raises(ProblemError, match="twice"):
        spool_parts(body, folder, most=5)


@pytest.mark.parametrize(
    ("media_type", "content", "kind"),
    [
        ("multipart/form-data", b"", "not-multipart"),
        ("text/csv", b"a,b", "not-multipart"),
        (
            "multipart/form-data; boundary=b",
            b'--b\r\nContent-Disposition: form-data; name="f"\r\n\r\nx\r\n--b--',
            "not-valid",
        ),
        (
            "multipart/form-data; boundary=b",
            b'--b\r\nContent-Disposition: form-data; name="f"; filename="k.csv"\r\n\r\nx\r\n--b--\r\n',
            "not-valid",
        ),
        ("multipart/form-data; boundary=b", b"--b--\r\n", "no-file"),
    ],
)
def test_a_body_that_is_no_multipart_of_files_is_refused(token: Token, media_type: str, content: bytes, kind: str):
    api = token()
    answer = api.client.generic("POST", "/api/v1/returns/bulk", content, content_type=media_type, headers=api.headers)
    assert 400 <= answer.status_code < 500
    assert answer.json()["type"] == f"urn:rugsat:problem:{kind}"


@pytest.mark.prove
def test_a_gigabyte_is_filed_by_a_server_that_holds_less_than_it(tmp_path: Path):
    path = tmp_path / "karakum.mining_monthly.2026-01.csv"
    head, row = TEMPLATE.splitlines(keepends=True)
    number = 0
    with path.open("w") as file:
        file.write(head)
        while file.tell() < GIGABYTE:
            file.writelines(
                row.format(month="2026-01").replace("0001", f"{number + each:07}", 1) for each in range(10_000)
            )
            number += 10_000
    with served(tmp_path) as office:
        filed = Client(office.address, office.tokens["kerim"]).file_return(path)
        most = office.highest_memory_mb()
    assert (filed["status"], filed["receipt"]["accepted_rows"]) == ("ACPT", number)
    assert Filing.of_file(path.name).sender == filed["receipt"]["sender"]
    assert most < 900, f"{most} MB"
