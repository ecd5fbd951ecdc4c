"""Returns in the portal: filed, checked before, corrected; faults stand beside their rows; each sees its own."""

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from rugsat.store.api_access.models import ReceivedFiling
from rugsat.store.api_access.receiving import office_lake
from rugsat.store.outbox.models import Entry
from tests.usecases.people import Office, apply, grant_it
from tests.web.api.machine import month
from tests.web.portal.form import fields_of, send
from tests.web.signed import signed_in

FILE, CHECK = "/portal/returns/file", "/portal/returns/check"


@pytest.fixture
def miner(filled: Office) -> Office:
    """An office in which Karakum is registered as a miner."""
    grant_it(filled, apply(filled))
    return filled


def upload(content: bytes, name: str = "what-it-is-called-at-home.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="text/csv")


def file_it(client: Client, content: bytes, path: str = FILE, **asked: Any) -> Any:
    typed = {"return": "mining_monthly", "period": "2026-01", "kind": "original", **asked}
    return send(client, path, file=upload(content), **typed)


def bad() -> bytes:
    return month("2026-01").replace(b"2604000000", b"much")


def test_a_return_is_filed_and_its_receipt_can_be_read_and_fetched(miner: Office, kerim: Client):
    answer = file_it(kerim, month("2026-01"))
    assert answer.status_code == 303
    page = kerim.get(answer.headers["Location"]).content.decode()
    assert "Accepted" in page
    filing = ReceivedFiling.objects.get()
    assert (filing.sender, filing.return_name, filing.period, filing.status) == (
        "karakum",
        "mining_monthly",
        "2026-01",
        "ACPT",
    )
    original = kerim.get(f"/portal/returns/receipts/{filing.filing}/original")
    assert original.headers["Content-Disposition"].startswith("attachment")
    said = json.loads(b"".join(original.streaming_content))
    assert said["file"]["name"] == "karakum.mining_monthly.2026-01.csv"
    assert Entry.objects.filter(kind="return_filed").count() == 1


def test_the_faults_of_a_return_stand_beside_the_row_as_it_was_filed(miner: Office, kerim: Client):
    page = kerim.get(file_it(kerim, bad()).headers["Location"]).content.decode()
    assert "Rejected" in page
    assert '<mark class="rugsat-fault">much</mark>' in page
    faults = kerim.get(f"/portal/returns/receipts/{ReceivedFiling.objects.get().filing}/faults")
    assert b"energy_wh" in b"".join(faults.streaming_content)


def test_a_rejected_return_is_mended_and_an_accepted_one_corrected(miner: Office, kerim: Client):
    file_it(kerim, bad())
    assert file_it(kerim, month("2026-01")).status_code == 303
    changed = month("2026-01").replace(b"2604000000", b"2604000001")
    corrected = kerim.get(file_it(kerim, changed, kind="correction").headers["Location"]).content.decode()
    assert "correction" in corrected
    kinds = list(ReceivedFiling.objects.order_by("commit").values_list("kind", "status"))
    assert kinds == [("original", "RJCT"), ("original", "ACPT"), ("correction", "ACPT")]


def test_checking_says_what_filing_would_and_keeps_nothing(miner: Office, kerim: Client):
    before = office_lake().state().number
    page = file_it(kerim, bad(), CHECK)
    assert page.status_code == 200
    text = page.content.decode()
    assert '<mark class="rugsat-fault">much</mark>' in text
    assert "Nothing was filed" in text
    assert "Accepted" in file_it(kerim, month("2026-01"), CHECK).content.decode()
    assert office_lake().state().number == before
    assert not ReceivedFiling.objects.exists()
    assert not Entry.objects.filter(kind="return_filed").exists()


def test_checking_knows_what_was_filed_before(miner: Office, kerim: Client):
    file_it(kerim, month("2026-01"))
    assert "accepted before" in file_it(kerim, month("2026-01"), CHECK).content.decode()
    changed = month("2026-01").replace(b"2604000000", b"2604000001")
    assert "file a correction instead" in file_it(kerim, changed, CHECK).content.decode()


def test_a_form_that_is_sent_twice_files_once(miner: Office, kerim: Client):
    typed = fields_of(kerim.get(FILE)) | {"return": "mining_monthly", "period": "2026-01", "kind": "original"}
    first = kerim.post(FILE, typed | {"file": upload(bad())})
    second = kerim.post(FILE, typed | {"file": upload(bad())})
    assert first.headers["Location"] == second.headers["Location"]
    assert ReceivedFiling.objects.count() == 1
    other = kerim.post(FILE, typed | {"file": upload(month("2026-01"))})
    assert other.status_code == 400
    assert ReceivedFiling.objects.count() == 1


def test_the_name_of_the_file_says_what_it_is_where_the_form_does_not(miner: Office, kerim: Client):
    page = fields_of(kerim.get(FILE))
    named = upload(month("2026-01"), "karakum.mining_monthly.2026-01.csv")
    assert kerim.post(FILE, page | {"file": named}).status_code == 303
    foreign = upload(month("2026-01"), "altyn.mining_monthly.2026-01.csv")
    refused = kerim.post(FILE, fields_of(kerim.get(FILE)) | {"file": foreign})
    assert refused.status_code == 400
    assert "named for altyn" in refused.content.decode()
    assert ReceivedFiling.objects.count() == 1


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"period": "soon"}, "soon"),
        ({"file": ""}, "Choose the file"),
        ({"return": "nothing_of_that_kind"}, "choose one of those"),
    ],
)
def test_what_is_typed_wrong_is_named_and_kept(miner: Office, kerim: Client, typed: dict[str, Any], said: str):
    asked = {"return": "mining_monthly", "period": "2026-01", "file": upload(month("2026-01")), **typed}
    page = send(kerim, FILE, **asked)
    assert page.status_code == 400
    assert said in page.content.decode()
    assert asked["period"] in page.content.decode()


def test_a_nil_return_needs_no_file(miner: Office, kerim: Client):
    answer = send(kerim, FILE, **{"return": "mining_monthly", "period": "2026-01", "kind": "nil"})
    assert answer.status_code == 303
    assert ReceivedFiling.objects.get().kind == "nil"


def test_a_receipt_of_another_is_as_if_there_were_none(miner: Office, kerim: Client, rival: Client):
    file_it(kerim, bad())
    filing = ReceivedFiling.objects.get().filing
    for path in ("", "/original", "/faults", "/signature"):
        assert rival.get(f"/portal/returns/receipts/{filing}{path}").status_code == 404
    assert rival.get("/portal/returns/receipts/0123456789abcdef").status_code == 404
    assert filing not in rival.get("/portal/returns/").content.decode()


def test_what_is_due_is_listed_until_it_is_filed(miner: Office):
    miner.wait(45)
    kerim = signed_in("kerim")
    due = kerim.get("/portal/returns/").content.decode()
    link = "/portal/returns/file?return=mining_monthly&amp;period=2026-03"
    assert link in due
    form = fields_of(kerim.get(link.replace("&amp;", "&")))
    assert (form["return"], form["period"]) == ("mining_monthly", "2026-03")
    file_it(kerim, month("2026-03"), period="2026-03")
    assert link not in kerim.get("/portal/returns/").content.decode()
    calendar = kerim.get("/portal/returns/calendar").content.decode()
    assert ReceivedFiling.objects.get().filing in calendar


def test_the_list_is_narrowed_and_asks_no_more_the_longer_it_is(miner: Office, kerim: Client):
    file_it(kerim, bad())
    file_it(kerim, month("2026-01"))
    page = kerim.get("/portal/returns/?status=RJCT&return=mining_monthly&period=2026").content.decode()
    accepted = ReceivedFiling.objects.get(status="ACPT").filing
    assert accepted not in page
    assert ReceivedFiling.objects.get(status="RJCT").filing in page
    assert kerim.get("/portal/returns/?status=odd").status_code == 400
    counts = []
    for turn in (1, 2):
        with CaptureQueriesContext(connection) as asked:
            kerim.get("/portal/returns/")
        counts.append(len(asked))
        ReceivedFiling.objects.bulk_create(
            ReceivedFiling(
                filing=f"{turn}{number:015}",
                commit=1000 * turn + number,
                sender="karakum",
                return_name="mining_monthly",
                period="2025-01",
                kind="original",
                status="ACPT",
                receipt="",
                received_at=miner.now,
            )
            for number in range(60)
        )
    assert counts[0] == counts[1]


def test_an_upload_is_refused_before_it_is_read_where_it_is_too_large(miner: Office, kerim: Client, monkeypatch):
    read: list[str] = []
    monkeypatch.setattr("rugsat.web.layout.uploads.SpoolHandler.new_file", lambda *_, **__: read.append("read"))
    answer = kerim.post(FILE, b"", content_type="multipart/form-data; boundary=x", CONTENT_LENGTH=str(1 << 50))
    assert answer.status_code == 413
    assert not read


def test_whoever_may_not_file_sends_nothing_in(miner: Office, monkeypatch):
    read: list[str] = []
    monkeypatch.setattr("rugsat.web.layout.uploads.SpoolHandler.new_file", lambda *_, **__: read.append("read"))
    nobody = Client(enforce_csrf_checks=True)
    assert nobody.post(FILE, {"file": upload(bad())}).status_code == 302
    assert not read


def test_a_form_from_elsewhere_is_refused_although_its_check_waits_for_the_page(miner: Office, kerim: Client):
    kerim.handler.enforce_csrf_checks = True
    assert kerim.post(FILE, {"file": upload(bad())}).status_code == 403
    assert not ReceivedFiling.objects.exists()
