"""Requests for information, cases of findings and data quality by commands alone."""

from pathlib import Path

import pytest

from rugsat.domain.returns.filing import Filing
from rugsat.operations.intake.file_return import file_return
from rugsat.store.api_access.receiving import office_lake_folder, receiving_office
from rugsat.usecases.call import NotPermittedError
from tests.cli.conftest import Rugsat
from tests.usecases.made_runs import Runs, found
from tests.usecases.people import Office, approve

FINDING = found("party:karakum/return:mining_monthly/period:2026-01", "return_overdue")
ANOTHER = found("party:karakum/return:mining_monthly/period:2025-12", "return_overdue")


def test_a_firm_is_asked_reminded_and_answers_by_commands(rugsat: Rugsat, office: Office, tmp_path: Path):
    (tmp_path / "plan.pdf").write_bytes(b"%PDF-1.7 a plan")
    words = ("karakum", "Meter of March", "--note", "Why?", "--document", tmp_path / "plan.pdf")
    request = rugsat("requests", "ask", *words, by="serdar")["subject"]
    served = rugsat("requests", "served", request, 1, "2026-03-02", by="anna")
    assert served["served_on"] == "2026-03-02"
    office.wait(9)
    assert [each["request"] for each in rugsat("requests", "due")] == [request]
    office.wait(4)
    assert [each["request"] for each in rugsat("office", "day")] == [request]
    extended = rugsat("requests", "extend", request, 3, "--ground", "the records are many", by="serdar")
    assert extended["state"] == "asked"
    rugsat("requests", "answer", request, "--note", "Half of it.", "--in-part", by="kerim")
    office.wait(20)
    escalated = rugsat("requests", "escalate", request, "--note", "The other half is missing.", by="serdar")
    assert escalated["escalated"] is True
    assert [each["request"] for each in rugsat("requests", "list", "--state", "escalated")] == [request]
    rugsat("requests", "answer", request, "--note", "The rest.", "--document", tmp_path / "plan.pdf", by="kerim")
    rugsat("requests", "further", request, "--note", "And April?", by="serdar")
    rugsat("requests", "answer", request, "--note", "Nothing.", by="kerim")
    rugsat("requests", "accept", request, by="dilber")
    shown = rugsat("requests", "show", request)
    assert shown["state"] == "accepted"
    assert [each["verb"] for each in shown["acts"]] == [
        "ask",
        "remind",
        "extend",
        "answer_in_part",
        "escalate",
        "answer",
        "ask_further",
        "answer",
        "accept",
    ]
    other = rugsat("requests", "ask", "karakum", "x", "--note", "y", by="anna")["subject"]
    with pytest.raises(NotPermittedError, match="may not do this"):
        rugsat("requests", "withdraw", other, "--note", "z", by="kerim")
    assert rugsat("requests", "withdraw", other, "--note", "asked twice", by="anna")["state"] == "withdrawn"


def test_a_case_is_opened_answered_and_closed_by_commands(rugsat: Rugsat, office: Office, tmp_path: Path):
    Runs(office, tmp_path / "runs").take_up(FINDING, ANOTHER)
    one, other = FINDING["finding"], ANOTHER["finding"]
    (tmp_path / "bill.txt").write_text("Счёт")
    rugsat("cases", "answer", one, "--note", "It was filed.", "--document", tmp_path / "bill.txt", by="kerim")
    case = rugsat("cases", "open", one, "--ground", "two returns", by="serdar")["subject"]
    rugsat("cases", "join", case, other, by="serdar")
    assert [(each["case"], each["findings"]) for each in rugsat("cases", "list")] == [(case, 2)]
    rugsat("cases", "close", case, "dismissed", "--note", "they were filed on paper", by="serdar")
    shown = rugsat("cases", "show", case)
    assert {each["status"] for each in shown["findings"]} == {"dismissed"}
    assert next(each["answers"] for each in shown["findings"] if each["finding"] == one)[0]["by"] == "kerim"
    assert rugsat("cases", "list") == []


def test_data_quality_is_counted_and_shown_by_commands(rugsat: Rugsat, office: Office, tmp_path: Path):
    approve(office, "grid-mary", "approved_energy_provider")
    path = tmp_path / "grid-mary.meter_readings.2026-02.csv"
    path.write_text(
        "connection,meter,began,interval_s,energy_wh,estimated\n"
        "MR-0001,M-1,2026-02-01T00:00:00+05:00,3600,1200,false\n"
        "MR-0001,M-1,2026-02-01T01:00:00+05:00,3600,1200,true\n"
    )
    receiving = receiving_office(office.now)
    file_return(receiving, path, filing=Filing.of_file(path.name), received_at=office.now, recorded_at=office.now)
    assert rugsat("quality", "measure", "--lake", office_lake_folder(), by="serdar")["filings"] == 1
    shown = rugsat("quality", "show", "grid-mary", "--months", 2)
    february = next(each for each in shown["months"] if each["month"] == "2026-02")
    estimates = next(each for each in february["components"] if each["component"] == "estimates")
    assert (estimates["observed"], estimates["points"]) == ("50", 15)
    listed = rugsat("quality", "list")
    assert listed["decides"] is False
    assert "grid-mary" in {each["sender"] for each in listed["filers"]}
