"""A large body with a file, sent by whoever may not: it is refused before more than its head is read."""

import select
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.test import Client

from rugsat.web.layout.bodies import LARGEST_OF_NOBODY
from tests.usecases.people import Office, apply, prepare
from tests.web.api.server import served
from tests.web.signed import signed_in

BOUNDARY = "a-boundary-of-the-tests"
SIZE = 48 << 20
TOKEN = "t" * 32


class Body:
    """A form with a token and a file of 48 MB, made as it is read, that counts how much of it was."""

    def __init__(self, token: str) -> None:
        head = (
            f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n{token}\r\n'
            f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n'
            "Content-Type: application/pdf\r\n\r\n%PDF-1.7 "
        )
        self.parts = self._parts(head.encode(), f"\r\n--{BOUNDARY}--\r\n".encode())
        self.length = len(head) + SIZE + len(BOUNDARY) + 8
        self.left, self.taken = b"", 0

    def read(self, size: int = -1) -> bytes:
        while len(self.left) < size or size < 0:
            part = next(self.parts, b"")
            if not part:
                break
            self.left += part
        given = self.left if size < 0 else self.left[:size]
        self.left = self.left[len(given) :]
        self.taken += len(given)
        return given

    def readline(self, size: int = -1) -> bytes:
        return self.read(size)

    @staticmethod
    def _parts(head: bytes, tail: bytes) -> Iterator[bytes]:
        yield head
        yield from (bytes(1 << 20) for _ in range(SIZE >> 20))
        yield tail


def send(client: Client, path: str) -> tuple[Any, Body]:
    """Send the form as a browser would that has a token of the site."""
    client.handler.enforce_csrf_checks = True
    client.cookies[django_settings.CSRF_COOKIE_NAME] = TOKEN
    body = Body(TOKEN)
    said = {"CONTENT_TYPE": f"multipart/form-data; boundary={BOUNDARY}", "CONTENT_LENGTH": str(body.length)}
    answer = client.generic("POST", path, b"", **said, **{"wsgi.input": body})
    return answer, body


def written(office: Path) -> int:
    """Bytes that lie where files come in, and where documents are kept."""
    found = [*office.rglob("upload-*/*"), *(office / "documents").rglob("*")]
    return sum(each.stat().st_size for each in found if each.is_file())


@pytest.fixture
def case(office: Office) -> str:
    prepare(office)
    return apply(office)


PAGES = (
    "/portal/returns/file",
    "/portal/returns/check",
    "/portal/applications/{case}/documents/",
    "/portal/applications/{case}/act/answer",
    "/portal/organisation/facts",
    "/console/cases/{case}/hand-in/",
    "/console/requests/ask/",
    "/console/cases/{case}/attest/",
)
OPEN_PAGES = ("/account/sign-in", "/verify", "/search", "/account/reset", "/no-such-page")


@pytest.mark.parametrize("page", PAGES)
def test_nothing_is_read_of_what_is_sent_by_somebody_who_has_not_signed_in(case: str, page: str, settings):
    before = written(settings.OFFICE)
    answer, body = send(Client(), page.format(case=case))
    assert answer.status_code == 302, "to sign in"
    assert body.taken == 0
    assert written(settings.OFFICE) == before


@pytest.mark.parametrize("page", PAGES)
def test_nothing_is_read_of_what_is_sent_by_a_role_without_the_right(case: str, page: str, settings):
    before = written(settings.OFFICE)
    login = "anna" if page.startswith("/portal/") else "kerim"
    answer, body = send(signed_in(login), page.format(case=case))
    assert answer.status_code == 404
    assert body.taken == 0
    assert written(settings.OFFICE) == before


@pytest.mark.parametrize("page", OPEN_PAGES)
@pytest.mark.django_db
def test_nothing_is_read_on_pages_for_everybody_either(office: Office, page: str):
    answer, body = send(Client(), page)
    assert answer.status_code in {404, 405, 413}
    assert body.taken == 0


def test_a_page_that_asks_for_no_file_reads_none_of_those_who_may_see_it(case: str):
    answer, body = send(signed_in("kerim"), "/portal/organisation/facts")
    assert answer.status_code == 413
    assert "send less at once" in answer.content.decode()
    assert body.taken == 0


@pytest.mark.parametrize("path", ["returns?name=a.csv", "applications/{case}/documents?kind=a&name=b.pdf"])
def test_the_api_reads_nothing_without_a_token(case: str, path: str):
    answer, body = send(Client(), f"/api/v1/{path.format(case=case)}")
    assert answer.status_code in {401, 422}
    assert body.taken == 0


def test_the_very_same_form_is_read_where_it_is_asked_for_by_somebody_who_may(case: str, settings):
    """The counter counts: what the tests above find unread is read here."""
    answer, body = send(signed_in("kerim"), f"/portal/applications/{case}/documents/")
    assert answer.status_code == 400, "it does not say what the document is"
    assert body.taken > SIZE
    assert written(settings.OFFICE) < SIZE, "what came in went with its request"


@pytest.mark.prove
@pytest.mark.parametrize("page", ["/portal/returns/file", "/account/sign-in", "/console/requests/ask/"])
def test_a_real_server_keeps_nothing_of_400_mb_that_nobody_may_send(tmp_path: Path, page: str):
    with served(tmp_path) as office:
        before, disk = office.highest_memory_mb(), written(tmp_path / "office")
        status, sent = pour(office.address, page, 400 << 20)
        assert status in {302, 413}
        assert office.highest_memory_mb() - before < 64
        assert written(tmp_path / "office") == disk
        assert sent < 400 << 20, "the server had answered and let go of the line long before"


def pour(address: str, page: str, size: int) -> tuple[int, int]:
    """Send a form of a size as fast as it is taken; the status that comes back, and how much went out."""
    host, _, port = address.removeprefix("http://").partition(":")
    body, sent = Body(TOKEN), 0
    head = (
        f"POST {page} HTTP/1.1\r\nHost: {host}:{port}\r\nOrigin: {address}\r\nCookie: csrftoken={TOKEN}\r\n"
        f"Content-Type: multipart/form-data; boundary={BOUNDARY}\r\nContent-Length: {size}\r\n\r\n"
    )
    with socket.create_connection((host, int(port)), timeout=60) as line:
        line.sendall(head.encode())
        answer = b""
        try:
            while sent < size and not answer:
                piece = body.read(1 << 16) or bytes(1 << 16)
                line.sendall(piece)
                sent += len(piece)
                if select.select([line], [], [], 0)[0]:
                    answer = line.recv(1 << 16)
        except (ConnectionResetError, BrokenPipeError):
            answer = answer or line.recv(1 << 16)
        answer = answer or line.recv(1 << 16)
    return int(answer.split()[1]), sent


@pytest.mark.django_db
def test_a_login_of_any_length_that_people_have_is_taken(office: Office):
    page = Client().post("/account/sign-in", {"login": "kerim", "password": "p" * 4096})
    assert page.status_code == 422, "the password is wrong, and was looked at"
    assert LARGEST_OF_NOBODY > 4 * 4096


@pytest.mark.parametrize("page", [*PAGES, *OPEN_PAGES])
def test_a_body_that_does_not_say_how_long_it_is_is_not_read(case: str, page: str):
    client, body = signed_in("kerim"), Body(TOKEN)
    client.handler.enforce_csrf_checks = True
    client.cookies[django_settings.CSRF_COOKIE_NAME] = TOKEN
    said = {"CONTENT_TYPE": f"multipart/form-data; boundary={BOUNDARY}", "HTTP_TRANSFER_ENCODING": "chunked"}
    answer = client.generic("POST", page.format(case=case), b"", **said, **{"wsgi.input": body})
    assert answer.status_code >= 400
    assert body.taken == 0


def test_a_body_whose_length_is_no_number_is_refused(case: str):
    for length in ("-1", "1e9", "٣"):
        answer = signed_in("kerim").generic("POST", "/portal/organisation/facts", b"", CONTENT_LENGTH=length)
        assert answer.status_code in {400, 413}, length
