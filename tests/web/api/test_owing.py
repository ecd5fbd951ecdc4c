"""What is due is told to whoever owes it, with what was filed for it."""

import pytest

from rugsat.domain.returns.filing import Filing
from rugsat.operations.intake.file_return import file_return
from rugsat.store.api_access.models import ReceivedFiling, TakenUp
from rugsat.store.api_access.receiving import receiving_office
from rugsat.store.outbox.models import Entry
from rugsat.usecases.take_up_filings import take_up_filings
from tests.usecases.people import Office, approve
from tests.web.api.machine import Api, Token, month


@pytest.fixture
def api(office: Office, token: Token) -> Api:
    """Karakum has held a registration since the year before."""
    approve(office, "karakum", "mining_registration")
    return token()


def due(api: Api) -> dict[str, dict[str, object]]:
    items = api.get("/obligations", since="2026-01-01", until="2026-03-01").json()["items"]
    return {each["period"]: each for each in items if each["return"] == "mining_monthly"}


def test_what_was_filed_stands_beside_what_is_due_and_what_was_not_is_overdue(api: Api, office: Office):
    office.wait(60)
    before = due(api)
    assert {period: each["overdue"] for period, each in before.items()} == {"2026-01": True, "2026-02": True}
    assert all(str(each["due"]) > period for period, each in before.items())
    filed = api.file("karakum.mining_monthly.2026-01.csv", month("2026-01")).json()
    after = due(api)
    assert (after["2026-01"]["filing"], after["2026-01"]["overdue"]) == (filed["filing"], False)
    assert after["2026-02"]["overdue"] is True


def test_a_filing_that_was_cancelled_stands_no_longer(api: Api, office: Office):
    office.wait(60)
    api.file("karakum.mining_monthly.2026-01.csv", month("2026-01"))
    assert api.file("karakum.mining_monthly.2026-01.cancellation.csv", b"").json()["status"] == "ACPT"
    assert due(api)["2026-01"]["overdue"] is True


def test_another_owes_nothing_of_it(api: Api, token: Token):
    assert token("rival").get("/obligations", since="2026-01-01", until="2026-03-01").json()["items"] == []


@pytest.mark.parametrize("days", [{"since": "2026-03-01", "until": "2026-03-01"}, {"since": "2000-01-01"}])
def test_days_that_are_none_or_too_many_are_refused(api: Api, days: dict[str, str]):
    answer = api.get("/obligations", **days)
    assert (answer.status_code, answer.json()["type"]) == (422, "urn:rugsat:problem:days")


def test_what_the_lake_received_before_a_crash_is_taken_up_the_next_time_and_once(api: Api, office: Office, tmp_path):
    path = tmp_path / "karakum.mining_monthly.2026-01.csv"
    path.write_bytes(month("2026-01"))
    receiving = receiving_office(office.now)
    # The server died after the lake had committed and before the office knew of it.
    file_return(receiving, path, filing=Filing.of_file(path.name), received_at=office.now, recorded_at=office.now)
    assert ReceivedFiling.objects.count() == 0
    api.file("karakum.mining_monthly.2026-02.csv", month("2026-02"))
    assert sorted(each["period"] for each in api.get("/receipts").json()["items"]) == ["2026-01", "2026-02"]
    done = take_up_filings(office.call("register"), lake=receiving.lake)
    assert done.told == {"filings": 0}
    assert Entry.objects.filter(kind="return_filed").count() == 2
    assert TakenUp.objects.get().commit == receiving.lake.state().number
