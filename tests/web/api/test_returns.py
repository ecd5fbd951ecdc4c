"""Returns are filed and read by the API, each sender its own."""

from hashlib import sha256
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from rugsat.evidence.credentials.key_ring import make_key_ring
from rugsat.evidence.credentials.signed import verify_digest
from rugsat.operations.load_register import load_register
from rugsat.store.api_access.models import ReceivedFiling
from rugsat.store.api_access.receiving import office_lake
from rugsat.store.outbox.models import Entry
from tests.usecases.people import Office
from tests.web.api.machine import Api, Token, month

NAME = "karakum.mining_monthly.2026-01.csv"


@pytest.fixture
def api(token: Token) -> Api:
    return token()


def test_a_return_is_filed_and_its_receipt_is_read_again(api: Api):
    answer = api.file(NAME, month("2026-01"))
    assert answer.status_code == 201, answer.content
    told = answer.json()
    assert (told["status"], told["counts"], told["known"]) == ("ACPT", True, False)
    again = api.get(f"/receipts/{told['filing']}").json()
    assert again["receipt"] == told["receipt"]
    auth = api.get(f"/receipts/{told['filing']}/auth_031")
    assert b"FinInstrmRptgStsAdvc" in b"".join(auth.streaming_content)
    (line,) = api.get("/receipts").json()["items"]
    assert (line["filing"], line["return"], line["period"]) == (told["filing"], "mining_monthly", "2026-01")


def test_a_receipt_is_signed_where_there_are_keys_and_the_signature_verifies(api: Api, office: Office, settings):
    ring = make_key_ring(
        settings.OFFICE / "keys" / "authority",
        jurisdiction="tm",
        authority={"en": "The Authority"},
        on=office.now.date(),
    )
    told = api.file(NAME, month("2026-01")).json()
    original = b"".join(api.get(f"/receipts/{told['filing']}/original").streaming_content)
    signature = b"".join(api.get(f"/receipts/{told['filing']}/signature").streaming_content).decode()
    assert sha256(original).hexdigest() == told["receipt_id"]
    assert verify_digest(signature, told["receipt_id"], what="receipt", trust=ring.trust).what == "receipt"


def test_an_office_whose_keys_cannot_be_read_says_so_without_saying_where(api: Api, settings, caplog):
    (settings.OFFICE / "keys" / "authority").mkdir(parents=True)
    answer = api.file(NAME, month("2026-01"))
    assert (answer.status_code, answer.json()["type"]) == (503, "urn:rugsat:problem:not-ready")
    assert str(settings.OFFICE) not in answer.content.decode()
    assert "keys" in caplog.text


def test_a_filing_has_its_leaf_in_the_log(api: Api):
    filing = api.file(NAME, month("2026-01")).json()["filing"]
    (entry,) = Entry.objects.filter(kind="return_filed")
    assert entry.content["filing"] == filing
    assert entry.subject == "karakum"


def test_a_rejected_return_has_a_receipt_that_says_why_and_a_file_of_its_faults(api: Api):
    told = api.file(NAME, month("2026-01").replace(b"2604000000", b"much")).json()
    assert told["status"] == "RJCT"
    faults = b"".join(api.get(f"/receipts/{told['filing']}/faults").streaming_content)
    assert b"energy_wh" in faults


def test_content_that_is_no_table_is_told_so_whatever_its_name(api: Api):
    told = api.file(NAME, b"%PDF-1.7 not a table").json()
    assert told["status"] == "RJCT"
    assert "PDF" in told["receipt"]["refusal"]


def test_the_same_file_twice_is_one_filing(api: Api):
    first = api.file(NAME, month("2026-01")).json()
    second = api.file(NAME, month("2026-01"))
    assert second.status_code == 200
    assert (second.json()["known"], second.json()["filing"]) == (True, first["filing"])
    assert ReceivedFiling.objects.count() == 1


def test_nobody_files_for_another(api: Api):
    answer = api.file("altyn.mining_monthly.2026-01.csv", month("2026-01"))
    assert answer.status_code == 403
    assert "karakum" in answer.json()["detail"]
    assert ReceivedFiling.objects.count() == 0


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("karakum.no_such_return.2026-01.csv", 422),
        ("karakum.mining_monthly.soon.csv", 422),
        ("..%2F..%2Fetc.mining_monthly.2026-01.csv", 422),
        ("karakum.mining_monthly.csv", 422),
    ],
)
def test_a_name_that_says_nothing_is_refused_before_the_file_is_read(api: Api, name: str, status: int):
    answer = api.file(name, month("2026-01"))
    assert answer.status_code == status
    assert answer.headers["Content-Type"] == "application/problem+json"


def test_the_same_key_files_once_and_answers_alike(api: Api):
    first = api.file(NAME, month("2026-01"), Idempotency_Key="k1")
    second = api.file(NAME, month("2026-01"), Idempotency_Key="k1")
    assert (second.status_code, second.json()) == (first.status_code, first.json())
    assert second.headers["Idempotency-Replayed"] == "true"
    other = api.file(NAME, month("2026-02"), Idempotency_Key="k1")
    assert (other.status_code, other.json()["type"]) == (422, "urn:rugsat:problem:key-used")


def test_a_key_of_one_account_is_none_of_anothers(api: Api, token: Token):
    api.file(NAME, month("2026-01"), Idempotency_Key="k1")
    other = token("rival").file("altyn.mining_monthly.2026-01.csv", month("2026-01"), Idempotency_Key="k1")
    assert other.status_code == 201
    assert other.json()["receipt"]["sender"] == "altyn"


def test_several_files_are_filed_at_once_and_each_has_its_answer(api: Api):
    names = (NAME, "altyn.mining_monthly.2026-01.csv", "karakum.mining_monthly.2026-02.csv")
    files = [SimpleUploadedFile(name, month(name.split(".")[2])) for name in names]
    answer = api.client.post("/api/v1/returns/bulk", {"files": files}, headers=api.headers)
    assert answer.status_code == 200, answer.content
    first, foreign, last = answer.json()["files"]
    assert (first["status"], foreign["status"], last["status"]) == (201, 403, 201)
    assert foreign["problem"]["type"] == "urn:rugsat:problem:not-permitted"
    assert last["filed"]["receipt"]["period"] == "2026-02"


def test_drafts_count_for_nothing_and_are_seen_by_nobody_else(api: Api, token: Token, office: Office):
    told = api.file(NAME, month("2026-01"), at="/sandbox").json()
    assert (told["status"], told["counts"]) == ("ACPT", False)
    assert "counts for nothing" in told["receipt"]["draft"]
    assert [each["filing"] for each in api.get("/sandbox/receipts").json()["items"]] == [told["filing"]]
    assert api.get("/receipts").json()["items"] == []
    assert token("rival").get(f"/sandbox/receipts/{told['filing']}").status_code == 404
    assert not Entry.objects.filter(kind="return_filed").exists()
    assert api.file(NAME, month("2026-01")).json()["known"] is False


def test_a_draft_is_judged_with_the_register_as_it_is_now(api: Api, office: Office, tmp_path: Path):
    def load(name: str, party: str) -> None:
        folder = tmp_path / name
        folder.mkdir()
        head = "party,kind,name,lei,country,since,until,recorded_us,act\n"
        row = f"{party},legal_entity,Somebody,,TM,2025-01-01,,2025-01-01T00:00:00+00:00,a/1\n"
        (folder / "parties.csv").write_text(head + row)
        load_register(office_lake(), folder, recorded_at=office.now)

    load("first", "altyn")
    refused = api.file(NAME, month("2026-01"), at="/sandbox").json()
    assert "does not know 'karakum'" in refused["receipt"]["refusal"]
    load("second", "karakum")
    told = api.file(NAME, month("2026-01"), at="/sandbox").json()
    assert "filed by" in told["receipt"]["refusal"]
    assert api.get("/receipts").json()["items"] == []


def test_receipts_are_read_page_by_page(api: Api):
    filed = [api.file(f"karakum.mining_monthly.2026-{m:02}.csv", month(f"2026-{m:02}")).json() for m in (1, 2)]
    first = api.get("/receipts", limit="1").json()
    assert [each["filing"] for each in first["items"]] == [filed[1]["filing"]]
    second = api.get("/receipts", limit="1", cursor=first["next"]).json()
    assert [each["filing"] for each in second["items"]] == [filed[0]["filing"]]
    assert second["next"] is None
    drafts = [api.file(f"karakum.mining_monthly.2026-{m:02}.csv", month(f"2026-{m:02}"), at="/sandbox") for m in (1, 2)]
    page = api.get("/sandbox/receipts", limit="1").json()
    assert page["items"][0]["filing"] == drafts[1].json()["filing"]
    assert len(api.get("/sandbox/receipts", cursor=page["next"]).json()["items"]) == 1
