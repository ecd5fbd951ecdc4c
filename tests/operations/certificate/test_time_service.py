"""Time stamps are asked for over HTTP, and a service that gives none is named."""

import dataclasses
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest
from asn1crypto import tsp

from rugsat.evidence.credentials.key_ring import KeyRing
from rugsat.operations.certificate.document_verification import verify_document
from rugsat.operations.certificate.issue import issue
from rugsat.operations.certificate.time_service import TimeServiceError
from tests.evidence.credentials.made_by_hand import AT, CERTIFICATE
from tests.operations.certificate.time_stamps import stamper_saying

LATER = AT + timedelta(minutes=3)
REPLY = "application/timestamp-reply"


@contextmanager
def serving(answer: Callable[[bytes], tuple[int, str, bytes]]) -> Iterator[str]:
    """A service on this machine, for as long as it is needed."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            query = self.rfile.read(int(self.headers["Content-Length"]))
            status, kind, content = answer(query)
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_a_certificate_is_stamped_by_a_service(ring: KeyRing):
    stamper, stamping = stamper_saying(LATER)

    def answer(query: bytes) -> tuple[int, str, bytes]:
        return 200, REPLY, stamper.request_tsa_response(tsp.TimeStampReq.load(query)).dump()

    with serving(answer) as address:
        issued = issue(CERTIFICATE, ring=ring, at=AT, time_stamps=address)
    trust = dataclasses.replace(ring.trust, time_roots=(stamping,))
    signed = verify_document(issued.document, trust=trust)
    assert (signed.stamped, signed.signed_at) == (True, LATER)


@pytest.mark.parametrize(
    ("status", "kind", "content", "why"),
    [
        (500, REPLY, b"", "gives no time stamp"),
        (200, "text/html", b"<p>no</p>", "answers with text/html"),
        (200, REPLY, b"not ASN.1", "no time stamp"),
        (200, REPLY, bytes.fromhex("30053003020102"), "refuses"),
    ],
    ids=["error", "page", "nonsense", "refusal"],
)
def test_a_service_that_gives_no_stamp_ends_the_issue(ring: KeyRing, status: int, kind: str, content: bytes, why: str):
    with serving(lambda _: (status, kind, content)) as address, pytest.raises(TimeServiceError, match=why):
        issue(CERTIFICATE, ring=ring, at=AT, time_stamps=address)


def test_a_stamp_on_something_else_is_refused(ring: KeyRing):
    stamper, _ = stamper_saying(LATER)

    def answer(query: bytes) -> tuple[int, str, bytes]:
        asked = tsp.TimeStampReq.load(query)
        asked["nonce"] = int(asked["nonce"].native) + 1
        return 200, REPLY, stamper.request_tsa_response(asked).dump()

    with serving(answer) as address, pytest.raises(TimeServiceError, match="no time stamp on this"):
        issue(CERTIFICATE, ring=ring, at=AT, time_stamps=address)


@pytest.mark.parametrize("address", ["http://127.0.0.1:9/", "file:///etc/passwd", "nonsense"])
def test_an_address_where_nothing_answers_is_named(ring: KeyRing, address: str):
    with pytest.raises(TimeServiceError, match=address.split(":", maxsplit=1)[0]):
        issue(CERTIFICATE, ring=ring, at=AT, time_stamps=address)
