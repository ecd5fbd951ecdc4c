"""The client against a real office on a real server: filed, applied, searched, refused, and tried again."""

import json
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any, ClassVar

import pytest

from rugsat.client import Client, NotAnsweredError, ProblemError
from tests.usecases.people import APPLICATION
from tests.web.api.machine import month
from tests.web.api.server import Served, served


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(tmp_path_factory.mktemp("served")) as running:
        yield running


@pytest.fixture(scope="module")
def client(office: Served) -> Client:
    return Client(office.address, office.tokens["kerim"])


def written(folder: Path, code: str, content: bytes | None = None) -> Path:
    path = folder / f"karakum.mining_monthly.{code}.csv"
    path.write_bytes(month(code) if content is None else content)
    return path


def test_a_return_is_filed_from_a_file_and_its_receipt_is_kept(client: Client, tmp_path: Path):
    filed = client.file_return(written(tmp_path, "2026-01"))
    assert (filed["status"], filed["counts"]) == ("ACPT", True)
    assert client.receipt(filed["filing"])["receipt"] == filed["receipt"]
    auth = json.loads(client.save_receipt(filed["filing"], "auth_031", tmp_path / "auth.json").read_text())
    assert auth["FinInstrmRptgStsAdvc"]["StsAdvc"][0]["MsgRptIdr"] == filed["receipt_id"]
    assert filed["filing"] in [each["filing"] for each in client.receipts()]


def test_a_key_of_ones_own_files_once(client: Client, tmp_path: Path):
    path = written(tmp_path, "2026-02")
    assert client.file_return(path, key="night-run") == client.file_return(path, key="night-run")


def test_many_requests_under_one_key_at_once_are_one_filing(client: Client, tmp_path: Path):
    path = written(tmp_path, "2026-06")

    def ask(_: int) -> str:
        try:
            return str(client.file_return(path, key="all-at-once")["filing"])
        except ProblemError as error:
            return error.kind

    with ThreadPoolExecutor(8) as threads:
        answers = set(threads.map(ask, range(8)))
    filed = client.file_return(path, key="all-at-once")
    assert answers <= {filed["filing"], "key-in-use"}
    assert filed["known"] is False
    assert [each["period"] for each in client.receipts()].count("2026-06") == 1


def test_cases_opened_at_once_under_one_key_are_one_case(client: Client):
    def ask(_: int) -> str:
        asked = {"cls": "industrial", "key": "one-case"}
        return str(client.open_application("mining_registration", {}, **asked)["subject"])

    with ThreadPoolExecutor(8) as threads:
        assert len(set(threads.map(ask, range(8)))) == 1


def test_drafts_are_filed_in_the_sandbox(office: Served, tmp_path: Path):
    sandbox = Client(office.address, office.tokens["kerim"], sandbox=True)
    filed = sandbox.file_return(written(tmp_path, "2026-03", month("2026-03").replace(b"198000", b"fast")))
    assert (filed["status"], filed["counts"]) == ("RJCT", False)
    faults = sandbox.save_receipt(filed["filing"], "faults", tmp_path / "faults.csv").read_text()
    assert "hash_rate_th_s" in faults
    told = sandbox.open_application("mining_registration", APPLICATION, cls="industrial")
    assert told["counts"] is False


def test_an_application_is_led(client: Client, tmp_path: Path):
    opened = client.open_application("mining_registration", APPLICATION, cls="industrial")
    case = opened["subject"]
    letters = tmp_path / "letters.pdf"
    letters.write_bytes(b"%PDF-1.7 letters")
    assert client.hand_in(case, letters, kind="letters")["told"]["digest"]
    changed = client.change_application(case, APPLICATION | {"wallets": []}, seen=client.application(case)["version"])
    with pytest.raises(ProblemError, match="changed since you saw it") as stale:
        client.submit(case, seen=changed["version"] - 1)
    assert stale.value.status == 412
    assert client.submit(case)["told"]["state"] == "submitted"
    assert client.application(case)["deadlines"]
    assert client.step(case, "surrender", "another year")["told"]["state"] == "withdrawn"
    assert case in [each["case"] for each in client.applications()]


def test_the_register_is_asked_without_a_token(office: Served):
    anybody = Client(office.address)
    assert [each["party"] for each in anybody.parties("каракум")] == ["karakum"]
    assert anybody.party("karakum")["name"] == "Karakum Hash"
    assert list(anybody.authorisations(status="in_force")) == []
    with pytest.raises(ProblemError, match="check digits"):
        anybody.check("TM-MR-2026-000001-00")


def test_what_is_due_is_told(client: Client):
    assert client.obligations(since="2026-01-01", until="2026-03-01") == []


def test_what_is_refused_says_why_and_what_next(office: Served, tmp_path: Path):
    rival = Client(office.address, office.tokens["rival"])
    with pytest.raises(ProblemError, match="acts for altyn and not for karakum") as refused:
        rival.file_return(written(tmp_path, "2026-01"))
    assert (refused.value.status, refused.value.kind) == (403, "not-permitted")


def test_a_large_file_that_is_refused_is_told_so_and_not_that_the_line_broke(office: Served, tmp_path: Path):
    large = written(tmp_path, "2026-01", b"x" * (32 << 20))
    with pytest.raises(ProblemError) as refused:
        Client(office.address, office.tokens["rival"]).file_return(large)
    assert refused.value.status == 403


def test_a_nil_return_is_an_empty_file(client: Client, tmp_path: Path):
    path = tmp_path / "karakum.mining_monthly.2026-04.nil.csv"
    path.touch()
    assert client.file_return(path)["receipt"]["kind"] == "nil"


def test_a_body_in_chunks_is_refused_rather_than_taken_for_an_empty_one(office: Served):
    connection = HTTPConnection(office.address.removeprefix("http://"))
    headers = {"Authorization": f"Bearer {office.tokens['kerim']}", "Content-Type": "application/octet-stream"}
    path = "/api/v1/returns?file=karakum.mining_monthly.2026-05.nil.csv"
    connection.request("POST", path, body=iter([b"a,b"]), headers=headers, encode_chunked=True)
    answer = connection.getresponse()
    assert (answer.status, json.loads(answer.read())["type"]) == (411, "urn:rugsat:problem:length-missing")
    connection.close()


def test_a_token_is_never_sent_unencrypted_to_another_machine():
    with pytest.raises(NotAnsweredError, match="https"):
        Client("http://rugsat.example.org", "rugsat_secret")


class Broken(BaseHTTPRequestHandler):
    """Says too often, then no room, then hangs up, then answers; it notes the keys that came."""

    keys: ClassVar[list[str]] = []
    statuses: ClassVar[list[int]] = [429, 503, 0, 201]

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        status = Broken.statuses[len(Broken.keys)]
        Broken.keys.append(self.headers["Idempotency-Key"])
        if not status:
            return
        self.send_response(status)
        self.send_header("Retry-After", "0")
        content = b'{"filing": "f"}'
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


def test_an_attempt_that_broke_off_is_made_again_under_the_same_key(tmp_path: Path):
    server = HTTPServer(("127.0.0.1", 0), Broken)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        told = Client(f"http://127.0.0.1:{server.server_port}").file_return(written(tmp_path, "2026-01"))
    finally:
        server.shutdown()
        server.server_close()
    assert told == {"filing": "f"}
    assert len(Broken.keys) == len(Broken.statuses)
    assert len(set(Broken.keys)) == 1
